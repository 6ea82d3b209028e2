// The browse page: what a reader chooses, counted and shown, searched and in order, with the whole state in the address.
import { isNarrowed, nothingChosen, quantityOf, readChoice, writeChoice } from "./choice.js";
import { Filters } from "./filters.js";
import { kept } from "./keep.js";
import { openLibrary } from "./library.js";
import { inOrder } from "./order.js";
import { card, cardsOf, element, row, tableOf } from "./results.js";
import { chip, nothingFound, offers, partsOf, quantityName, wordOffers } from "./spoken.js";
import { printLine, whereOf } from "./where.js";
import { readWords } from "./words.js";

const STEP = 24;
const TYPING = 180;
const NAMED = 40;

export async function startBrowsing(box) {
  const words = readWords(box);
  const count = document.getElementById("cb-count");
  const address = new URL(box.dataset.up, location.href);
  box.hidden = false;
  count.textContent = words["browse-loading"];
  let library;
  try {
    library = await openLibrary(address, box.dataset.lang, box.hasAttribute("data-any") && !location.search);
  } catch {
    count.textContent = words["browse-failed"];
    return;
  }
  document.getElementById("cb-lists").hidden = true;
  await new Browser(box, library, words, address).start();
}

function part(name) {
  return document.getElementById(`cb-${name}`);
}

class Browser {
  constructor(box, library, words, address) {
    Object.assign(this, { box, library, words, address, columns: library.columns });
    this.shown = STEP;
    this.hits = null;
    this.searched = [];
    this.marked = null;
    this.asked = 0;
    this.turn = 0;
    this.choice = this.readAddress();
    this.filters = new Filters(part("facet-lists"), library, words, (does) => {
      does(this.choice);
      this.changed();
    });
  }

  readAddress() {
    const { facets } = this.columns;
    const keys = new Set([...facets.keys(), "organisation"]);
    return readChoice(location.search, keys, { has: (key) => this.columns.isRange(key) });
  }

  async start() {
    this.filters.build(this.choice);
    const wide = matchMedia("(min-width: 60em)");
    const open = () => (part("facets").open = wide.matches);
    open();
    wide.addEventListener("change", open);
    this.listen();
    part("query").value = this.choice.query;
    await this.ask();
  }

  listen() {
    let timer;
    part("query").addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.ask(), TYPING);
    });
    part("browse-form").addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      this.ask();
    });
    part("sort").addEventListener("change", () => this.change((choice) => (choice.sort = part("sort").value)));
    part("more").addEventListener("click", () => this.showMore());
    part("clear").addEventListener("click", () => this.clear());
    part("done").addEventListener("click", () => {
      part("facets").open = false;
      part("count").scrollIntoView({ block: "center" });
    });
    part("copy").addEventListener("click", () => this.copy());
    for (const button of this.box.querySelectorAll("[data-view]")) {
      button.addEventListener("click", () => this.change((choice) => (choice.view = button.dataset.view)));
    }
    addEventListener("popstate", () => {
      this.choice = this.readAddress();
      part("query").value = this.choice.query;
      this.ask();
    });
    document.addEventListener("casebook:kept", () => this.choice.kept && this.changed());
  }

  change(does) {
    does(this.choice);
    this.changed();
  }

  // What was dropped has gone from the page, so the keyboard goes on at the count.
  drop(does) {
    does(this.choice);
    part("query").value = this.choice.query;
    this.filters.forget();
    this.ask();
    part("count").focus();
  }

  clear() {
    const { sort, view } = this.choice;
    this.choice = { ...nothingChosen(), sort, view };
    part("query").value = "";
    this.filters.forget();
    this.ask();
    part("query").focus();
  }

  // Asks the search engine where there is a query; only the answer to the latest question counts.
  async ask() {
    const query = part("query").value.trim();
    this.choice.query = query;
    const turn = ++this.asked;
    if (!query) {
      this.hits = this.marked = null;
      this.searched = [];
      return this.changed();
    }
    try {
      const [{ search }, { marker }] = await Promise.all([import("./search.js"), import("./search-marks.js")]);
      const answer = await search(query, this.address);
      if (turn !== this.asked) return undefined;
      this.hits = answer?.scores ?? null;
      this.searched = answer?.parts ?? [];
      this.marked = marker(this.searched);
    } catch (problem) {
      if (turn !== this.asked) return undefined;
      console.error(problem);
      part("count").textContent = this.words["browse-failed"];
      part("lists").hidden = false;
      return undefined;
    }
    return this.changed();
  }

  // Counts and marks are brought up to date at once; cards follow as soon as their texts are there.
  async changed() {
    const turn = ++this.turn;
    this.shown = STEP;
    this.writeAddress();
    if (!this.library.hasAll(this.choice)) await this.library.fetchFor(this.choice);
    if (turn !== this.turn) return;
    const base = await this.base();
    if (turn !== this.turn) return;
    this.narrowed = this.columns.narrow(this.choice, base);
    this.order = this.columns.placesOf(this.narrowed.found);
    this.filters.show(this.choice, this.narrowed);
    this.showChosen();
    this.showOrders();
    this.showCount();
    await this.showWhere();
    if (this.choice.sort || this.hits) await inOrder(this.order, this.choice, this.library, this.hits);
    if (turn === this.turn) await this.show();
  }

  writeAddress() {
    const text = writeChoice(this.choice);
    history.replaceState(null, "", text ? `?${text}` : location.pathname);
    for (const link of document.querySelectorAll(".cb-switch a[hreflang]")) link.search = text;
  }

  async base() {
    this.unsearched = this.columns.all;
    if (this.choice.kept) {
      const own = kept();
      const ids = await this.library.ids();
      this.unsearched = this.columns.setOf([...ids.keys()].filter((place) => own.has(ids[place])));
    }
    return this.hits ? this.columns.setOf(this.hits.keys()).map((word, place) => word & this.unsearched[place]) : this.unsearched;
  }

  showChosen() {
    const box = part("chosen");
    const chips = partsOf(this.choice, this.library, this.words).map((each) => chip(each, this.words, (drop) => this.drop(drop)));
    box.querySelector("ul").replaceChildren(...chips);
    box.hidden = !isNarrowed(this.choice);
  }

  // The quantities that are chosen can be sorted by.
  showOrders() {
    const select = part("sort");
    for (const option of select.querySelectorAll("[data-quantity]")) option.remove();
    const asked = new Set([...this.choice.ranges.keys(), this.choice.sort].filter((key) => key && this.columns.quantities.places.has(quantityOf(key))));
    for (const key of asked) {
      select.append(element("option", { value: key, "data-quantity": "" }, quantityName(key, this.library, this.words)));
    }
    select.value = this.choice.sort;
    if (select.selectedIndex < 0) select.value = this.choice.sort = "";
    select.options[0].textContent = this.words[this.hits ? "browse-sort-relevance" : "browse-sort-newest"];
    select.querySelector("[value=newest]").hidden = !this.hits;
  }

  showCount() {
    const total = this.order.length;
    const shown = Math.min(this.shown, total);
    const told = this.words["browse-shown"].replace("{shown}", shown).replace("{count}", total);
    part("count").textContent = total > shown ? told : this.counted(total);
    part("done").textContent = this.words["browse-show"].replace("{count}", total);
  }

  counted(number) {
    return number === 1 ? this.words["cases-one"] : this.words["cases-many"].replace("{count}", number);
  }

  // What a search or a shortlist found has no words in the grammar; the cases are named instead, where they are few.
  async showWhere() {
    const box = part("where-box");
    const unsaid = this.hits || this.choice.kept;
    box.hidden = !isNarrowed(this.choice) || !this.order.length || (unsaid && this.order.length > NAMED);
    if (box.hidden) return;
    const named = unsaid ? await this.library.ids() : null;
    const where = named ? whereOf(nothingChosen(), this.order.map((place) => named[place])) : whereOf(this.choice);
    part("where").textContent = printLine(where);
  }

  async copy() {
    const line = part("where");
    const button = part("copy");
    try {
      await navigator.clipboard.writeText(line.textContent);
      button.textContent = this.words["browse-copied"];
      setTimeout(() => (button.textContent = this.words["browse-copy"]), 2000);
    } catch {
      getSelection().selectAllChildren(line);
    }
  }

  async showMore() {
    const before = this.shown;
    this.shown += STEP * 2;
    this.showCount();
    await this.show();
    part("results").querySelectorAll("[data-case]")[before]?.querySelector("a").focus();
  }

  async show() {
    const { turn, shown } = this;
    const table = this.choice.view === "table";
    const places = this.order.slice(0, shown);
    const cases = (await Promise.all(places.map((place) => this.library.card(place)))).map((each) => this.placed(each));
    // Whoever asked for more meanwhile has asked for these as well.
    if (turn !== this.turn || shown !== this.shown) return;
    const results = part("results");
    if (!cases.length) results.replaceChildren(this.nothing());
    else if (table) results.replaceChildren(tableOf(cases.map((each) => row(each, this.words)), this.words));
    else results.replaceChildren(cardsOf(cases.map((each) => card(each, this.words))));
    for (const button of this.box.querySelectorAll("[data-view]")) button.setAttribute("aria-pressed", String(button.dataset.view === this.choice.view));
    part("more").hidden = this.order.length <= places.length;
  }

  placed(each) {
    const { home, up, lang } = this.box.dataset;
    return { ...each, marked: this.marked, foreign: each.language !== lang, link: `${home}cases/${each.id}/`, picture: each.picture ? up + each.picture : "" };
  }

  nothing() {
    const ways = offers(this.choice, this.library, this.words, this.narrowed);
    if (this.searched.length > 1) ways.push(...wordOffers(this.searched, this.columns.placesOf(this.columns.narrow(this.choice, this.unsearched).found)));
    const unknown = this.searched.filter((part) => !part.places.size).map((part) => part.typed);
    return nothingFound(ways, unknown, this.words, (number) => this.counted(number), (drop) => this.drop(drop));
  }
}
