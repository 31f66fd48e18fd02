/**
 * Cuts a text into units and says where each stands in the original text.
 *
 * A hyphen, an apostrophe or a dot inside a word splits it and is remembered, so that the joined writing is found too.
 * In scripts without spaces every character is a unit and a dictionary says where words open and close: a word is found
 * whatever else the dictionary made of its inside, and 京都 is not found in 東京都.
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
  NON_JOINER,
  QUOTE,
  SEPARATOR,
  SPACE,
  SURROGATE,
  UNSPACED,
} from './fold.ts';
import { APART, isWrittenTogether, nextJoint } from './joint.ts';
import { cutWords } from './unspaced.ts';
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
  /** What came after the unit that was last closed. */
  let joint = APART;

  const put = (character: number): void => {
    characters[filled++] = character;
    hash = hashStep(hash, character);
  };
  const begin = (start: number): void => {
    starts[count] = start;
    bounds[count] = filled;
    joints[count] = joint;
    if (isWrittenTogether(joint)) tokens.joined = true;
    joint = APART;
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
      case SPACE:
        if (open) {
          close();
          joint = SPACE;
        } else joint = nextJoint(joint, SPACE);
        break;
      case HYPHEN:
      case APOSTROPHE:
      case DOT:
        if (open) {
          close();
          joint = folded;
        } else joint = nextJoint(joint, folded);
        break;
      case QUOTE:
        joint = open && isBetween(HEBREW, text, index) ? APOSTROPHE : APART;
        if (open) close();
        break;
      case NON_JOINER:
        if (open && isBetween(ARABIC, text, index)) {
          close();
          joint = APOSTROPHE;
        }
        break;
      case SEPARATOR:
      case SURROGATE:
        if (open) close();
        joint = APART;
        break;
      case UNSPACED: {
        if (open) close();
        joint = APART;
        next = endOfRun(text, index);
        let start = index;
        for (const { segment: part } of cutWords(text.slice(index, next))) {
          const first = start;
          const last = start + part.length;
          for (const character of part) {
            const end = start + character.length;
            if (foldCodePoint(character.codePointAt(0)!) === MARK) {
              ends[count - 1] = end;
              if (end === last) flags[count - 1]! |= CLOSES;
            } else {
              /** Thai ำ is two, which a canonical query writes apart. */
              for (const letter of expansionOf(character.codePointAt(0)!)) {
                begin(start);
                for (let half = 0; half < letter.length; half++) put(letter.charCodeAt(half));
                ends[count] = end;
                hashes[count] = hash;
                flags[count] = start === first ? OPENS : 0;
                words[count] = word;
                bounds[++count] = filled;
                open = false;
                start = end;
              }
              if (end === last) flags[count - 1]! |= CLOSES;
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

const HEBREW = /^[\u0591-\u05f2]$/;
const ARABIC = /^[\u0600-\u06ff]$/;

/** Whether the character at `index` stands between two of a script. */
const isBetween = (script: RegExp, text: string, index: number): boolean =>
  script.test(text[index - 1] ?? '') && script.test(text[index + 1] ?? '');
