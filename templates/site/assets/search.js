// Full text search by Pagefind: asked in parts, which are brought together here.
import { queryParts } from "./normalise.js";

let engine;

async function start(base) {
  const page = document.documentElement;
  const language = page.lang;
  const places = fetch(new URL("pagefind/cases.json", base)).then((answer) => answer.json());
  const pagefind = await import(new URL("pagefind/pagefind.js", base));
  // Under `ja` or `zh` the engine would cut the query into words again, after we have cut it into pairs.
  page.lang = "un";
  try {
    await pagefind.init();
  } finally {
    page.lang = language;
  }
  return { pagefind, places: await places };
}

export function ready(base) {
  engine ??= start(base);
  return engine;
}

// Places of the cases that have every part of the query → their score; null for a query without any word.
export async function search(query, base) {
  const parts = queryParts(query);
  if (!parts.length) return null;
  const { pagefind, places } = await ready(base);
  let found = null;
  for (const part of parts) {
    const answer = await pagefind.search(part);
    const scores = new Map();
    for (const result of answer.results) {
      const place = places[result.id];
      if (place === undefined || (found && !found.has(place))) continue;
      scores.set(place, result.score + (found?.get(place) ?? 0));
    }
    found = scores;
  }
  return found;
}
