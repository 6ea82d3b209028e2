// Reads the index's files: shards of sorted words, each with its cases, and apart from them where the words stand.
export const RANKS = 3;
const FLAG_BITS = 5;

export class Shards {
  constructor(folder, head) {
    this.folder = folder;
    this.head = head;
    this.words = new Map();
    this.places = new Map();
  }

  // The entry of a word, and where it is begun those of all that begin with it.
  async entries(word, begun) {
    const { starts } = this.head;
    let first = starts.findIndex((start) => start > word) - 1;
    if (first < -1) first = starts.length - 1;
    const wanted = [];
    for (let shard = Math.max(first, 0); shard < starts.length && (starts[shard] <= word || (begun && starts[shard].startsWith(word))); shard++) wanted.push(shard);
    const found = await Promise.all(wanted.map((shard) => this.wordsOf(shard)));
    return found.flat().filter((entry) => entry.word === word || (begun && entry.word.startsWith(word)));
  }

  wordsOf(shard) {
    if (!this.words.has(shard)) this.words.set(shard, this.read(`${shard}.words`).then((data) => entriesOf(data, shard)));
    return this.words.get(shard);
  }

  // Where a word stands: case → sets of its places in the title, in the summary, in the rest.
  async placesOf(entry) {
    if (!this.places.has(entry.shard)) this.places.set(entry.shard, this.read(`${entry.shard}.places`));
    const numbers = numbersOf((await this.places.get(entry.shard)).subarray(entry.start, entry.end));
    const next = () => numbers.next().value;
    const found = new Map();
    for (const [place, flags] of casesOf(entry)) found.set(place, ranksOf(flags, next));
    return found;
  }

  async read(name) {
    const answer = await fetch(new URL(`${name}?${this.head.version}`, this.folder));
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    const data = new Uint8Array(await answer.arrayBuffer());
    // Some servers unpack what they send.
    if (data[0] !== 0x1f || data[1] !== 0x8b) return data;
    const unpacked = new Response(new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip")));
    return new Uint8Array(await unpacked.arrayBuffer());
  }
}

function entriesOf(data, shard) {
  const end = data.indexOf(10);
  let at = end + 1;
  let start = 0;
  return JSON.parse(new TextDecoder().decode(data.subarray(0, end))).map(([word, cases, places]) => {
    const entry = { word, shard, data: data.subarray(at, at + cases), start, end: start + places };
    at += cases;
    start += places;
    return entry;
  });
}

// Case → flags: the ranks that have the word in bits 0 to 2, how often in the bits above.
export function casesOf(entry) {
  if (!entry.cases) {
    entry.cases = new Map();
    let place = 0;
    for (const number of numbersOf(entry.data)) {
      place += number >>> FLAG_BITS;
      entry.cases.set(place, number & ((1 << FLAG_BITS) - 1));
    }
  }
  return entry.cases;
}

function ranksOf(flags, next) {
  const ranks = [];
  for (let rank = 0; rank < RANKS; rank++) {
    const places = new Set();
    if (flags & (1 << rank)) {
      let place = 0;
      for (let left = next(); left > 0; left--) places.add((place += next()));
    }
    ranks.push(places);
  }
  return ranks;
}

function* numbersOf(data) {
  let number = 0;
  let shift = 0;
  for (const byte of data) {
    number |= (byte & 127) << shift;
    if (byte & 128) shift += 7;
    else {
      yield number;
      number = shift = 0;
    }
  }
}
