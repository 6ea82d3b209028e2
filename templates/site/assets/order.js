// The orders in which cases can be shown; their own order is the newest edition first. What an order needs is read when asked for.
import { isImprovement, quantityOf } from "./choice.js";

const ASCENDING = (one, other) => one - other;

// Sorts places in place; cases that say nothing of what is asked come last, in their own order.
export async function inOrder(places, choice, library, hits) {
  const best = (one, other) => (hits.get(other) ?? 0) - (hits.get(one) ?? 0);
  const compare = !choice.sort && hits ? best : await comparison(choice.sort, library);
  return places.sort((one, other) => compare(one, other) || one - other);
}

async function comparison(sort, library) {
  if (sort === "title" || sort === "company") {
    const words = (await library.titles())[sort === "title" ? 0 : 1];
    const { compare } = new Intl.Collator(library.language, { numeric: true });
    return (one, other) => Number(!words[one]) - Number(!words[other]) || compare(words[one], words[other]);
  }
  if (sort === "stage") {
    const column = library.columns.facets.get("stage")?.column ?? [];
    return (one, other) => (column[one]?.[0] ?? 99) - (column[other]?.[0] ?? 99);
  }
  if (sort === "change") return downwards(await library.changes());
  return library.columns.isRange(sort) ? byQuantity(sort, library) : ASCENDING;
}

async function byQuantity(key, library) {
  const figures = await library.figures(quantityOf(key));
  const better = library.betterOf(quantityOf(key));
  const values = new Array(library.columns.size).fill(null);
  const lowest = better === "lower" && !isImprovement(key);
  figures.places.forEach((place, index) => {
    const own = isImprovement(key) ? figures.improved[index] : figures.reached[index];
    if (own.length) values[place] = lowest ? -Math.min(...own) : Math.max(...own);
  });
  return downwards(values);
}

function downwards(values) {
  return (one, other) => Number(values[one] === null) - Number(values[other] === null) || (values[other] ?? 0) - (values[one] ?? 0);
}
