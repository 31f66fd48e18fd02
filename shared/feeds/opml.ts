/**
 * Lists of feeds as other readers have them: OPML in and out, with folders kept as labels.
 *
 * A feed's labels are the folders it lies in, from the outside in, and what stands in its `category`; written back, its
 * first label is its folder and all of them are its category, so that nothing is lost on the way through another
 * reader. feedsmith reads and writes; it is given no control characters and no DOCTYPE.
 */
import { generateOpml, parseOpml } from 'feedsmith';
import { cleanText, LONGEST_TITLE } from './text.ts';
import type { FeedCard } from './feed.ts';
import type { FeedInput } from './manage.ts';

export class NotOpml extends Error {
  override name = 'NotOpml';
}

const MOST_LABELS = 20;
const LONGEST_LABEL = 60;
const DEEPEST = 50;

interface Outline {
  text?: string;
  title?: string;
  type?: string;
  xmlUrl?: string;
  category?: string;
  language?: string;
  outlines?: Outline[];
}

/** The feeds of a list, each address once with the labels of all its places. Throws `NotOpml`. */
export function parseOpmlFeeds(text: string): FeedInput[] {
  const found = new Map<string, FeedInput & { labels: string[] }>();
  const collect = (outlines: readonly Outline[], folders: readonly string[]): void => {
    for (const outline of outlines) {
      if (outline.xmlUrl) {
        const input = toInput(outline, outline.xmlUrl, folders);
        const known = found.get(input.url);
        found.set(input.url, known ? { ...known, labels: distinct([...known.labels, ...input.labels]) } : input);
      }
      const name = outline.title ?? outline.text ?? '';
      if (folders.length < DEEPEST) collect(outline.outlines ?? [], outline.xmlUrl ? folders : [...folders, name]);
    }
  };
  try {
    collect(parseOpml(harmless(text)).body?.outlines ?? [], []);
  } catch (error) {
    throw new NotOpml('It is not OPML that can be read.', { cause: error });
  }
  return [...found.values()];
}

function toInput({ text, title, category = '', language }: Outline, url: string, folders: readonly string[]) {
  const categories = category.split(',').flatMap((path) => path.split('/'));
  return {
    url: url.trim(),
    title: cleanText(title ?? text ?? '', LONGEST_TITLE),
    ...(/^[a-z]{2,3}(-[A-Za-z\d]{2,8})*$/.test(language ?? '') && { lang: language }),
    labels: distinct([...folders, ...categories]),
  };
}

const distinct = (labels: readonly string[]): string[] =>
  [...new Set(labels.map((label) => cleanText(label, LONGEST_LABEL)))].filter(Boolean).slice(0, MOST_LABELS);

/** Feeds without a label first, then folder by folder. */
export function writeOpml(title: string, cards: readonly FeedCard[]): string {
  const folders = Map.groupBy(cards, ({ labels: [folder = ''] }) => folder);
  const outlines = [...folders]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([folder, inside]): Outline[] =>
      folder ? [{ text: harmless(folder), outlines: inside.map(toOutline) }] : inside.map(toOutline),
    );
  return generateOpml({ head: { title }, body: { outlines } });
}

function toOutline({ url, movedTo, title, lang, labels }: FeedCard): Outline {
  const name = harmless(title || url);
  return {
    type: 'rss',
    text: name,
    title: name,
    xmlUrl: movedTo ?? url,
    ...(lang && { language: lang }),
    ...(labels.length > 0 && { category: harmless(labels.map((label) => label.replace(/[,/]/g, ' ')).join(',')) }),
  };
}

/** Without what XML cannot hold, and without any DOCTYPE, whose entities nobody needs. */
const harmless = (text: string): string =>
  withoutDoctypes(text.toWellFormed().replace(/(?![\t\n\r])[\p{Cc}\uFFFE\uFFFF]/gu, ''));

/** One pass: a list may consist of nothing but beginnings of them. */
function withoutDoctypes(text: string): string {
  const kept: string[] = [];
  let from = 0;
  let passed = 0;
  for (const { 0: begin, index } of text.matchAll(/<!--|<!DOCTYPE/gi)) {
    if (index < passed) continue;
    if (begin === '<!--') {
      passed = endOf(text, '-->', index);
    } else {
      kept.push(text.slice(from, index));
      passed = from = endOfDoctype(text, index);
    }
  }
  // The space keeps two halves from making a new one.
  return [...kept, text.slice(from)].join(' ');
}

function endOf(text: string, closing: string, from: number): number {
  const at = text.indexOf(closing, from);
  return at < 0 ? text.length : at + closing.length;
}

const CLOSINGS: Record<string, string> = { '<!--': '-->', '"': '"', "'": "'" };

/** Past its `>`, over quotes, comments and its inner part; the end of the text when it has none. */
function endOfDoctype(text: string, start: number): number {
  const part = /<!--|["'[\]>]/g;
  part.lastIndex = start;
  let isInner = false;
  for (let found = part.exec(text); found; found = part.exec(text)) {
    const [sign] = found;
    if (sign === '>' && !isInner) return part.lastIndex;
    if (sign === '[' || sign === ']') isInner = sign === '[';
    const closing = CLOSINGS[sign];
    if (closing) part.lastIndex = endOf(text, closing, part.lastIndex);
  }
  return text.length;
}
