// The columns as sets of cases, and what a choice leaves of them. Nothing here knows the page.
import * as bits from "./bits.js";
import { isImprovement, quantityOf } from "./choice.js";

export class Columns {
  constructor(data) {
    this.size = data.count;
    this.slice = data.slice;
    this.all = bits.full(this.size);
    this.facets = new Map(data.facets.map((facet) => [facet.key, this.setsOf(facet)]));
    this.ranges = new Map(data.ranges.map((range) => [range.key, this.setsOf(range)]));
    this.quantities = this.setsOf(data.quantities);
    this.figures = new Map();
  }

  setsOf({ terms, column }) {
    const sets = terms.map(() => bits.empty(this.size));
    const places = new Map(terms.map((term, place) => [String(term), place]));
    column.forEach((own, place) => own.forEach((term) => bits.add(sets[term], place)));
    return { terms, column, sets, places };
  }

  // A facet that is read later than the others.
  addFacet(data) {
    this.facets.set(data.key, this.setsOf(data));
  }

  isRange(key) {
    return this.ranges.has(key) || this.quantities.places.has(quantityOf(key));
  }

  // Of several values under a key one is enough, for each end of the range by itself, as `where` has it.
  rangeSet(key, [from, to]) {
    const fits = (values) => (!from || values.some((value) => value >= Number(from))) && (!to || values.some((value) => value <= Number(to)));
    const set = bits.empty(this.size);
    const range = this.ranges.get(key);
    if (range) {
      range.terms.forEach((value, term) => fits([value]) && bits.include(set, range.sets[term]));
      return set;
    }
    const figures = this.figures.get(quantityOf(key));
    const values = isImprovement(key) ? figures?.improved : figures?.reached;
    values?.forEach((own, index) => own.length && fits(own) && bits.add(set, figures.places[index]));
    return set;
  }

  // The parts of a choice, each with its cases; unknown terms fit no case.
  parts(choice) {
    const parts = [];
    for (const [key, codes] of choice.terms) {
      const facet = this.facets.get(key);
      const sets = facet ? [...codes].map((code) => facet.sets[facet.places.get(code)]).filter(Boolean) : [];
      parts.push({ key, set: bits.union(sets, this.size) });
    }
    for (const [key, span] of choice.ranges) parts.push({ key, set: this.rangeSet(key, span) });
    return parts;
  }

  // Or within a facet, and between the parts; a facet's own counts leave its own choice aside, and are made when asked for.
  narrow(choice, base) {
    const parts = this.parts(choice);
    const without = (skipped) => parts.reduce((set, { key, set: own }) => (key === skipped ? set : bits.meet(set, own)), base);
    const found = without(null);
    const chosen = new Set(parts.map(({ key }) => key));
    const counts = new Map();
    for (const [key, { sets }] of this.facets) {
      const others = chosen.has(key) ? without(key) : found;
      counts.set(key, (term) => bits.count(sets[term], others));
    }
    const measured = this.quantities.sets.map((set) => bits.count(set, found));
    const dropped = parts.map(({ key }) => [key, bits.size(without(key))]);
    return { found, counts, measured, dropped, total: bits.size(found), unbased: bits.size(parts.reduce((set, { set: own }) => bits.meet(set, own), this.all)) };
  }

  placesOf(set) {
    const places = [];
    for (let place = 0; place < this.size; place++) if (bits.has(set, place)) places.push(place);
    return places;
  }

  setOf(places) {
    const set = bits.empty(this.size);
    for (const place of places) bits.add(set, place);
    return set;
  }
}
