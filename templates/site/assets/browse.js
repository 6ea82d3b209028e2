// The browse page: facets over columns, full text search, and the whole state in the address.
import * as bits from "./bits.js";
import { card, element, row, tableOf } from "./results.js";
import { kept } from "./keep.js";

const STEP = 24;
const TYPING = 180;

export async function startBrowsing(box) {
  const words = readWords(box);
  const count = document.getElementById("cb-count");
  const address = new URL(box.dataset.up, location.href);
  box.hidden = false;
  count.textContent = words["browse-loading"];
  let data;
  try {
    data = await (await fetch("cases.json")).json();
  } catch {
    count.textContent = words["browse-failed"];
    return;
  }
  document.getElementById("cb-lists").hidden = true;
  new Browser(box, data, words, address).start();
}

function readWords(box) {
  const found = {};
  for (const { name, value } of box.attributes) if (name.startsWith("data-word-")) found[name.slice(10)] = value;
  return found;
}

class Browser {
  constructor(box, data, words, address) {
    Object.assign(this, { box, data, words, address });
    this.size = data.ids.length;
    this.all = bits.full(this.size);
    this.shown = STEP;
    this.slices = new Map();
    this.hits = null;
    this.parts = [];
    this.asked = 0;
    this.facets = data.facets.map((facet) => ({ ...facet, sets: this.setsOf(facet), chosen: new Set() }));
    this.fictional = new Set(data.fictional);
    this.query = document.getElementById("cb-query");
    this.sort = document.getElementById("cb-sort");
    this.view = "";
    this.keptOnly = false;
  }

  setsOf(facet) {
    const sets = facet.terms.map(() => bits.empty(this.size));
    facet.column.forEach((terms, place) => terms.forEach((term) => bits.add(sets[term], place)));
    return sets;
  }

  start() {
    this.buildFacets();
    const wide = matchMedia("(min-width: 60em)");
    const open = () => (document.getElementById("cb-facets").open = wide.matches);
    open();
    wide.addEventListener("change", open);
    this.listen();
    this.readAddress();
    this.ask();
  }

  listen() {
    let timer;
    this.query.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.ask(), TYPING);
    });
    document.getElementById("cb-browse-form").addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      this.ask();
    });
    this.sort.addEventListener("change", () => this.changed());
    document.getElementById("cb-more").addEventListener("click", () => {
      this.shown += STEP * 2;
      this.show();
    });
    document.getElementById("cb-clear").addEventListener("click", () => this.clear());
    for (const button of this.box.querySelectorAll("[data-view]")) {
      button.addEventListener("click", () => {
        this.view = button.dataset.view;
        this.changed();
      });
    }
    addEventListener("popstate", () => {
      this.readAddress();
      this.ask({ silent: true });
    });
    document.addEventListener("casebook:kept", () => this.keptOnly && this.changed());
  }

  clear() {
    for (const facet of this.facets) facet.chosen.clear();
    this.keptOnly = false;
    this.query.value = "";
    this.ask();
  }

  readAddress() {
    const asked = new URLSearchParams(location.search);
    this.query.value = asked.get("q") ?? "";
    this.sort.value = asked.get("sort") ?? "";
    this.view = asked.get("view") === "table" ? "table" : "";
    this.keptOnly = asked.get("kept") === "1";
    for (const facet of this.facets) {
      const codes = facet.terms.map((term) => term[0]);
      facet.chosen = new Set(asked.getAll(facet.key).map((code) => codes.indexOf(code)).filter((term) => term >= 0));
    }
  }

  writeAddress() {
    const told = new URLSearchParams();
    const query = this.query.value.trim();
    if (query) told.set("q", query);
    for (const facet of this.facets) for (const term of [...facet.chosen].sort((a, b) => a - b)) told.append(facet.key, facet.terms[term][0]);
    if (this.keptOnly) told.set("kept", "1");
    if (this.sort.value) told.set("sort", this.sort.value);
    if (this.view) told.set("view", this.view);
    const text = told.toString();
    history.replaceState(null, "", text ? `?${text}` : location.pathname);
  }

  // Asks the search engine where there is a query; only the answer to the latest question counts.
  async ask() {
    const query = this.query.value.trim();
    const turn = ++this.asked;
    if (!query) {
      this.hits = null;
      this.parts = [];
      return this.changed();
    }
    try {
      const { search } = await import("./search.js");
      const answer = await search(query, this.address);
      if (turn !== this.asked) return undefined;
      this.hits = answer?.scores ?? null;
      this.parts = answer?.parts ?? [];
    } catch (problem) {
      if (turn !== this.asked) return undefined;
      console.error(problem);
      document.getElementById("cb-count").textContent = this.words["browse-failed"];
      document.getElementById("cb-lists").hidden = false;
      return undefined;
    }
    return this.changed();
  }

  changed() {
    this.shown = STEP;
    this.writeAddress();
    this.narrow();
    this.showFacets();
    this.showChosen();
    this.show();
  }

  base() {
    let set = this.all;
    if (this.hits) {
      set = bits.empty(this.size);
      for (const place of this.hits.keys()) bits.add(set, place);
    }
    if (this.keptOnly) {
      const ids = kept();
      const own = bits.empty(this.size);
      this.data.ids.forEach((id, place) => ids.has(id) && bits.add(own, place));
      set = bits.meet(set, own);
    }
    return set;
  }

  // Or within a facet, and between facets; a facet's own counts leave its own choice aside.
  narrow() {
    const base = this.base();
    const chosen = this.facets.map((facet) =>
      facet.chosen.size ? bits.union([...facet.chosen].map((term) => facet.sets[term]), this.size) : null,
    );
    const without = (skipped) => chosen.reduce((set, each, place) => (each && place !== skipped ? bits.meet(set, each) : set), base);
    this.found = without(-1);
    this.facets.forEach((facet, place) => {
      const others = without(place);
      facet.counts = facet.sets.map((set) => bits.count(set, others));
    });
    this.order = [];
    for (let place = 0; place < this.size; place++) if (bits.has(this.found, place)) this.order.push(place);
    this.sortFound();
  }

  sortFound() {
    const { titles, ids } = this.data;
    const byTitle = (one, other) => titles[one].localeCompare(titles[other], this.box.dataset.lang);
    const edition = this.facets.find((facet) => facet.key === "edition");
    const age = (place) => Math.min(...(edition?.column[place].length ? edition.column[place] : [9999]));
    const byAge = (one, other) => age(one) - age(other) || (ids[one] < ids[other] ? -1 : 1);
    if (this.sort.value === "title") this.order.sort(byTitle);
    else if (this.sort.value === "newest" || !this.hits) this.order.sort(byAge);
    else this.order.sort((one, other) => this.hits.get(other) - this.hits.get(one));
  }

  buildFacets() {
    const box = document.getElementById("cb-facet-lists");
    const keptBox = element("input", { type: "checkbox", id: "cb-kept" });
    keptBox.addEventListener("change", () => {
      this.keptOnly = keptBox.checked;
      this.changed();
    });
    box.append(element("p", { class: "cb-facet-kept" }, element("label", {}, keptBox, " ", this.words["browse-kept"])));
    for (const facet of this.facets) {
      const list = element("ul", {});
      facet.entries = facet.terms.map(([code, name, shade, number], term) => {
        const input = element("input", { type: "checkbox", name: facet.key, value: code });
        const number_ = element("span", { class: "cb-facet-count" });
        const label = element("label", {}, input, number ? element("span", { class: `cb-dot ${shade}` }, number) : "", element("span", { class: "cb-facet-name" }, name), number_);
        const entry = element("li", {}, label);
        input.addEventListener("change", () => {
          if (input.checked) facet.chosen.add(term);
          else facet.chosen.delete(term);
          this.changed();
        });
        list.append(entry);
        return { entry, input, number: number_ };
      });
      box.append(element("details", { class: "cb-facet", open: "" }, element("summary", {}, facet.name), list));
    }
  }

  showFacets() {
    document.getElementById("cb-kept").checked = this.keptOnly;
    for (const facet of this.facets) {
      facet.entries.forEach(({ entry, input, number }, term) => {
        const is = facet.chosen.has(term);
        input.checked = is;
        number.textContent = String(facet.counts[term]);
        entry.classList.toggle("cb-none", !facet.counts[term] && !is);
      });
    }
  }

  showChosen() {
    const box = document.getElementById("cb-chosen");
    const chips = this.facets.flatMap((facet) =>
      [...facet.chosen].map((term) => {
        const name = facet.terms[term][1];
        const label = this.words["browse-remove"].replace("{name}", name);
        const chip = element("button", { type: "button", class: "cb-chosen-chip", "aria-label": label }, name);
        chip.addEventListener("click", () => {
          facet.chosen.delete(term);
          this.changed();
        });
        return element("li", {}, chip);
      }),
    );
    box.querySelector("ul").replaceChildren(...chips);
    box.hidden = !chips.length && !this.query.value.trim() && !this.keptOnly;
  }

  async show() {
    const turn = this.asked;
    const part = this.order.slice(0, this.shown);
    const summaries = this.view === "table" ? [] : await Promise.all(part.map((place) => this.details(place)));
    if (turn !== this.asked) return;
    const results = document.getElementById("cb-results");
    const cases = part.map((place, index) => this.caseAt(place, summaries[index]));
    if (!cases.length) results.replaceChildren(this.nothing());
    else if (this.view === "table") results.replaceChildren(tableOf(cases.map((each) => row(each, this.words)), this.words));
    else results.replaceChildren(element("div", { class: "cb-cards" }, ...cases.map((each) => card(each, this.words))));
    for (const button of this.box.querySelectorAll("[data-view]")) button.setAttribute("aria-pressed", String(button.dataset.view === this.view));
    document.getElementById("cb-more").hidden = this.order.length <= part.length;
    const told = this.words["browse-shown"].replace("{shown}", part.length).replace("{count}", this.order.length);
    document.getElementById("cb-count").textContent = this.order.length > part.length ? told : this.counted(this.order.length);
  }

  counted(number) {
    return number === 1 ? this.words["cases-one"] : this.words["cases-many"].replace("{count}", number);
  }

  nothing() {
    return element("div", { class: "cb-nothing" }, element("p", {}, this.words["browse-none"]), element("p", {}, this.words["browse-none-help"]));
  }

  async details(place) {
    const number = Math.floor(place / this.data.slice);
    if (!this.slices.has(number)) this.slices.set(number, fetch(`cards-${number}.json`).then((answer) => answer.json()));
    return (await this.slices.get(number))[place % this.data.slice];
  }

  caseAt(place, details) {
    const { data } = this;
    const terms = (key) => {
      const facet = this.facets.find((each) => each.key === key);
      return facet ? facet.column[place].map((term) => facet.terms[term]) : [];
    };
    return {
      id: data.ids[place],
      title: data.titles[place],
      language: data.languages[place],
      foreign: data.languages[place] !== this.box.dataset.lang,
      company: data.companies[data.company[place]],
      fictional: this.fictional.has(place),
      figure: data.figures[place],
      field: terms("field")[0],
      region: terms("region")[0]?.[1] ?? "",
      edition: terms("edition")[0] ?? null,
      stage: terms("stage")[0]?.[1] ?? "",
      link: `${this.box.dataset.home}cases/${data.ids[place]}/`,
      summary: details?.[0] ?? "",
      picture: details?.[1] ? this.box.dataset.up + details[1] : "",
    };
  }
}
