// Cards and table rows of the browse page, as the templates draw them.
import { showKept } from "./keep.js";

const LONG = 120;
const SOON = 500; // ms

export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== ""));
  return made;
}

function keepButton(each, words) {
  const button = element("button", { type: "button", class: "cb-keep", "data-keep": each.id, "data-keep-word": words.keep, "data-kept-word": words.kept });
  showKept(button);
  return button;
}

function fieldTag(field) {
  const [name, shade, number] = field;
  return element("span", { class: `cb-tag ${shade}` }, number ? element("span", { class: "cb-tag-number" }, number) : "", number ? " " : "", name);
}

// The words that were searched for stand out.
function marked(each, text) {
  return each.marked ? each.marked(text) : [text];
}

function titleLink(each) {
  const attributes = { href: each.link };
  if (each.foreign) attributes.lang = each.language;
  return element("a", attributes, ...marked(each, each.title));
}

function inLanguage(each, words) {
  const name = words[`language-${each.language.toLowerCase()}`] ?? each.language;
  return each.foreign ? element("span", { class: "cb-in-language" }, words["in-language"].replace("{language}", name)) : "";
}

// A picture is read when its card is about to be seen; left to itself, a browser begins screens before.
const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      target.src = target.dataset.src;
      near.unobserve(target);
    }
  },
  { rootMargin: "100px" },
);

function picture(each) {
  if (!each.picture) return element("div", { class: "cb-card-picture cb-pattern", "aria-hidden": "true" }, element("span", {}, each.field?.[2] ?? ""));
  const image = element("img", { "data-src": each.picture, alt: "", decoding: "async", width: "480", height: "360" });
  near.observe(image);
  return element("div", { class: "cb-card-picture" }, image);
}

export function card(each, words) {
  const who = element("p", { class: "cb-card-who" }, [each.company, each.region].filter(Boolean).join(" · "));
  if (each.fictional) who.append(" ", element("span", { class: "cb-invented" }, words.invented));
  const figure = element("p", { class: "cb-card-figure" });
  if (each.figure?.[0]) figure.append(element("strong", {}, each.figure[0]), " ", element("span", {}, each.figure[1]));
  const summary = element("p", { class: "cb-card-summary" }, ...marked(each, each.summary ?? ""));
  if (each.foreign) summary.lang = each.language;
  return element(
    "article",
    { class: `cb-card ${each.field?.[1] ?? ""}`, "data-case": each.id },
    picture(each),
    element(
      "div",
      { class: "cb-card-text" },
      element("p", { class: "cb-card-line" }, each.field ? fieldTag(each.field) : "", element("span", { class: "cb-quiet" }, each.edition ?? ""), inLanguage(each, words)),
      element("h2", { class: each.title.length > LONG ? "cb-card-title cb-long" : "cb-card-title" }, titleLink(each)),
      who,
      each.summary ? summary : "",
      element("div", { class: "cb-card-foot" }, figure, keepButton(each, words)),
      each.stage ? element("p", { class: "cb-card-stage" }, each.stage) : "",
    ),
  );
}

export function row(each, words) {
  const figure = element("td", { class: "cb-number" });
  if (each.figure?.[0]) figure.append(element("strong", {}, each.figure[0]), " ", element("small", {}, each.figure[1]));
  return element(
    "tr",
    { "data-case": each.id },
    element("td", {}, each.company ?? "", each.fictional ? " " : "", each.fictional ? element("span", { class: "cb-invented" }, words.invented) : ""),
    element("th", { scope: "row" }, titleLink(each), " ", inLanguage(each, words)),
    element("td", {}, each.field ? fieldTag(each.field) : ""),
    element("td", {}, each.stage ?? ""),
    figure,
    element("td", {}, each.edition ?? ""),
  );
}

// Cards show at once, for those out of sight are laid out only when the browser has time: soon, lest the page jump under
// whoever goes to its end.
export function cardsOf(cards) {
  const box = element("div", { class: "cb-cards" }, ...cards);
  const layOut = () => box.classList.add("cb-laid");
  if (window.requestIdleCallback) requestIdleCallback(layOut, { timeout: SOON });
  else setTimeout(layOut, SOON);
  return box;
}

export function tableOf(rows, words) {
  const names = ["company", "title", "field", "stage", "figure", "edition"].map((key) => element("th", { scope: "col" }, words[`column-${key}`]));
  const table = element("table", { class: "cb-table" }, element("thead", {}, element("tr", {}, ...names)), element("tbody", {}, ...rows));
  return element("div", { class: "cb-scroll", tabindex: "0", role: "region", "aria-label": words["column-title"] }, table);
}
