/**
 * HTML to the plain text of an article: one line, entities decoded once, nothing in it that could mislead a reader or a
 * later stage.
 *
 * htmlparser2 reads it as a browser's tokenizer would, in linear time and without recursion. What a page would not show
 * (scripts, styles) is left out. Control characters and those that turn the direction of writing go, since a headline
 * travels into subjects, SMS and pages; joiners that scripts need stay.
 */
import { Parser } from 'htmlparser2';

export const LONGEST_TITLE = 500;
export const LONGEST_TEXT = 20_000;

const UNSEEN = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'iframe',
  'object',
  'svg',
  'math',
  'head',
  'textarea',
  'select',
]);

/** Elements inside a line: no space where they begin and end. */
const INLINE = new Set(
  'a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark q s samp small span strike strong sub sup tt u var wbr'.split(
    ' ',
  ),
);

const DEEPEST = 500;

export function htmlToText(html: string, longest = LONGEST_TEXT): string {
  if (!/[<&]/.test(html)) return cleanText(html, longest);
  const pieces: string[] = [];
  let depth = 0;
  let unseen = 0;
  const parser = new Parser({
    onopentag(name) {
      depth += 1;
      if (!unseen && UNSEEN.has(name)) unseen = depth;
      if (!INLINE.has(name)) pieces.push(' ');
      if (depth > DEEPEST) parser.pause();
    },
    onclosetag(name) {
      if (unseen === depth) unseen = 0;
      depth -= 1;
      if (!INLINE.has(name)) pieces.push(' ');
    },
    ontext(text) {
      if (!unseen) pieces.push(text);
    },
  });
  parser.write(html);
  if (depth <= DEEPEST) parser.end();
  return cleanText(pieces.join(''), longest);
}

/** C0 and C1 controls; marks that embed, override or isolate a direction; what has no width and no meaning. */
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;
const MISLEADING = /[\u00AD\u200B\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]+/g;

/** Text that is text already, made harmless and one line. */
export function cleanText(text: string, longest = LONGEST_TEXT): string {
  const line = text.toWellFormed().replace(CONTROLS, ' ').replace(MISLEADING, '').replace(/\s+/g, ' ').trim();
  return cut(line.normalize('NFC'), longest);
}

/** At most `longest` UTF-16 units, cut at a word where one ends near, with `…`. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const head = text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '');
  const lastSpace = head.lastIndexOf(' ');
  return `${head.slice(0, lastSpace > Math.max(longest - 60, 0) ? lastSpace : head.length).trimEnd()}…`;
}
