/**
 * The names that feeds use, by namespace, and what each is for us.
 *
 * Prefixes are a feed's own choice, so a name is known by its namespace; where a feed forgot to declare one, by the
 * prefix that everybody uses. All in lower case: feeds write `pubdate` and `Item` too.
 */
import type { Attributes } from './scan.ts';

/** Without scheme, `www.` and a slash or hash at the end, which feeds write wrongly more often than the rest. */
const NAMESPACES: Record<string, string> = {
  'w3.org/2005/atom': 'atom',
  'purl.org/atom/ns': 'atom',
  'purl.org/pie': 'atom',
  'purl.org/echo': 'atom',
  'example.com/necho': 'atom',
  'example.com/newformat': 'atom',
  'uri/of/echo/namespace': 'atom',
  'purl.org/rss/1.0': '',
  'my.netscape.com/rdf/simple/0.9': '',
  'channel.netscape.com/rdf/simple/0.9': '',
  'purl.org/rss/1.0/modules/rss091': '',
  'purl.org/net/rss1.1': '',
  'backend.userland.com/rss': '',
  'backend.userland.com/rss2': '',
  'backend.userland.com/rss091': '',
  'blogs.law.harvard.edu/tech/rss': '',
  'cyber.law.harvard.edu/rss/rss.html': '',
  'w3.org/1999/02/22-rdf-syntax-ns': 'rdf',
  'purl.org/dc/elements/1.1': 'dc',
  'purl.org/dc/elements/1.0': 'dc',
  'purl.org/dc/terms': 'dcterms',
  'purl.org/rss/1.0/modules/content': 'content',
  'search.yahoo.com/mrss': 'media',
  'itunes.com/dtds/podcast-1.0.dtd': 'itunes',
  'example.com/dtds/podcast-1.0.dtd': 'itunes',
  'rssnamespace.org/feedburner/ext/1.0': 'feedburner',
  'prismstandard.org/namespaces/basic/2.0': 'prism',
  'w3.org/1999/xhtml': 'xhtml',
  'news.yandex.ru': 'yandex',
};

function namespaceOf(uri: string): string | undefined {
  const plain = uri
    .slice(0, LONGEST_URI)
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?|[/#]$/g, '');
  return Object.hasOwn(NAMESPACES, plain) ? NAMESPACES[plain] : undefined;
}

const LONGEST_URI = 200;

/** The names that hold inside an element: prefix → our name of its namespace. */
export class Names {
  readonly #prefixes: ReadonlyMap<string, string>;
  readonly #known = new Map<string, string>();

  constructor(prefixes: ReadonlyMap<string, string> = new Map()) {
    this.#prefixes = prefixes;
  }

  /** `media:thumbnail`; without a prefix for RSS itself and, inside an Atom feed, for Atom. */
  of(written: string): string {
    const known = this.#known.get(written);
    if (known !== undefined) return known;
    const lower = written.toLowerCase();
    const colon = lower.indexOf(':');
    const prefix = colon < 0 ? '' : lower.slice(0, colon);
    const namespace = this.#prefixes.get(prefix) ?? prefix;
    const local = lower.slice(colon + 1);
    const name = namespace ? `${namespace}:${local}` : local;
    if (this.#known.size < MOST_KNOWN) this.#known.set(written, name);
    return name;
  }

  /**
   * With what an element declares, on top of what held before it. `isFrame`: it is a feed, a channel or an item, which
   * count as what they are called.
   */
  with(attributes: Attributes, isFrame: boolean): Names {
    let prefixes: Map<string, string> | null = null;
    for (const [name, uri] of Object.entries(attributes)) {
      if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
      const prefix = name.slice('xmlns:'.length);
      // A prefix that everybody uses means what it means to everybody, whatever a feed misspelt it to.
      const isUsual = prefix ? KNOWN_PREFIXES.has(prefix) : isFrame || uri === '';
      const unknown = isUsual ? prefix : `${UNKNOWN}${prefix}`;
      const namespace = namespaceOf(uri) ?? unknown;
      const held = prefixes ?? this.#prefixes;
      if ((held.get(prefix) ?? prefix) === namespace || held.size >= MOST_PREFIXES) continue;
      prefixes ??= new Map(this.#prefixes);
      prefixes.set(prefix, namespace);
    }
    return prefixes ? new Names(prefixes) : this;
  }

  /** A prefix of the root that is nothing known is the feed's own: `<q:feed>`. */
  withRoot(written: string, namespace: string): Names {
    const prefix = written.slice(0, Math.max(written.indexOf(':'), 0)).toLowerCase();
    const isKnown = !(this.#prefixes.get(prefix) ?? UNKNOWN).startsWith(UNKNOWN) || KNOWN_PREFIXES.has(prefix);
    if (!prefix || isKnown) return this;
    return new Names(new Map([...this.#prefixes, [prefix, namespace]]));
  }

  /** Names without a prefix are in no namespace. */
  withoutDefault(): Names {
    if (!this.#prefixes.get('')) return this;
    return new Names(new Map([...this.#prefixes, ['', '']]));
  }
}

const KNOWN_PREFIXES = new Set(Object.values(NAMESPACES));
const UNKNOWN = 'other-';
const MOST_KNOWN = 1_000;
/** Each element that declares one may copy them all. */
const MOST_PREFIXES = 100;

/**
 * What to do with an element.
 * `title`, `html`: may hold markup. `text`: may not. `link`: a URL, as text or as `href`. `image`: a URL in an attribute,
 * if it is of a picture. `author`: a name, perhaps inside `<name>`. `category`: text, or an attribute.
 * Elements without an entry are skipped with all that they hold.
 */
export interface Field {
  kind: 'title' | 'html' | 'text' | 'link' | 'image' | 'author' | 'category';
  /** What it is called in the document that rss-parser gets. */
  as: string;
}

const title = (as: string): Field => ({ kind: 'title', as });
const html = (as: string): Field => ({ kind: 'html', as });
const text = (as: string): Field => ({ kind: 'text', as });
const link: Field = { kind: 'link', as: 'link' };
const image: Field = { kind: 'image', as: 'image' };
const author: Field = { kind: 'author', as: 'author' };
const category: Field = { kind: 'category', as: 'category' };

/**
 * What the channel says, under rss-parser's own names but for one. What items say has names of ours (itemFields.ts): under
 * its own, rss-parser would strip HTML in quadratic time (description, content:encoded), or drop the whole feed over one
 * bad date or link (Atom).
 */
export const FEED_FIELDS: Record<string, Field> = {
  title: title('title'),
  'atom:title': title('title'),
  'dc:title': title('s-othertitle'),
  language: text('language'),
  'dc:language': text('language'),
  ttl: text('ttl'),
};

export const ITEM_FIELDS: Record<string, Field> = {
  title: title('title'),
  'atom:title': title('title'),
  'dc:title': title('othertitle'),
  'media:title': title('othertitle'),
  'itunes:title': title('othertitle'),
  guid: text('id'),
  id: text('id'),
  'atom:id': text('id'),
  'dc:identifier': text('otherid'),
  link,
  'atom:link': link,
  a: link,
  'feedburner:origlink': { kind: 'link', as: 'otherlink' },
  description: html('description'),
  summary: html('summary'),
  abstract: html('summary'),
  'atom:summary': html('summary'),
  'dc:description': html('othersummary'),
  'dcterms:abstract': html('othersummary'),
  'itunes:summary': html('othersummary'),
  'media:description': html('othersummary'),
  'itunes:subtitle': html('lastsummary'),
  'content:encoded': html('content'),
  encoded: html('content'),
  content: html('content'),
  fullitem: html('content'),
  'atom:content': html('content'),
  body: html('body'),
  'xhtml:body': html('body'),
  'xhtml:div': html('body'),
  'rdf:value': html('body'),
  'yandex:full-text': html('body'),
  pubdate: text('published'),
  published: text('published'),
  'atom:published': text('published'),
  issued: text('published'),
  'atom:issued': text('published'),
  'dcterms:issued': text('issued'),
  'dc:date': text('issued'),
  'dcterms:date': text('issued'),
  date: text('issued'),
  created: text('created'),
  'atom:created': text('created'),
  'dcterms:created': text('created'),
  'dcterms:available': text('created'),
  'prism:publicationdate': text('created'),
  updated: text('updated'),
  'atom:updated': text('updated'),
  modified: text('updated'),
  'atom:modified': text('updated'),
  'dcterms:modified': text('updated'),
  lastbuilddate: text('updated'),
  language: text('lang'),
  'dc:language': text('lang'),
  author,
  'atom:author': author,
  'dc:creator': author,
  'dc:author': author,
  'itunes:author': author,
  category,
  'atom:category': category,
  'dc:subject': category,
  enclosure: image,
  'media:content': image,
  'media:thumbnail': image,
  'itunes:image': image,
};

/** Wrappers that add nothing: their children stand as if outside of them. */
export const TRANSPARENT = new Set('media:group items entries content:items content:item rdf:bag rdf:li'.split(' '));
