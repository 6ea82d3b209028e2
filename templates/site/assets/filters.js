// The controls that narrow down: a list of boxes for each facet, two fields for each range, one chooser of quantities.
import { size } from "./bits.js";
import { asNumber, choose, improvementOf, quantityOf, setRange } from "./choice.js";
import { element } from "./results.js";

const OPEN = new Set(["field", "application"]);
const FEW = 8;
const MANY = 16;
const MOST = 20;
const ORGANISATION = "organisation";
const WHOLE = new Set(["field", "stage", "edition", "region"]);

// What stays as it was costs the browser nothing.
function say(box, text) {
  if (box.textContent !== text) box.textContent = text;
}

export class Filters {
  constructor(box, library, words, changed) {
    Object.assign(this, { box, library, words, changed, facets: new Map(), ranges: new Map() });
  }

  build(choice) {
    const { columns, names } = this.library;
    this.kept = element("input", { type: "checkbox", id: "cb-kept" });
    this.kept.addEventListener("change", () => this.change((own) => (own.kept = this.kept.checked)));
    this.box.append(element("p", { class: "cb-facet-kept" }, element("label", {}, this.kept, " ", this.words["browse-kept"])));
    for (const key of columns.facets.keys()) if (key !== ORGANISATION) this.box.append(this.facet(key));
    if (columns.quantities.terms.length) this.box.append(this.quantities(choice));
    for (const key of columns.ranges.keys()) this.box.append(this.wholeRange(key));
    if (names.facets.organisation.count) this.box.append(this.organisations(choice));
  }

  change(does) {
    this.changed(does);
  }

  section(key, name, open, ...content) {
    const mark = element("span", { class: "cb-facet-mark" });
    const box = element("details", { class: "cb-facet", "data-facet": key }, element("summary", {}, name, " ", mark), ...content);
    box.open = open;
    return { box, mark };
  }

  facet(key) {
    const { name } = this.library.names.facets[key];
    const list = element("ul", { "aria-label": name });
    const { box, mark } = this.section(key, name, OPEN.has(key), list);
    this.facets.set(key, { box, mark, list, entries: this.entries(key, list), open: false });
    this.limit(key);
    return box;
  }

  entries(key, list) {
    const { terms } = this.library.columns.facets.get(key);
    const entries = terms.map((_, term) => this.entry(key, term));
    list.append(...entries.map(({ entry }) => entry));
    return entries;
  }

  entry(key, term) {
    const { terms, sets } = this.library.columns.facets.get(key);
    const code = String(terms[term]);
    const [name, shade, number] = this.library.names.facets[key].terms[term];
    const input = element("input", { type: "checkbox", name: key, value: code });
    const count = element("span", { class: "cb-facet-count" });
    const dot = number ? element("span", { class: `cb-dot ${shade}` }, number) : "";
    const entry = element("li", {}, element("label", {}, input, dot, element("span", { class: "cb-facet-name" }, name), count));
    input.addEventListener("change", () => this.change((choice) => choose(choice, key, code, input.checked)));
    return { entry, input, count, code, term, weight: size(sets[term]) };
  }

  // A long list shows the terms that most cases have, and all of them when asked.
  limit(key) {
    const facet = this.facets.get(key);
    if (facet.entries.length <= (WHOLE.has(key) ? MANY : FEW + 2)) return;
    const most = [...facet.entries].sort((one, other) => other.weight - one.weight).slice(0, FEW);
    facet.most = new Set(most);
    const words = this.words["browse-all"].replace("{count}", facet.entries.length);
    const more = element("button", { type: "button", class: "cb-facet-more", "aria-expanded": "false" }, words);
    more.addEventListener("click", () => {
      facet.open = !facet.open;
      more.setAttribute("aria-expanded", String(facet.open));
      more.textContent = facet.open ? this.words["browse-fewer"] : words;
      this.trim(facet);
    });
    facet.box.append(more);
    this.trim(facet);
  }

  trim(facet) {
    if (!facet.most) return;
    for (const each of facet.entries) each.entry.hidden = !facet.open && !facet.most.has(each) && !each.input.checked;
  }

  // The organisations are many: their file is read when the list is opened, and a field finds some by a part of the name.
  organisations(choice) {
    const { name } = this.library.names.facets[ORGANISATION];
    const word = this.words["browse-find"];
    const finder = element("input", { type: "search", class: "cb-facet-find", "aria-label": word, placeholder: word, autocomplete: "off" });
    const list = element("ul", { "aria-label": name });
    const { box, mark } = this.section(ORGANISATION, name, choice.terms.has(ORGANISATION), finder, list);
    const open = async () => {
      if (!box.open || this.facets.has(ORGANISATION)) return;
      await this.library.organisations();
      this.facets.set(ORGANISATION, { box, mark, list, finder, entries: [], made: new Map() });
      this.change(() => {});
    };
    box.addEventListener("toggle", open);
    finder.addEventListener("input", () => this.last && this.show(...this.last));
    return box;
  }

  // Those that are chosen, and those that have the words of the field in their name, else those that most cases have.
  find(facet, chosen) {
    const { terms, sets, places } = this.library.columns.facets.get(ORGANISATION);
    const wanted = facet.finder.value.trim().toLowerCase();
    facet.folded ??= this.library.names.facets[ORGANISATION].terms.map(([name]) => name.toLowerCase());
    facet.weights ??= sets.map(size);
    const fitting = [...terms.keys()].filter((term) => facet.folded[term].includes(wanted));
    const most = fitting.sort((one, other) => facet.weights[other] - facet.weights[one] || one - other).slice(0, wanted ? MOST : FEW);
    const shown = new Set([...[...(chosen ?? [])].map((code) => places.get(code)).filter((term) => term !== undefined), ...most]);
    const found = [...shown].map((term) => facet.made.get(term) ?? facet.made.set(term, this.entry(ORGANISATION, term)).get(term));
    if (found.some((each, place) => each !== facet.entries[place]) || found.length !== facet.entries.length) {
      const focused = document.activeElement;
      facet.list.replaceChildren(...found.map(({ entry }) => entry));
      if (facet.list.contains(focused)) focused.focus();
    }
    facet.entries = found;
  }

  wholeRange(key) {
    const { terms } = this.library.columns.ranges.get(key);
    const name = this.library.names.ranges[key];
    const fields = this.fields(key, name, "", [String(terms[0]), String(terms.at(-1))]);
    const { box, mark } = this.section(key, name, false, fields.box);
    this.ranges.set(key, { ...fields, section: box, mark });
    return box;
  }

  // Two fields, from and to; they are read when a reader leaves them or presses enter.
  fields(key, name, unit, [least, most], both = true) {
    const field = (word, hint) => {
      const input = element("input", { type: "text", inputmode: "decimal", placeholder: hint, "aria-label": `${name}: ${word}`, autocomplete: "off", size: "6" });
      input.addEventListener("change", () => this.change((choice) => this.read(choice, key)));
      return input;
    };
    const from = field(both ? this.words["browse-from"] : this.words["browse-improved"], least);
    const to = both ? field(this.words["browse-to"], most) : null;
    const parts = both ? [from, "–", to] : [element("span", { "aria-hidden": "true" }, this.words["browse-improved"]), from];
    const wrong = element("span", { class: "cb-range-wrong", id: `cb-wrong-${key}`, role: "alert" });
    return { from, to, wrong, box: element("p", { class: "cb-range" }, ...parts, unit ? element("span", {}, unit) : "", wrong) };
  }

  // What is no number is said in words, and the range stays as it was until it is mended.
  read(choice, key) {
    const { from, to, wrong } = this.ranges.get(key);
    const asked = [from, to].filter(Boolean);
    for (const input of asked) this.judge(input, wrong);
    const isWrong = asked.some((input) => input.hasAttribute("aria-invalid"));
    say(wrong, isWrong ? this.words["browse-no-number"] : "");
    if (!isWrong) setRange(choice, key, asNumber(from.value), to ? asNumber(to.value) : "");
  }

  judge(input, wrong) {
    const isWrong = Boolean(input.value.trim()) && !asNumber(input.value);
    for (const [name, value] of [["aria-invalid", "true"], ["aria-describedby", wrong.id]]) {
      if (isWrong) input.setAttribute(name, value);
      else input.removeAttribute(name);
    }
  }

  quantities(choice) {
    const { terms } = this.library.columns.quantities;
    const options = terms.map((code) => element("option", { value: code }, this.library.quantity(code).name));
    this.chooser = element("select", { "aria-label": this.words["browse-quantity"] }, element("option", { value: "" }, this.words["browse-quantity"]), ...options);
    this.measured = element("div", {});
    const asked = [...choice.ranges.keys()].map(quantityOf).filter((key) => terms.includes(key));
    const { box, mark } = this.section("quantity", this.words["key-figures"], true, this.measured, element("p", { class: "cb-range" }, this.chooser));
    this.quantityBox = { box, mark, options };
    for (const quantity of new Set(asked)) this.addQuantity(quantity);
    this.chooser.addEventListener("change", () => {
      const quantity = this.chooser.value;
      this.chooser.value = "";
      if (quantity) this.addQuantity(quantity).querySelector("input").focus();
    });
    return box;
  }

  addQuantity(quantity) {
    const known = this.measured.querySelector(`[data-quantity="${quantity}"]`);
    if (known) return known;
    const { name, unit, better } = this.library.quantity(quantity);
    const improved = improvementOf(quantity);
    const reached = this.fields(quantity, `${name}, ${this.words["browse-reached"]}`, unit, ["", ""]);
    this.ranges.set(quantity, reached);
    const parts = [element("strong", {}, name), element("span", { class: "cb-quiet" }, this.words["browse-reached"]), reached.box];
    if (better) {
      const fields = this.fields(improved, name, unit === "%" ? this.words["browse-points"] : "%", ["", ""], false);
      this.ranges.set(improved, fields);
      parts.push(fields.box);
    }
    const box = element("div", { class: "cb-quantity", "data-quantity": quantity, role: "group", "aria-label": name }, ...parts);
    this.measured.append(box);
    this.showHints(quantity, reached);
    return box;
  }

  // The least and the most that cases have reached stand in the fields as hints.
  async showHints(quantity, { from, to }) {
    const { reached } = await this.library.figures(quantity);
    const values = reached.flat();
    if (!values.length) return;
    from.placeholder = String(values.reduce((least, each) => Math.min(least, each)));
    to.placeholder = String(values.reduce((most, each) => Math.max(most, each)));
  }

  // Fields that hold what is no number are emptied.
  forget() {
    for (const { from, to, wrong } of this.ranges.values()) {
      for (const input of [from, to]) for (const name of ["aria-invalid", "aria-describedby"]) input?.removeAttribute(name);
      say(wrong, "");
    }
  }

  show(choice, narrowed) {
    const { counts, measured } = narrowed;
    this.last = [choice, narrowed];
    this.kept.checked = choice.kept;
    for (const [key, facet] of this.facets) {
      const chosen = choice.terms.get(key);
      if (facet.finder) this.find(facet, chosen);
      facet.entries.forEach(({ entry, input, count, code, term }) => {
        const is = Boolean(chosen?.has(code));
        const number = counts.get(key)(term);
        input.checked = is;
        say(count, String(number));
        entry.classList.toggle("cb-none", !number && !is);
      });
      this.mark(facet, chosen?.size ?? 0);
      this.trim(facet);
    }
    for (const key of choice.ranges.keys()) if (!this.ranges.has(key)) this.addQuantity(quantityOf(key));
    for (const [key, { from, to, section, mark }] of this.ranges) {
      const [least, most] = choice.ranges.get(key) ?? ["", ""];
      if (!from.hasAttribute("aria-invalid")) from.value = least;
      if (to && !to.hasAttribute("aria-invalid")) to.value = most;
      if (mark) this.mark({ box: section, mark }, Number(choice.ranges.has(key)));
    }
    this.quantityBox?.options.forEach((option, term) => {
      say(option, `${this.library.quantity(option.value).name} (${measured[term]})`);
    });
  }

  mark({ box, mark }, number) {
    say(mark, String(number || ""));
    if (number && !box.dataset.opened) {
      box.open = true;
      box.dataset.opened = "1";
    }
  }
}
