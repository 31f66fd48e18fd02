/**
 * The text of a query as it is read: without what nobody sees, and with plain signs for the typographic and full-width
 * ones that stand for them.
 */

/** `plain` is `text` with plain signs, character for character. */
export interface TypedText {
  text: string;
  plain: string;
}

/** Direction marks and the like; not those that part words or stand inside them. */
const INVISIBLE = /(?![\u200b-\u200d])\p{Cf}/gu;

/** The text without invisible characters, and where each of the others stood. */
export function takeVisible(typed: string): { text: string; toTyped: (position: number) => number } {
  const gaps = [...typed.matchAll(INVISIBLE)].map(({ 0: { length }, index }) => ({ index, length }));
  const last = Math.max(0, typed.length - 1);
  return {
    text: typed.replaceAll(INVISIBLE, ''),
    toTyped: (position) =>
      Math.min(
        last,
        gaps.reduce((at, { index, length }) => (index <= at ? at + length : at), position),
      ),
  };
}

const SIGNS: Record<string, string> = {
  '\u0085': ' ',
  '\u200b': ' ',
  '（': '(',
  '）': ')',
  '｜': '|',
  '¦': '|',
  '‖': '|',
  '∨': '|',
  '＊': '*',
  '＋': '+',
  '～': '~',
  '＝': '=',
  '：': ':',
  '！': '!',
  '−': '-',
  '–': '-',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '－': '-',
  '＂': '"',
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '«': '"',
  '»': '"',
  '‹': '"',
  '›': '"',
  '「': '"',
  '」': '"',
  '『': '"',
  '』': '"',
  '《': '"',
  '》': '"',
  '〝': '"',
  '〞': '"',
  '〟': '"',
};
const SIGN = new RegExp(`[${Object.keys(SIGNS).join('')}]`, 'g');

/** ‘…’ and ‚…‘ around words, where it can be no apostrophe. */
const SINGLE_QUOTED = /(?<![^\s(|:=~-])[‘‚]([^‘’‚"]*)[’‘](?![^\s)|~*])/g;

/** צה"ל: a quote inside a Hebrew word is a letter's. */
const GERSHAYIM = /(?<=[\u0591-\u05f2])"(?=[\u0591-\u05f2])/g;

/** What parts words as a space does; between digits it belongs to a number. */
const COMMA = /(?<!\p{Nd})[,;，；、،؛]|[,;，；、،؛](?!\p{Nd})/gu;

/** At the begin of a word these mean NOT, as a minus does. */
const LONG_DASH = /(?<=^|[\s(|])[—―](?=["(=~\p{L}\p{N}])/gu;
const EXCLAMATION = /(?<=^|[\s(|:])[!¬](?=["(=~\p{L}\p{N}])/gu;

/** What most queries are written in, all canonical ones among them: nothing there stands for another sign. */
const ALL_PLAIN = /^[\p{L}\p{N}\s"()|*:=~+[\]-]*$/u;

export function toPlain(text: string): TypedText {
  if (ALL_PLAIN.test(text) && text.search(GERSHAYIM) === -1) return { text, plain: text };
  const plain = text
    .replaceAll(GERSHAYIM, '״')
    .replaceAll(SIGN, (sign) => SIGNS[sign]!)
    .replaceAll(SINGLE_QUOTED, '"$1"')
    .replaceAll(COMMA, ' ')
    .replaceAll(LONG_DASH, '-')
    .replaceAll(EXCLAMATION, '-');
  return { text, plain };
}
