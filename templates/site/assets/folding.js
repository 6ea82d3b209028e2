// Folds texts and cuts them into words as casebook/site/search/folding.py does; a test compares the two on every text.
const CJK =
  "\\u2e80-\\u2fdf\\u3005-\\u3007\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff" +
  "\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const LETTERS = `(?:(?![0-9${CJK}])[\\p{L}\\p{N}])+`;
const TOKEN = new RegExp(`([0-9]+(?:\\.[0-9]+)*)|([${CJK}]+)|(${LETTERS}(?:[-\\u2010\\u2013]${LETTERS})*)`, "gu");
export const HYPHENS = /[-\u2010\u2013]/u;
const LONGEST = 64;

export const table = await (await fetch(new URL("./folding.json", import.meta.url))).json();
const simplified = new Map();
{
  const characters = [...table.simplified];
  for (let place = 0; place < characters.length; place += 2) simplified.set(characters[place], characters[place + 1]);
}

function moved(character) {
  const code = character.codePointAt(0);
  if (code >= 0x30a1 && code <= 0x30f6) return String.fromCodePoint(code - 0x60);
  if (character === "μ") return "u";
  return simplified.get(character) ?? character;
}

// Characters alone: one folded text for all ways to write it.
export function fold(text) {
  const plain = text.normalize("NFKC").toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");
  return Array.from(plain, moved).join("").replaceAll("++", " plusplus ").replace(/(?<=[0-9]),(?=[0-9]{3}(?![0-9]))/g, "");
}

// A word in one spelling and without the plural's s.
export function foldWord(long) {
  let word = [...long].slice(0, LONGEST).join("");
  for (const [british, american] of table.spellings) word = word.replaceAll(british, american);
  word = word.slice(0, 3) + word.slice(3).replaceAll("iz", "is");
  word = word.slice(0, 2) + word.slice(2).replaceAll("yz", "ys");
  return Object.hasOwn(table.whole, word) ? table.whole[word] : singular(word);
}

function singular(word) {
  if (word.length < 4 || !word.endsWith("s") || /(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
  return /(?:sses|xes|ches|shes)$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}

function foldNumber(number) {
  return (/^[0-9]+\.[0-9]+$/.test(number) ? number.replace(/\.?0+$/, "") : number).slice(0, LONGEST);
}

// A folded text cut into numbers, runs of Chinese or Japanese, and words, hyphens and all; each with its place.
export function split(folded) {
  return Array.from(folded.matchAll(TOKEN), (found) => ({
    text: found[0],
    kind: found[1] ? "number" : found[2] ? "run" : "word",
    start: found.index,
    end: found.index + found[0].length,
  }));
}

// The words under which a token is indexed: a number, the pairs of a run, the parts between hyphens.
export function indexWords({ kind, text }) {
  if (kind === "number") return [foldNumber(text)];
  return kind === "run" ? pairs(text) : text.split(HYPHENS).map(foldWord);
}

// The parts of a word without the hyphens between them; "" where there are none.
export function joined(token) {
  const words = token.kind === "word" ? indexWords(token) : [];
  return words.length > 1 ? foldWord(words.join("")) : "";
}

// The overlapping pairs of a run, and its last character.
export function pairs(run) {
  const signs = [...run];
  return signs.map((_, place) => signs.slice(place, place + 2).join(""));
}
