/**
 * The names that feeds use, by namespace, and what each is for us.
 *
 * Prefixes are a feed's own choice, so a name is known by its namespace; where a feed forgot to declare one, by the
 * prefix that everybody uses. All in lower case: feeds write `pubdate` and `Item` too.
 */
const NAMESPACES: Record<string, string> = {
  'http://www.w3.org/2005/atom': 'atom',
  'http://purl.org/atom/ns#': 'atom',
  'http://purl.org/rss/1.0/': '',
  'http://my.netscape.com/rdf/simple/0.9/': '',
  'http://channel.netscape.com/rdf/simple/0.9/': '',
  'http://backend.userland.com/rss2': '',
  'http://blogs.law.harvard.edu/tech/rss': '',
  'http://www.w3.org/1999/02/22-rdf-syntax-ns#': 'rdf',
  'http://purl.org/dc/elements/1.1/': 'dc',
  'http://purl.org/dc/terms/': 'dcterms',
  'http://purl.org/rss/1.0/modules/content/': 'content',
  'http://search.yahoo.com/mrss/': 'media',
  'http://search.yahoo.com/mrss': 'media',
  'http://www.itunes.com/dtds/podcast-1.0.dtd': 'itunes',
};

export type Attributes = Record<string, string>;

/** Prefix → our name of its namespace. */
export type Prefixes = ReadonlyMap<string, string>;

/** What an element declares, on top of what held before it. */
export function declaredIn(attributes: Attributes, before: Prefixes): Prefixes {
  const declarations = Object.entries(attributes).filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'));
  if (declarations.length === 0) return before;
  const prefixes = new Map(before);
  for (const [name, uri] of declarations) {
    const known = NAMESPACES[uri.trim().toLowerCase()];
    const prefix = name.slice('xmlns:'.length).toLowerCase();
    if (known !== undefined) prefixes.set(prefix, known);
    else prefixes.delete(prefix);
  }
  return prefixes;
}

/** `media:thumbnail`; without a prefix for RSS itself and, inside an Atom feed, for Atom. */
export function canonicalName(written: string, prefixes: Prefixes): string {
  const [local = '', prefix = ''] = written.toLowerCase().split(':').toReversed();
  const namespace = prefixes.get(prefix) ?? prefix;
  return namespace ? `${namespace}:${local}` : local;
}

/**
 * What to do with an element.
 * `html`: may hold markup. `text`: may not. `link`: a URL, as text or as `href`. `image`: a URL in an attribute, if it is
 * of a picture. `author`: a name, perhaps inside `<name>`. `category`: text, or an attribute.
 * Elements without an entry are skipped with all that they hold.
 */
export interface Field {
  kind: 'html' | 'text' | 'link' | 'image' | 'author' | 'category';
  /** What it is called in the document that rss-parser gets. */
  as: string;
}

const html = (as: string): Field => ({ kind: 'html', as });
const text = (as: string): Field => ({ kind: 'text', as });
const link: Field = { kind: 'link', as: 's-link' };
const image: Field = { kind: 'image', as: 's-image' };
const author: Field = { kind: 'author', as: 's-author' };
const category: Field = { kind: 'category', as: 's-category' };

/**
 * The names behind `as` that begin with `s-` are ours: under its own names rss-parser would strip HTML in quadratic time
 * (description, content:encoded), or drop the whole feed over one bad date or link (Atom).
 */
export const FEED_FIELDS: Record<string, Field> = {
  title: html('title'),
  'atom:title': html('title'),
  'dc:title': html('title'),
  language: text('language'),
  'dc:language': text('language'),
  ttl: text('ttl'),
};

export const ITEM_FIELDS: Record<string, Field> = {
  title: html('title'),
  'atom:title': html('title'),
  'dc:title': html('s-othertitle'),
  'media:title': html('s-othertitle'),
  guid: text('s-id'),
  id: text('s-id'),
  'atom:id': text('s-id'),
  link,
  'atom:link': link,
  description: html('s-summary'),
  summary: html('s-summary'),
  'atom:summary': html('s-summary'),
  'dc:description': html('s-othersummary'),
  'itunes:summary': html('s-othersummary'),
  'media:description': html('s-othersummary'),
  'content:encoded': html('s-content'),
  encoded: html('s-content'),
  content: html('s-content'),
  'atom:content': html('s-content'),
  pubdate: text('s-published'),
  published: text('s-published'),
  'atom:published': text('s-published'),
  issued: text('s-published'),
  'atom:issued': text('s-published'),
  'dc:date': text('s-published'),
  'dcterms:issued': text('s-published'),
  'dcterms:created': text('s-updated'),
  created: text('s-updated'),
  'atom:created': text('s-updated'),
  updated: text('s-updated'),
  'atom:updated': text('s-updated'),
  modified: text('s-updated'),
  'atom:modified': text('s-updated'),
  'dcterms:modified': text('s-updated'),
  author,
  'atom:author': author,
  'dc:creator': author,
  'itunes:author': author,
  category,
  'atom:category': category,
  'dc:subject': category,
  enclosure: image,
  'media:content': image,
  'media:thumbnail': image,
  'itunes:image': image,
};

/** Wrappers that add nothing: their children stand as if in the item. */
export const TRANSPARENT = new Set(['media:group']);
