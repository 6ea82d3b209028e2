// Plans what a query asks of the index, as casebook/site/search/query.py does; a test holds the two equal.
import { fold, indexWords, joined, pairs, split, table } from "./folding.js";

const CHUNK = /"[^"]*"|\S+/gu;
const SHORTEST_OPEN = 3;
const units = new Set(table.units);
const small = new Set(table.small);

// A phrase is words that stand one after the other; an open one may go on. A way is phrases that must all be there.
// A part is as it was typed, with the ways in which a case can have it, the typed one first.
export function planQuery(query, synonyms = []) {
  const items = itemsOf(query);
  const known = synonyms.map((group) => group.map(itemsOf));
  const parts = [];
  for (let at = 0; at < items.length; ) {
    const [length, others] = findSynonyms(items.slice(at), known);
    const typed = items.slice(at, at + Math.max(length, 1));
    const own = typed.length === 1 ? typed[0].ways : [typed.flatMap((item) => item.ways[0])];
    parts.push({ typed: typed.map((item) => item.typed).join(" "), ways: distinct([...own, ...others]) });
    at += typed.length;
  }
  return parts;
}

function distinct(ways) {
  return [...new Map(ways.map((way) => [JSON.stringify(way), way])).values()];
}

function itemsOf(query) {
  const items = [];
  for (const [chunk] of query.matchAll(CHUNK)) {
    const item = itemOf(chunk);
    if (!item) continue;
    const before = items.at(-1);
    if (item.unit && before && /^[0-9]/.test(before.key.at(-1)) && !before.small) items[items.length - 1] = withUnit(before, item);
    else items.push(item);
  }
  const wanted = items.filter((item) => !item.small);
  return wanted.length ? wanted : items;
}

function withUnit(number, unit) {
  const before = number.ways[0].slice(0, -1);
  const words = { words: [...number.ways[0].at(-1).words, ...unit.key], open: false };
  return { typed: `${number.typed} ${unit.typed}`, ways: [[...before, words]], key: [...number.key, ...unit.key], unit: false, small: false };
}

function itemOf(chunk) {
  const found = split(fold(chunk));
  if (!found.length) return null;
  const phrases = [];
  let words = [];
  for (const token of found) {
    if (token.kind !== "run") {
      words.push(...indexWords(token));
      continue;
    }
    if (words.length) phrases.push({ words, open: false });
    words = [];
    phrases.push(runOf(token.text));
  }
  if (words.length) phrases.push(opened({ words, open: false }));
  const ways = [phrases];
  const together = found.length === 1 ? joined(found[0]) : "";
  if (together) ways.push([opened({ words: [together], open: false })]);
  const key = found.flatMap(indexWords);
  const single = key.length === 1 ? key[0] : "";
  return { typed: chunk, ways, key, unit: units.has(single), small: small.has(single) };
}

function runOf(run) {
  const found = pairs(run);
  return found.length > 1 ? { words: found.slice(0, -1), open: false } : { words: found, open: true };
}

function opened(phrase) {
  const last = phrase.words.at(-1);
  if (/^[0-9]/.test(last) || [...last].length < SHORTEST_OPEN) return phrase;
  return { words: [...phrase.words.slice(0, -1), begun(last)], open: true };
}

// The beginning of a word as far as all spellings share it.
function begun(word) {
  for (const [british, american] of table.spellings) {
    const shared = sharedLength(british, american);
    for (let length = british.length - 1; length > Math.max(shared, SHORTEST_OPEN); length--) {
      if (word.endsWith(british.slice(0, length))) return word.slice(0, word.length - length + shared);
    }
  }
  return word;
}

function sharedLength(one, other) {
  let length = 0;
  while (length < one.length && length < other.length && one[length] === other[length]) length++;
  return length;
}

function findSynonyms(items, known) {
  let longest = 0;
  let ways = [];
  for (const group of known) {
    for (const words of group) {
      if (!words.length || words.length < longest || !isSame(items.slice(0, words.length), words)) continue;
      const others = group.filter((each) => each.length).map(asWay);
      ways = [...(words.length === longest ? ways : []), ...others];
      longest = words.length;
    }
  }
  return [longest, ways];
}

function isSame(items, words) {
  return items.length === words.length && items.every((item, place) => JSON.stringify(item.key) === JSON.stringify(words[place].key));
}

function asWay(words) {
  if (words.length === 1) return words[0].ways[0];
  const phrases = words.flatMap((word) => word.ways[0]);
  return [{ words: phrases.flatMap((phrase) => phrase.words), open: phrases.at(-1).open }];
}
