// Two to four cases side by side, row by row; a row in which no case says anything is left out.
import { element } from "./results.js";

export const MOST = 4;
const FACTS = ["fields", "applications", "processes", "materials", "maturity", "period", "funding", "editions"];
const TEXTS = ["problems", "solutions", "results", "commercialisation"];

export function comparison(cases, words) {
  const cells = cases.map((each) => heading(each, words));
  const head = element("thead", {}, element("tr", {}, element("td", {}), ...cells));
  const body = element("tbody", {}, ...rows(cases, words).map(({ name, kind, cells }) => row(name, kind, cells, words)));
  return element("table", { class: "cb-compare" }, head, body);
}

function heading(each, words) {
  const link = element("a", { href: each.address }, each.title);
  if (each.language) link.lang = each.language;
  const who = element("p", { class: "cb-quiet" }, [each.company, each.region].filter(Boolean).join(" · "));
  if (each.fictional) who.append(" ", element("span", { class: "cb-invented" }, words.invented));
  const cell = element("th", { scope: "col", class: each.shade }, link, who);
  if (each.picture) {
    const image = element("img", { src: each.picture.src, alt: each.picture.alt, loading: "lazy", decoding: "async", width: each.picture.width, height: each.picture.height });
    cell.prepend(image);
  }
  return cell;
}

function rows(cases, words) {
  const list = (values) => (values?.length ? [element("p", {}, values.join(words["list-comma"]))] : []);
  const made = [{ name: words["column-stage"], cells: cases.map((each) => list(each.stage ? [each.stage] : [])) }];
  made.push(...figureRows(cases));
  for (const key of TEXTS) {
    const name = cases.map((each) => each.texts.get(key)?.name).find(Boolean);
    made.push({ name, kind: "text", cells: cases.map((each) => copies(each.texts.get(key)?.parts)) });
  }
  for (const key of FACTS) {
    const facts = cases.map((each) => each.facts.find((fact) => fact.key === key));
    made.push({ name: facts.find(Boolean)?.name, cells: facts.map((fact) => list(fact?.values)) });
  }
  made.push({ name: words.offers, cells: cases.map((each) => list(each.offers)) });
  made.push({ name: words.contact, cells: cases.map((each) => copies(each.contact?.nodes)) });
  return made.filter(({ cells }) => cells.some((cell) => cell.length));
}

function copies(nodes) {
  return (nodes ?? []).map((node) => document.importNode(node, true));
}

// A row for each quantity that one of the cases has measured, in the order in which they come up.
export function quantities(cases) {
  const names = new Map();
  for (const each of cases) for (const figure of each.figures) if (!names.has(figure.quantity)) names.set(figure.quantity, figure.name);
  return names;
}

function figureRows(cases) {
  return [...quantities(cases)].map(([quantity, name]) => ({
    name,
    kind: "figure",
    cells: cases.map((each) => each.figures.filter((figure) => figure.quantity === quantity).flatMap(figureCell)),
  }));
}

export function steps(figure) {
  return figure.before && figure.after ? `${figure.before} → ${figure.after}` : figure.after || figure.before;
}

function figureCell(figure) {
  const told = [element("strong", { class: "cb-compare-value" }, figure.change || figure.after || figure.target)];
  if (figure.change && steps(figure)) told.push(element("p", {}, steps(figure)));
  const more = [figure.evidence, figure.note].filter(Boolean).join(" · ");
  if (more) told.push(element("p", { class: "cb-quiet" }, more));
  return told;
}

function row(name, kind, cells, words) {
  const none = () => [element("span", { class: "cb-quiet", "aria-hidden": "true" }, "–"), element("span", { class: "cb-unseen" }, words["shortlist-none"])];
  const columns = cells.map((cell) => element("td", {}, ...(cell.length ? cell : none())));
  return element("tr", kind ? { class: `cb-compare-${kind}` } : {}, element("th", { scope: "row" }, name), ...columns);
}
