/**
 * The units of a text, in columns.
 *
 * A unit is the smallest piece that queries compare: a word, or what stands between its hyphens and apostrophes, or a
 * single character in scripts without spaces. Columns of numbers instead of objects, used again for the next text: every
 * article passes here, and no string is made for a unit unless somebody asks.
 */
export const OPENS = 1;
export const CLOSES = 2;

export const HASH_SEED = 0x811c9dc5 | 0;
const HASH_PRIME = 0x01000193;

/** FNV-1a over UTF-16 units: the hash of a prefix is met on the way to the hash of the word. */
export const hashStep = (hash: number, character: number): number => Math.imul(hash ^ character, HASH_PRIME);

export function hashOf(text: string): number {
  let hash = HASH_SEED;
  for (let index = 0; index < text.length; index++) hash = hashStep(hash, text.charCodeAt(index));
  return hash;
}

/** Units in columns; entry `i` of each column belongs to unit `i`. */
export class Tokens {
  count = 0;
  /** UTF-16 offsets into the original text, `ends` exclusive. */
  starts = new Int32Array(0);
  ends = new Int32Array(0);
  hashes = new Int32Array(0);
  /** `OPENS`, `CLOSES`: whether a word begins or ends with this unit. */
  flags = new Uint8Array(0);
  /** Which word of the text it belongs to: what proximity counts. */
  words = new Int32Array(0);
  /** What stands between this unit and the one before it, if that is no more than one of `joint.ts`. */
  joints = new Uint8Array(0);
  /** Whether any two units are written together. */
  joined = false;
  /** Folded characters of all units; those of unit `i` go from `bounds[i]` to `bounds[i + 1]`. */
  characters = new Uint16Array(0);
  bounds = new Int32Array(1);
  text = '';

  term(unit: number): string {
    return String.fromCharCode(...this.characters.subarray(this.bounds[unit], this.bounds[unit + 1]));
  }

  /** Whether unit `unit` is written so. */
  isTerm(unit: number, term: string): boolean {
    const from = this.bounds[unit]!;
    if (this.bounds[unit + 1]! - from !== term.length) return false;
    return this.startsWith(unit, term);
  }

  startsWith(unit: number, prefix: string): boolean {
    const from = this.bounds[unit]!;
    if (this.bounds[unit + 1]! - from < prefix.length) return false;
    for (let index = 0; index < prefix.length; index++) {
      if (this.characters[from + index] !== prefix.charCodeAt(index)) return false;
    }
    return true;
  }

  /** Empties the columns and makes room for any text of this length. */
  reset(text: string): void {
    this.text = text;
    this.count = 0;
    this.joined = false;
    if (text.length * MOST_UNITS < this.starts.length) return;
    const length = Math.max(128, Math.ceil(text.length * 1.25));
    const size = length * MOST_UNITS;
    this.starts = new Int32Array(size);
    this.ends = new Int32Array(size);
    this.hashes = new Int32Array(size);
    this.flags = new Uint8Array(size);
    this.words = new Int32Array(size);
    this.joints = new Uint8Array(size);
    this.bounds = new Int32Array(size + 1);
    this.characters = new Uint16Array(length * LONGEST_EXPANSION);
  }
}

/** Of one UTF-16 unit of the text: Thai ำ. */
const MOST_UNITS = 2;
/** The longest compatibility decomposition of one UTF-16 unit. */
const LONGEST_EXPANSION = 18;
