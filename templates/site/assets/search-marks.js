// Where a text has the words of a query: texts are folded piece by piece, so that marks stand in the text as it is written.
import { fold, HYPHENS, indexWords, joined, split } from "./folding.js";

const PIECE = /[\s\S][\p{M}\uff9e\uff9f]*/gu;
const THOUSANDS = /^,[0-9]{3}(?![0-9])/;

// What turns a text into pieces of text and marks for the parts of a query.
export function marker(parts) {
  const phrases = parts.flatMap((part) => part.ways.flat());
  return (text) => pieces(text, phrases.length ? joinedSpans(spansIn(text, phrases)) : []);
}

function pieces(text, spans) {
  const found = [];
  let at = 0;
  for (const [start, end] of spans) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, end);
    found.push(text.slice(at, start), mark);
    at = end;
  }
  found.push(text.slice(at));
  return found.filter((piece) => piece !== "");
}

function joinedSpans(spans) {
  const found = [];
  for (const span of spans.sort((one, other) => one[0] - other[0])) {
    const last = found.at(-1);
    if (last && span[0] <= last[1]) last[1] = Math.max(last[1], span[1]);
    else found.push([...span]);
  }
  return found;
}

function spansIn(text, phrases) {
  const { folded, starts } = foldedWithPlaces(text);
  const tokens = split(folded);
  const words = tokens.flatMap(wordsOf);
  const spans = phrases.flatMap((phrase) => (isRun(phrase) ? runSpans(folded, phrase) : wordSpans(words, phrase)));
  return spans.map(([start, end]) => [starts[start], starts[end]]);
}

// The folded text, and for each of its places the place of the piece that it came from.
function foldedWithPlaces(text) {
  let folded = "";
  const starts = [];
  for (const { 0: piece, index } of text.matchAll(PIECE)) {
    const separates = piece === "," && /[0-9]/.test(text[index - 1] ?? "") && THOUSANDS.test(text.slice(index, index + 5));
    const own = separates ? "" : fold(piece);
    for (let place = 0; place < own.length; place++) starts.push(index);
    folded += own;
  }
  starts.push(text.length);
  return { folded, starts };
}

// Words with their spans; a run of Chinese or Japanese parts phrases.
function wordsOf(token) {
  if (token.kind === "run") return [null];
  const own = indexWords(token);
  if (token.kind === "number" || own.length === 1) return [{ word: own[0], whole: "", start: token.start, end: token.end }];
  let at = token.start;
  return token.text.split(HYPHENS).map((part, place) => {
    const start = at;
    at += part.length + 1;
    return { word: own[place], whole: place ? "" : joined(token), start, end: start + part.length, last: token.end };
  });
}

function isRun({ words }) {
  return /[\u2e80-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u.test(words[0]);
}

function runSpans(folded, { words }) {
  const wanted = words.map((word) => [...word][0]).join("") + [...words.at(-1)].slice(1).join("");
  const spans = [];
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + 1)) spans.push([at, at + wanted.length]);
  return spans;
}

function wordSpans(found, { words, open }) {
  const last = words.length - 1;
  const fits = (word, place) => word === words[place] || (open && place === last && word.startsWith(words[place]));
  const spans = [];
  found.forEach((first, at) => {
    if (first?.whole && !last && fits(first.whole, 0)) spans.push([first.start, first.last]);
    if (words.every((_, place) => found[at + place] && fits(found[at + place].word, place))) spans.push([first.start, found[at + last].end]);
  });
  return spans;
}
