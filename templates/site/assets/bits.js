// Sets of cases as bits: narrowing and counting thousands of cases takes a fraction of a millisecond.
export function empty(size) {
  return new Uint32Array(Math.ceil(size / 32));
}

export function full(size) {
  const set = empty(size).fill(0xffffffff);
  if (size % 32) set[set.length - 1] = 2 ** (size % 32) - 1;
  return set;
}

export function add(set, place) {
  set[place >>> 5] |= 1 << (place & 31);
}

export function has(set, place) {
  return (set[place >>> 5] >>> (place & 31)) & 1;
}

export function include(set, other) {
  for (let word = 0; word < set.length; word++) set[word] |= other[word];
}

export function union(sets, size) {
  const made = empty(size);
  for (const set of sets) include(made, set);
  return made;
}

export function meet(one, other) {
  return one.map((word, place) => word & other[place]);
}

export function count(one, other) {
  let sum = 0;
  for (let place = 0; place < one.length; place++) {
    let word = one[place] & other[place];
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    sum += (((word + (word >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
  }
  return sum;
}

export function size(set) {
  return count(set, set);
}
