// Folds texts and queries as casebook/site/normalise.py does; a test compares the two on every text.
const CJK = "\\u2e80-\\u2fdf\\u3005-\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\ua000-\\ua4cf\\u{20000}-\\u{3ffff}";
const TOKEN = new RegExp(`([0-9]+(?:\\.[0-9]+)*)|([${CJK}]+)|((?:(?![0-9${CJK}])[\\p{L}\\p{N}])+)`, "gu");
const YI = 0xa000;

const table = await (await fetch(new URL("./folding.json", import.meta.url))).json();
const characters = [...table.simplified];
const simplified = new Map();
for (let place = 0; place < characters.length; place += 2) simplified.set(characters[place], characters[place + 1]);

function moved(character) {
  const code = character.codePointAt(0);
  if (code >= 0x3041 && code <= 0x3096) return String.fromCodePoint(YI + code - 0x3041);
  if (code >= 0x30a1 && code <= 0x30f6) return String.fromCodePoint(YI + code - 0x30a1);
  if (code === 0x30fc) return String.fromCodePoint(YI + 0x100);
  if (character === "μ") return "u";
  return simplified.get(character) ?? character;
}

export function fold(text) {
  const plain = text.normalize("NFKC").toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");
  return Array.from(plain, moved).join("").replaceAll("++", " plusplus ").replace(/(?<=[0-9]),(?=[0-9]{3}(?![0-9]))/g, "");
}

export function tokens(folded) {
  return Array.from(folded.matchAll(TOKEN), (found) => [found[1] ? "number" : found[2] ? "run" : "word", found[0]]);
}

export function pairs(run) {
  const signs = [...run];
  return signs.map((_, place) => signs.slice(place, place + 2).join(""));
}

export function indexWords(text) {
  return tokens(fold(text)).flatMap(([kind, token]) => (kind === "run" ? pairs(token) : [token.replaceAll(".", "dot")]));
}

// What the engine is asked, part by part: all parts must be found. Runs, numbers and compounds are phrases; a plain word
// stays open at its end, so that it finds what begins with it.
export function queryParts(query) {
  const parts = [];
  for (const chunk of fold(query).split(/\s+/u)) {
    let phrase = [];
    const close = () => {
      if (phrase.length === 1 && phrase[0][0] === "word") parts.push(phrase[0][1]);
      else if (phrase.length) parts.push(`"${phrase.map(([, token]) => token.replaceAll(".", "dot")).join(" ")}"`);
      phrase = [];
    };
    for (const [kind, token] of tokens(chunk)) {
      if (kind !== "run") {
        phrase.push([kind, token]);
        continue;
      }
      close();
      const found = pairs(token);
      parts.push(`"${(found.length > 1 ? found.slice(0, -1) : found).join(" ")}"`);
    }
    close();
  }
  return parts;
}
