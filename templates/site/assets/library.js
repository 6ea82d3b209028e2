// The browse page's files: columns and names at once, everything else when it is asked for, and each only once.
import { Columns } from "./columns.js";
import { quantityOf } from "./choice.js";

// `begin` asks for the first cards before it is known what else there is.
export async function openLibrary(shared, language, begin) {
  const read = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
    return answer.json();
  };
  const first = begin ? read("cards-0.json") : null;
  const [data, names] = await Promise.all([read(new URL("browse/columns.json", shared)), read("names.json")]);
  const library = new Library(new Columns(data), names, shared, language, read);
  if (first) library.asked.set("cards-0.json", first);
  return library;
}

class Library {
  constructor(columns, names, shared, language, read) {
    Object.assign(this, { columns, names, shared, language, read, asked: new Map() });
  }

  once(address) {
    const known = String(address);
    if (!this.asked.has(known)) this.asked.set(known, this.read(address));
    return this.asked.get(known);
  }

  ids() {
    return this.once(new URL("browse/ids.json", this.shared));
  }

  changes() {
    return this.once(new URL("browse/changes.json", this.shared));
  }

  // Titles and companies of all cases.
  titles() {
    return this.once("titles.json");
  }

  async figures(quantity) {
    const figures = await this.once(new URL(`browse/figures/${quantity}.json`, this.shared));
    this.columns.figures.set(quantity, figures);
    return figures;
  }

  async organisations() {
    if (!this.columns.facets.has("organisation")) {
      const [data, names] = await Promise.all([this.once(new URL("browse/organisations.json", this.shared)), this.once("organisation-names.json")]);
      this.names.facets.organisation = { ...this.names.facets.organisation, terms: names.map((name) => [name]) };
      this.columns.addFacet(data);
    }
  }

  async card(place) {
    const part = await this.once(`cards-${Math.floor(place / this.columns.slice)}.json`);
    return part[place % this.columns.slice];
  }

  // All that a choice needs before anything can be counted.
  async fetchFor(choice) {
    const wanted = [...choice.ranges.keys()].map(quantityOf).filter((key) => this.columns.quantities.places.has(key));
    const waiting = wanted.map((quantity) => this.figures(quantity));
    if (choice.terms.has("organisation")) waiting.push(this.organisations());
    await Promise.all(waiting);
  }

  hasAll(choice) {
    const lacks = [...choice.ranges.keys()].map(quantityOf).some((key) => this.columns.quantities.places.has(key) && !this.columns.figures.has(key));
    return !lacks && (!choice.terms.has("organisation") || this.columns.facets.has("organisation"));
  }

  termName(key, code) {
    const place = this.columns.facets.get(key)?.places.get(code);
    return this.names.facets[key]?.terms?.[place]?.[0] ?? code;
  }

  quantity(code) {
    const [name, unit, better] = this.names.quantities[this.columns.quantities.places.get(code)];
    return { name, unit, better };
  }

  betterOf(code) {
    return this.quantity(code).better;
  }
}
