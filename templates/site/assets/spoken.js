// What a choice is called in the reader's words: each of its parts with the way to drop it, and what to drop when nothing fits.
import { choose, isImprovement, quantityOf, setRange } from "./choice.js";
import { element } from "./results.js";

// The parts of a choice: key, name, and what takes it out.
export function partsOf(choice, library, words) {
  const found = [];
  for (const [key, codes] of choice.terms) {
    for (const code of codes) found.push({ key, name: library.termName(key, code), drop: (own) => choose(own, key, code, false) });
  }
  for (const [key, span] of choice.ranges) {
    found.push({ key, name: spanName(key, span, library, words), drop: (own) => setRange(own, key, "", "") });
  }
  return found;
}

export function quantityName(key, library, words) {
  const { name } = library.quantity(quantityOf(key));
  return isImprovement(key) ? `${name}, ${words["browse-improved-short"]}` : name;
}

function spanName(key, [from, to], library, words) {
  const span = from === to ? from : from && to ? `${from}–${to}` : from ? `≥ ${from}` : `≤ ${to}`;
  if (library.columns.ranges.has(key)) return `${library.names.ranges[key]} ${span}`;
  const { unit } = library.quantity(quantityOf(key));
  const percent = unit === "%" ? words["browse-points"] : "%";
  return `${quantityName(key, library, words)} ${span}\u00a0${isImprovement(key) ? percent : unit}`;
}

export function chip({ name, drop }, words, change) {
  const button = element("button", { type: "button", class: "cb-chosen-chip", "aria-label": words["browse-remove"].replace("{name}", name) }, name);
  button.addEventListener("click", () => change(drop));
  return element("li", {}, button);
}

// The single parts that could be dropped so that something fits again: name, number of cases, and the way to do it.
export function offers(choice, library, words, { dropped, unbased }) {
  const names = new Map();
  for (const { key, name } of partsOf(choice, library, words)) names.set(key, names.has(key) ? `${names.get(key)}, ${name}` : name);
  const found = dropped.map(([key, count]) => ({ name: names.get(key), count, drop: (own) => own.terms.delete(key) || own.ranges.delete(key) }));
  if (choice.query) found.push({ name: `“${choice.query}”`, count: unbased, drop: (own) => (own.query = "") });
  else if (choice.kept) found.push({ name: words["browse-kept"], count: unbased, drop: (own) => (own.kept = false) });
  return found.filter(({ count }) => count).sort((one, other) => other.count - one.count);
}

// The words of a query that could be dropped, each with the number of cases that have all the others and fit the choice.
export function wordOffers(parts, fitting) {
  const found = parts.map((part) => {
    const others = parts.filter((each) => each !== part);
    const count = fitting.filter((place) => others.every((each) => each.places.has(place))).length;
    return { name: `“${part.typed}”`, count, drop: (own) => (own.query = others.map((each) => each.typed).join(" ")) };
  });
  return found.filter(({ count }) => count);
}

export function nothingFound(found, unknown, words, counted, change) {
  const ways = [...found].sort((one, other) => other.count - one.count);
  const items = ways.map(({ name, count, drop }) => {
    const text = words["browse-drop"].replace("{name}", name).replace("{count}", counted(count));
    const button = element("button", { type: "button", class: "cb-drop" }, text);
    button.addEventListener("click", () => change(drop));
    return element("li", {}, button);
  });
  const help = items.length ? element("ul", {}, ...items) : element("p", {}, words["browse-none-help"]);
  const unsaid = unknown.map((word) => element("p", {}, words["search-unknown"].replace("{word}", word)));
  return element("div", { class: "cb-nothing" }, element("p", {}, words["browse-none"]), ...unsaid, help);
}
