/**
 * Cuts a text into units and says where each stands in the original text.
 *
 * A hyphen, an apostrophe or a dot inside a word splits it and is remembered, so that the joined writing is found too.
 * In scripts without spaces every character is a unit and `Intl.Segmenter` says where words open and close: a word is
 * found whatever else the segmenter made of its inside, and 京都 is not found in 東京都.
 */
import { type Composed, composeText } from './compose.ts';
import {
  APOSTROPHE,
  DOT,
  EXPANDED,
  expansionOf,
  foldCharacter,
  foldCodePoint,
  HYPHEN,
  LAST_CLASS,
  MARK,
  SEPARATOR,
  SURROGATE,
  UNSPACED,
} from './fold.ts';
import { CLOSES, HASH_SEED, hashStep, OPENS, Tokens } from './tokens.ts';

/** Fills `into`, or new columns, with the units of a text. */
export function tokenize(text: string, into = new Tokens()): Tokens {
  into.reset(text);
  const composed = composeText(text);
  scan(composed?.text ?? text, into);
  if (composed) restoreOffsets(into, composed);
  return into;
}

function restoreOffsets(tokens: Tokens, { offsets }: Composed): void {
  for (let unit = 0; unit < tokens.count; unit++) {
    tokens.starts[unit] = offsets[tokens.starts[unit]!]!;
    tokens.ends[unit] = offsets[tokens.ends[unit]!]!;
  }
}

/** One pass over the text. Everything hot is a local variable: this loop is most of the time of matching. */
function scan(text: string, tokens: Tokens): void {
  const { starts, ends, hashes, flags, words, joints, characters, bounds } = tokens;
  let count = 0;
  let filled = 0;
  let word = 0;
  let open = false;
  let hash = HASH_SEED;
  /** The joiner that has just ended a unit, if nothing came after it. */
  let joint = 0;

  const put = (character: number): void => {
    characters[filled++] = character;
    hash = hashStep(hash, character);
  };
  const begin = (start: number): void => {
    starts[count] = start;
    bounds[count] = filled;
    joints[count] = joint;
    if (joint !== 0) tokens.joined = true;
    joint = 0;
    hash = HASH_SEED;
    open = true;
  };
  const close = (): void => {
    hashes[count] = hash;
    flags[count] = OPENS | CLOSES;
    words[count] = word++;
    bounds[++count] = filled;
    open = false;
  };

  const length = text.length;
  let next = 0;
  for (let index = 0; index < length; index = next) {
    next = index + 1;
    let codePoint = text.charCodeAt(index);
    let folded = foldCharacter(codePoint);
    if (folded === SURROGATE) {
      codePoint = text.codePointAt(index)!;
      folded = foldCodePoint(codePoint);
      if (codePoint > 0xffff) next = index + 2;
    }
    if (folded > LAST_CLASS) {
      if (!open) begin(index);
      put(folded);
      ends[count] = next;
      continue;
    }
    switch (folded) {
      case MARK:
        if (open) ends[count] = next;
        break;
      case EXPANDED:
        if (!open) begin(index);
        for (const letter of expansionOf(codePoint).split('')) put(letter.charCodeAt(0));
        ends[count] = next;
        break;
      case HYPHEN:
      case APOSTROPHE:
      case DOT:
        if (open) {
          close();
          joint = folded;
        } else joint = 0;
        break;
      case SEPARATOR:
      case SURROGATE:
        if (open) close();
        joint = 0;
        break;
      case UNSPACED: {
        if (open) close();
        joint = 0;
        next = endOfRun(text, index);
        for (const { segment, index: at } of segmenter().segment(text.slice(index, next))) {
          let start = index + at;
          const last = start + segment.length;
          for (const character of segment) {
            const end = start + character.length;
            if (foldCharacter(character.charCodeAt(0)) === MARK) {
              if (count > 0) ends[count - 1] = end;
            } else {
              begin(start);
              for (const letter of expansionOf(character.codePointAt(0)!).split('')) put(letter.charCodeAt(0));
              ends[count] = end;
              hashes[count] = hash;
              flags[count] = (start === index + at ? OPENS : 0) | (end === last ? CLOSES : 0);
              words[count] = word;
              bounds[++count] = filled;
              open = false;
            }
            start = end;
          }
          word++;
        }
        break;
      }
    }
  }
  if (open) close();
  tokens.count = count;
}

/** Where the characters of scripts without spaces end that begin at `from`. */
function endOfRun(text: string, from: number): number {
  let end = from;
  while (end < text.length) {
    const codePoint = text.codePointAt(end)!;
    const folded = foldCodePoint(codePoint);
    if (folded !== UNSPACED && folded !== MARK) break;
    end += codePoint > 0xffff ? 2 : 1;
  }
  return end;
}

let cutter: Intl.Segmenter | undefined;
/** ICU takes the dictionary from the script, whatever the locale. Made when first needed: most news has spaces. */
const segmenter = (): Intl.Segmenter => (cutter ??= new Intl.Segmenter('en', { granularity: 'word' }));
