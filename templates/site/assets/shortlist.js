// The shortlist: cases kept in this browser, or those that a link names; side by side, as a table file, on paper.
import { comparison, MOST, quantities, steps } from "./compare.js";
import { readCase } from "./casepages.js";
import { csvText, download } from "./csv.js";
import { areIds, kept, keepOnly, showKept } from "./keep.js";
import { element } from "./results.js";
import { readWords } from "./words.js";

const LIMIT = 200;

export function startShortlist(box) {
  box.hidden = false;
  new Shortlist(box).start();
}

class Shortlist {
  constructor(box) {
    this.box = box;
    this.words = readWords(box);
    this.cases = new Map();
    this.part = (name) => document.getElementById(`cb-shortlist-${name}`);
  }

  start() {
    this.part("csv").addEventListener("click", () => this.save());
    this.part("print").addEventListener("click", () => print());
    this.part("copy").addEventListener("click", () => this.copy());
    this.part("take").addEventListener("click", () => this.take());
    this.part("link").addEventListener("focus", (event) => event.target.select());
    addEventListener("hashchange", () => this.read());
    document.addEventListener("casebook:kept", () => this.keptChanged());
    this.read();
  }

  // What is listed: the link's cases, else one's own; what was taken off one's own list stays until the page is left.
  async read() {
    const told = new URLSearchParams(location.hash.slice(1));
    const named = areIds((told.get("cases") ?? "").split(",")).slice(0, LIMIT);
    this.shared = named.length > 0;
    const before = this.ids && !this.shared && !this.wasShared ? this.ids : [];
    this.wasShared = this.shared;
    this.ids = this.shared ? named : [...new Set([...before, ...kept()])].slice(0, LIMIT);
    this.wanted = told.has("compare") ? areIds(told.get("compare").split(",")) : null;
    await this.load();
    const chosen = (this.wanted ?? this.ids).filter((id) => this.cases.get(id)?.state === "found");
    this.chosen = new Set(chosen.slice(0, MOST));
    this.show();
  }

  async load() {
    const missing = this.ids.filter((id) => !this.cases.has(id));
    await Promise.all(
      missing.map(async (id) => {
        const read = await readCase(id, this.box.dataset.home);
        this.cases.set(id, read);
        if (read.id !== id) this.rename(id, read);
      }),
    );
    this.ids = areIds(this.ids.map((id) => this.cases.get(id).id));
  }

  // A case that has moved is kept under its new id.
  rename(former, read) {
    this.cases.set(read.id, read);
    if (!this.shared && kept().has(former)) keepOnly([...kept()].map((id) => (id === former ? read.id : id)));
  }

  // The cases that a link, a file and the paper take along: of one's own list only those still kept.
  found() {
    const own = kept();
    const listed = this.ids.map((id) => this.cases.get(id)).filter((each) => each.state === "found");
    return this.shared ? listed : listed.filter((each) => own.has(each.id));
  }

  keptChanged() {
    if (!this.shared && [...kept()].some((id) => !this.ids.includes(id))) return this.read();
    this.showShared();
    return this.showChosen();
  }

  show() {
    this.part("entries").replaceChildren(...this.ids.map((id) => this.entry(this.cases.get(id))));
    this.showShared();
    this.showChosen();
  }

  showShared() {
    const own = kept();
    this.part("shared").hidden = !this.shared;
    this.box.classList.toggle("cb-own", !this.shared);
    const fresh = this.found().filter((each) => !own.has(each.id)).length;
    const told = fresh ? "shortlist-shared" : "shortlist-shared-known";
    this.part("shared-text").textContent = this.words[told].replace("{count}", this.found().length);
    this.part("take").hidden = fresh === 0;
  }

  entry(each) {
    if (each.state !== "found") return this.absent(each);
    const box = element("input", { type: "checkbox", value: each.id });
    box.addEventListener("change", () => this.choose(each.id, box.checked));
    const title = element("a", { href: each.address }, each.title);
    if (each.language) title.lang = each.language;
    const who = element("p", { class: "cb-quiet" }, [each.company, each.region, each.stage].filter(Boolean).join(" · "));
    if (each.fictional) who.append(" ", element("span", { class: "cb-invented" }, this.words.invented));
    const contact = element("div", { class: "cb-kept-contact" }, ...(each.contact?.nodes ?? []).map((node) => document.importNode(node, true)));
    const keep = element("button", { type: "button", class: "cb-keep", "data-keep": each.id, "data-keep-word": this.words.keep, "data-kept-word": this.words.kept });
    showKept(keep);
    const text = element("div", { class: "cb-kept-text" }, element("h2", {}, title), who, contact);
    const compare = element("label", { class: "cb-kept-compare" }, box, " ", this.words["shortlist-compare"]);
    return element("li", { class: `cb-kept-case ${each.shade}`, "data-case": each.id }, text, element("div", { class: "cb-kept-tools" }, compare, keep));
  }

  absent(each) {
    const text = element("p", {}, this.words[`shortlist-${each.state}`].replace("{id}", each.id));
    const entry = element("li", { class: "cb-kept-case cb-kept-absent", "data-absent": each.id }, text);
    if (!this.shared && each.state !== "failed") {
      const button = element("button", { type: "button", class: "cb-keep-off" }, this.words["shortlist-remove"]);
      button.addEventListener("click", () => {
        this.ids = this.ids.filter((id) => id !== each.id);
        keepOnly([...kept()].filter((id) => id !== each.id));
        this.show();
      });
      entry.append(button);
    }
    return entry;
  }

  choose(id, wanted) {
    if (wanted) this.chosen.add(id);
    else this.chosen.delete(id);
    const told = this.shared ? [`cases=${this.ids.join(",")}`] : [];
    history.replaceState(null, "", `#${[...told, `compare=${[...this.chosen].join(",")}`].join("&")}`);
    this.showChosen();
  }

  showChosen() {
    const { words } = this;
    const number = this.found().length;
    this.part("count").textContent = number === 1 ? words["cases-one"] : words["cases-many"].replace("{count}", number);
    this.part("empty").hidden = this.ids.length > 0;
    this.part("tools").hidden = number === 0;
    const full = this.chosen.size >= MOST;
    for (const box of this.part("entries").querySelectorAll("input")) {
      box.checked = this.chosen.has(box.value);
      box.disabled = full && !box.checked;
    }
    const cases = [...this.chosen].map((id) => this.cases.get(id));
    this.part("side").hidden = cases.length < 2;
    this.part("hint").hidden = number < 2;
    this.part("table").replaceChildren(...(cases.length < 2 ? [] : [comparison(cases, words)]));
    const link = new URL(location.pathname, location.href);
    link.hash = `cases=${this.found().map((each) => each.id).join(",")}&compare=${[...this.chosen].join(",")}`;
    this.part("link").value = link.href;
    for (const other of document.querySelectorAll(".cb-switch a[hreflang]")) other.hash = location.hash;
  }

  take() {
    const before = kept().size;
    keepOnly([...kept(), ...this.found().map((each) => each.id)]);
    this.part("take").hidden = true;
    this.part("shared-text").textContent = this.words["shortlist-taken"].replace("{count}", kept().size - before);
  }

  async copy() {
    const field = this.part("link");
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      this.part("copy").textContent = this.words["shortlist-copied"];
    } catch {
      // A browser that gives no access: the link is marked, and can be copied by hand.
    }
  }

  save() {
    const { words } = this;
    const cases = this.found();
    const measured = quantities(cases);
    const fact = (each, key) => each.facts.find((one) => one.key === key)?.values.join(words["list-comma"]) ?? "";
    const head = ["column-title", "column-company", "fact-region", "column-field", "column-stage", "column-edition"].map((key) => words[key]);
    const tail = ["offers", "contact", "shortlist-mail", "contact-phone", "contact-web", "shortlist-page"].map((key) => words[key]);
    const rows = cases.map((each) => {
      const figures = [...measured.keys()].map((quantity) => each.figures.filter((one) => one.quantity === quantity).map(told).join("; "));
      const { name = "", lines = [], mail = "", phone = "", web = "" } = each.contact ?? {};
      const who = [name, ...lines].filter(Boolean).join(words["list-comma"]);
      const own = [each.title, each.company, each.region, fact(each, "fields"), each.stage, fact(each, "editions")];
      return [each.id, ...own, ...figures, each.offers.join(words["list-comma"]), who, mail, phone, web, each.address];
    });
    download("shortlist.csv", csvText([["id", ...head, ...measured.values(), ...tail], ...rows]));
  }
}

function told(figure) {
  const way = steps(figure);
  return figure.change && way ? `${way} (${figure.change})` : way || figure.change;
}
