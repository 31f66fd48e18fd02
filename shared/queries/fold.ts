/**
 * What a character is to a query: a separator, a part of a word, and if so, which plain letters it stands for.
 *
 * Case, width and accents are folded, with the exceptions that languages need: ß is ss; the Turkish i, dotted or not, is
 * i; đ, ł and ø are plain letters; Cyrillic ё is е, while й stays another letter than и; Arabic vowel signs, tatweel and
 * the hamza on alef go; the vowel signs and voicing marks of other Asian scripts are no accents and stay.
 *
 * Written for the Unicode version that Node carries; a page of 256 characters is worked out when first met.
 */

/** What is not a folded character. Folded characters are above `LAST_CLASS`, since no control character is a letter. */
export const SEPARATOR = 0;
/** Belongs to the letter before it, and is not compared: a combining accent, an Arabic vowel sign. */
export const MARK = 1;
/** Invisible inside a word: a soft hyphen, a joiner, a direction mark. */
export const INVISIBLE = 2;
/** Several plain letters: `expansionOf` tells which. */
export const EXPANDED = 3;
/** Han, Kana, Thai, Lao, Khmer, Myanmar: scripts without spaces between words. */
export const UNSPACED = 4;
/** Half of a character beyond the basic plane: ask `foldCodePoint`. */
export const SURROGATE = 5;
export const SPACE = 6;
/** A straight double quote, which Hebrew also writes inside abbreviations. */
export const QUOTE = 7;
/** Persian writes it between the parts of a word; elsewhere it is invisible. */
export const NON_JOINER = 8;
/** From here on: what joins two units to one word. */
export const HYPHEN = 9;
export const APOSTROPHE = 10;
export const DOT = 11;
export const LAST_CLASS = 11;

const pages: (Uint16Array | undefined)[] = [];

/** The folded character, or one of the classes above. */
export function foldCharacter(code: number): number {
  return (pages[code >> 8] ??= foldPage(code >> 8))[code & 255]!;
}

function foldPage(page: number): Uint16Array {
  return Uint16Array.from({ length: 256 }, (_, index) => classify((page << 8) + index));
}

const expansions = new Map<number, string>();
const beyond = new Map<number, number>();

/** The letters of a code point whose class is `EXPANDED` or `UNSPACED`. */
export function expansionOf(codePoint: number): string {
  const known = expansions.get(codePoint);
  if (known !== undefined) return known;
  const expansion = String.fromCodePoint(codePoint).normalize('NFKC');
  expansions.set(codePoint, expansion);
  return expansion;
}

/** As `foldCharacter`, also beyond the basic plane, where a letter is always `EXPANDED`. */
export function foldCodePoint(codePoint: number): number {
  if (codePoint <= 0xffff) return foldCharacter(codePoint);
  let folded = beyond.get(codePoint);
  if (folded === undefined) beyond.set(codePoint, (folded = classify(codePoint)));
  return folded;
}

const HYPHENS = new Set('-‐‑‒–−﹣－־_＿');
const APOSTROPHES = new Set("'’‘ʼʻ′`´＇׳״·");
/** Accents, Hebrew points, tatweel, Arabic vowel signs, variation selectors, marks for symbols. */
const MARKS = new RegExp(
  String.raw`[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\ufe00-\ufe0f\u20d0-\u20f0\u{e0100}-\u{e01ef}]`,
  'u',
);
/** Show that a Thai or Lao word is cut short (กรุงเทพฯ), and are no part of it. */
const ABBREVIATION_MARKS = new Set('ฯຯ');
const UNSPACED_SCRIPTS =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function classify(codePoint: number): number {
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return SURROGATE;
  const character = String.fromCodePoint(codePoint);
  if (HYPHENS.has(character)) return HYPHEN;
  if (APOSTROPHES.has(character)) return APOSTROPHE;
  if (character === '.' || character === '．') return DOT;
  if (character === '"') return QUOTE;
  if (character === '\u200c') return NON_JOINER;
  if (MARKS.test(character)) return MARK;
  if (/\p{Cf}/u.test(character) && character !== '\u200b') return INVISIBLE;
  if (/\s/u.test(character)) return SPACE;
  if (ABBREVIATION_MARKS.has(character)) return SEPARATOR;
  if (!/[\p{L}\p{M}\p{Nd}\p{Nl}]/u.test(character)) return SEPARATOR;
  if (/[\p{L}\p{M}\p{Nl}]/u.test(character) && UNSPACED_SCRIPTS.test(character)) return UNSPACED;
  const folded = foldLetters(character);
  if (folded.length === 1) return folded.charCodeAt(0);
  if (folded.length === 0) return SEPARATOR;
  expansions.set(codePoint, folded);
  return EXPANDED;
}

/** Letters that no decomposition makes plain. */
const PLAIN: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ø: 'o',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ɓ: 'b',
  ɗ: 'd',
  ƙ: 'k',
  ς: 'σ',
  ё: 'е',
  ѐ: 'е',
  ѝ: 'и',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
};

function foldLetters(character: string): string {
  if (/\p{Nd}/u.test(character)) return String(digitValue(character.codePointAt(0)!));
  const lower = character.normalize('NFKC').toLowerCase();
  return Array.from(lower, foldLetter)
    .filter((letter) => !APOSTROPHES.has(letter))
    .join('')
    .replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '');
}

/** A letter without its accents, its case kept when it came in capitals. */
export function foldLetter(letter: string): string {
  const plain = PLAIN[letter];
  if (plain !== undefined) return plain;
  if (MARKS.test(letter)) return '';
  if (/[\p{Script=Latin}\p{Script=Greek}]/u.test(letter)) {
    const base = letter.normalize('NFD').replaceAll(/\p{Mn}/gu, '');
    return PLAIN[base] ?? base;
  }
  if (/[\p{Script=Cyrillic}\p{Script=Hangul}\p{Script=Arabic}]/u.test(letter)) return letter;
  return letter.normalize('NFKD');
}

/** Whether a unit is a character of a script without spaces. */
export const isUnspacedTerm = (term: string): boolean => foldCodePoint(term.codePointAt(0)!) === UNSPACED;

/** Of a digit of any script. Decimal digits stand in runs of ten, zero first. */
export function digitValue(codePoint: number): number {
  let first = codePoint;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--;
  return (codePoint - first) % 10;
}
