// Full text search over the index's files; casebook/site/search/engine.py answers the same, and says how cases are ranked.
import { planQuery } from "./search-query.js";
import { RANKS, Shards, casesOf } from "./search-shards.js";

const WORTH = [24, 10, 2];
const MOST_OFTEN = 3;
const EXACT = 2;
const OTHER_WORD = 6;
const FORMAT = 1;

let index;

async function start(base) {
  const folder = new URL("search-index/", base);
  const head = await (await fetch(new URL("index.json", folder), { cache: "no-cache" })).json();
  if (head.format !== FORMAT) throw new Error(`a search index of format ${head.format}`);
  return new Shards(folder, head);
}

export function ready(base) {
  index ??= start(base);
  return index;
}

// What a query finds: the cases' places, the best first, with their rank from the end as their score; and for each part of
// the query its words and the places of the cases that have it. null for a query without any word.
export async function search(query, base) {
  const shards = await ready(base);
  const parts = planQuery(query, shards.head.synonyms);
  if (!parts.length) return null;
  const answers = await Promise.all(parts.map((part) => findPart(shards, part)));
  const rare = answers.map((answer) => 32 - Math.clz32(Math.floor(shards.head.cases / Math.max(answer.size, 1))));
  const scores = new Map();
  for (const place of meet(answers)) {
    scores.set(place, answers.reduce((sum, answer, number) => sum + answer.get(place) * (1 + rare[number]), 0));
  }
  const order = [...scores.keys()].sort((one, other) => scores.get(other) - scores.get(one) || one - other);
  return {
    scores: new Map(order.map((place, rank) => [place, order.length - rank])),
    parts: parts.map((part, number) => ({ ...part, places: new Set(answers[number].keys()) })),
  };
}

function meet(answers) {
  const [first, ...others] = [...answers].sort((one, other) => one.size - other.size);
  return [...first.keys()].filter((place) => others.every((answer) => answer.has(place)));
}

async function findPart(shards, part) {
  const best = new Map();
  const answers = await Promise.all(part.ways.map((way) => findWay(shards, way)));
  answers.forEach((answer, number) => {
    for (const [place, worth] of answer) raise(best, place, Math.max(worth - (number ? OTHER_WORD : 0), 1));
  });
  return best;
}

function raise(best, place, worth) {
  if (worth > (best.get(place) ?? 0)) best.set(place, worth);
}

async function findWay(shards, way) {
  const answers = await Promise.all(way.map((phrase) => findPhrase(shards, phrase)));
  return new Map(meet(answers).map((place) => [place, Math.min(...answers.map((answer) => answer.get(place)))]));
}

async function findPhrase(shards, { words, open }) {
  const last = words.length - 1;
  const slots = await Promise.all(words.map((word, place) => shards.entries(word, open && place === last)));
  if (!last) return bestOf(slots[0], words[0]);
  const places = meet(slots.map((slot) => new Set(slot.flatMap((entry) => [...casesOf(entry).keys()]))));
  return places.length ? following(shards, slots, new Set(places)) : new Map();
}

function bestOf(slot, word) {
  const best = new Map();
  for (const entry of slot) {
    const more = entry.word === word ? EXACT : 0;
    for (const [place, flags] of casesOf(entry)) raise(best, place, WORTH[rankOf((rank) => flags & (1 << rank))] + (flags >>> RANKS) + more);
  }
  return best;
}

function rankOf(has) {
  let rank = 0;
  while (!has(rank)) rank++;
  return rank;
}

// The cases in which words of the slots follow each other in one text.
async function following(shards, slots, wanted) {
  const standing = await Promise.all(slots.map((slot) => standingOf(shards, slot, wanted)));
  const found = new Map();
  for (const place of wanted) {
    const counts = [0, 1, 2].map((rank) => countOf(standing.map((each) => each.get(place)[rank])));
    const sum = counts.reduce((all, count) => all + count, 0);
    if (sum) found.set(place, WORTH[rankOf((rank) => counts[rank])] + Math.min(31 - Math.clz32(sum), MOST_OFTEN) + EXACT);
  }
  return found;
}

function countOf([begins, ...others]) {
  let count = 0;
  for (const begin of begins) if (others.every((places, step) => places.has(begin + step + 1))) count++;
  return count;
}

async function standingOf(shards, slot, wanted) {
  const found = new Map();
  const read = await Promise.all(slot.map((entry) => shards.placesOf(entry)));
  for (const place of wanted) {
    const here = read.flatMap((places) => places.get(place) ?? []);
    const ranks = Array.from({ length: RANKS }, (_, rank) => here.filter((__, number) => number % RANKS === rank));
    found.set(place, ranks.map((sets) => (sets.length === 1 ? sets[0] : new Set(sets.flatMap((set) => [...set])))));
  }
  return found;
}
