// One choice for each term; for each range and quantity one at each end, in the middle, and exactly at a value; and
// many of several parts at once, drawn by a fixed rule.
async ([assets, home]) => {
  const [{ Columns }, choices, { whereOf }] = await Promise.all(["columns", "choice", "where"].map((name) => import(`${assets}${name}.js`)));
  const read = async (name) => (await fetch(`${home}browse/${name}.json`)).json();
  const columns = new Columns(await read("columns"));
  columns.addFacet(await read("organisations"));
  const ids = await read("ids");
  for (const code of columns.quantities.terms) columns.figures.set(code, await read(`figures/${code}`));
  const steps = [];
  for (const [key, { terms }] of columns.facets) for (const term of terms) steps.push((choice) => choices.choose(choice, key, String(term), true));
  const spans = [...columns.ranges].map(([key, { terms }]) => [key, terms]);
  for (const [code, { reached, improved }] of columns.figures) spans.push([code, reached.flat()], [choices.improvementOf(code), improved.flat()]);
  for (const [key, values] of spans) {
    if (!values.length) continue;
    const sorted = [...values].sort((one, other) => one - other).map((value) => choices.asNumber(value.toFixed(12).replace(/0+$/, "").replace(/[.]$/, "")));
    const [least, middle, most] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)];
    for (const span of [[middle, ""], ["", middle], [middle, middle], [least, most]]) steps.push((choice) => choices.setRange(choice, key, ...span));
  }
  let chance = 1;
  const next = (size) => (chance = (chance * 48271) % 2147483647) % size;
  const made = steps.map((step) => [step]);
  for (let number = 0; number < 400; number++) made.push(Array.from({ length: 2 + next(3) }, () => steps[next(steps.length)]));
  return made.map((several) => {
    const choice = choices.nothingChosen();
    for (const step of several) step(choice);
    const again = choices.readChoice(choices.writeChoice(choice), new Set(columns.facets.keys()), { has: (key) => columns.isRange(key) });
    const { found } = columns.narrow(again, columns.all);
    return [whereOf(choice), columns.placesOf(found).map((place) => ids[place]).sort()];
  });
}
