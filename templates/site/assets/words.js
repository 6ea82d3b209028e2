// The words that a page hands to its script, one data attribute each: `data-word-browse-none` comes as `browse-none`.
export function readWords(box) {
  const told = [...box.attributes].filter(({ name }) => name.startsWith("data-word-"));
  return Object.fromEntries(told.map(({ name, value }) => [name.slice(10), value]));
}
