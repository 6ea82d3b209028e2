// What a reader has chosen, read from the address and written to it: facets' terms, ranges, words, order and view.
const NUMBER = /^-?[0-9]+(\.[0-9]+)?$/;
const IMPROVED = ".improved";

export function nothingChosen() {
  return { query: "", kept: false, sort: "", view: "", terms: new Map(), ranges: new Map() };
}

export function quantityOf(key) {
  return key.endsWith(IMPROVED) ? key.slice(0, -IMPROVED.length) : key;
}

export function isImprovement(key) {
  return key.endsWith(IMPROVED);
}

export function improvementOf(quantity) {
  return quantity + IMPROVED;
}

// A number as it was typed, with a full stop; "" for what is none.
export function asNumber(text) {
  const plain = text.normalize("NFKC").trim().replace(",", ".").replace("−", "-");
  return NUMBER.test(plain) ? plain : "";
}

// `keys` says which facets there are, `spans` which keys take a range.
export function readChoice(address, keys, spans) {
  const asked = new URLSearchParams(address);
  const choice = nothingChosen();
  choice.query = asked.get("q") ?? "";
  choice.kept = asked.get("kept") === "1";
  choice.sort = asked.get("sort") ?? "";
  choice.view = asked.get("view") === "table" ? "table" : "";
  for (const [key, value] of asked) {
    if (keys.has(key)) choose(choice, key, value, true);
    else if (spans.has(key)) {
      const [from, to] = value.includes("..") ? value.split("..") : [value, value];
      setRange(choice, key, asNumber(from), asNumber(to));
    }
  }
  return choice;
}

export function writeChoice(choice) {
  const told = new URLSearchParams();
  const query = choice.query.trim();
  if (query) told.set("q", query);
  for (const [key, codes] of choice.terms) for (const code of codes) told.append(key, code);
  for (const [key, [from, to]] of choice.ranges) told.set(key, from === to ? from : `${from}..${to}`);
  if (choice.kept) told.set("kept", "1");
  if (choice.sort) told.set("sort", choice.sort);
  if (choice.view) told.set("view", choice.view);
  return told.toString();
}

export function choose(choice, key, code, is) {
  const codes = new Set(choice.terms.get(key));
  if (is) codes.add(code);
  else codes.delete(code);
  if (codes.size) choice.terms.set(key, codes);
  else choice.terms.delete(key);
}

export function setRange(choice, key, from, to) {
  if (from || to) choice.ranges.set(key, [from, to]);
  else choice.ranges.delete(key);
}

export function isNarrowed(choice) {
  return Boolean(choice.terms.size || choice.ranges.size || choice.kept || choice.query.trim());
}
