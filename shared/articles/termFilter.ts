/**
 * A Bloom filter of the terms of a chunk of articles: answers "surely not in it" or "perhaps", so that a search skips
 * archives without reading them. Ten bits a term and seven hashes: one "perhaps" in a hundred is wrong.
 */
const BITS_A_TERM = 10;
const HASHES = 7;

export function filterOf(terms: ReadonlySet<string>): Uint8Array {
  const filter = new Uint8Array(Math.ceil((Math.max(terms.size, 1) * BITS_A_TERM) / 8));
  for (const term of terms) {
    for (const bit of bitsOf(term, filter.length * 8)) filter[bit >> 3]! |= 1 << (bit & 7);
  }
  return filter;
}

export function mayHold(filter: Uint8Array, term: string): boolean {
  for (const bit of bitsOf(term, filter.length * 8)) {
    if (!(filter[bit >> 3]! & (1 << (bit & 7)))) return false;
  }
  return true;
}

/** Two hashes make as many as are wanted (Kirsch and Mitzenmacher, "Less Hashing, Same Performance"). */
function* bitsOf(term: string, size: number): Generator<number> {
  const first = fnv1a(term, 0x811c9dc5);
  const second = fnv1a(term, 0x01000193) | 1;
  for (let n = 0; n < HASHES; n++) yield ((first + Math.imul(n, second)) >>> 0) % size;
}

/** FNV-1a over UTF-16 units, with a last mix because short terms leave its upper bits alike. */
function fnv1a(text: string, seed: number): number {
  let hash = seed;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
