// The choice in the grammar of `casebook print --where`; a word of the search cannot be said in it.
const WORDS = new Set(["and", "or", "not", "in", "has"]);

export function whereOf(choice, ids = null) {
  const parts = [];
  if (ids) parts.push(anyOf("id", ids));
  for (const [key, codes] of choice.terms) parts.push(anyOf(key, [...codes]));
  for (const [key, [from, to]] of choice.ranges) {
    if (from && from === to) parts.push(`${key} = ${from}`);
    else {
      if (from) parts.push(`${key} >= ${from}`);
      if (to) parts.push(`${key} <= ${to}`);
    }
  }
  return parts.join(" and ");
}

export function printLine(where) {
  return `casebook print --where "${where.replace(/["\\]/g, "\\$&")}"`;
}

function anyOf(key, values) {
  return values.length === 1 ? `${key} = ${written(values[0])}` : `${key} in (${values.map(written).join(", ")})`;
}

function written(value) {
  if (/^[\p{L}\p{N}_.+/%-]+$/u.test(value) && !WORDS.has(value.toLowerCase())) return value;
  return `"${value.replace(/["\\]/g, "\\$&")}"`;
}
