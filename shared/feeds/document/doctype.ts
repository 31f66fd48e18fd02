/**
 * Entities that a document declares for itself: `<!ENTITY outlet "Harian Samudra">`.
 *
 * Only plain texts: a value that refers to another entity, or to a file, is not taken, so nothing can grow by being
 * read (a billion laughs is ten names that mean nothing). What all of them together add to a document is bounded.
 */
const DECLARATION = /<!ENTITY\s+([\w.-]{1,60})\s+(?:"([^"<]{0,1000})"|'([^'<]{0,1000})')\s*>/g;
const MOST_ENTITIES = 300;
const LONGEST_DOCTYPE = 65_536;
const MOST_ADDED = 1_000_000;

/** A text with the document's own entities replaced. */
export type Expand = (raw: string) => string;

const asItIs: Expand = (raw) => raw;

export function ownEntities(prolog: string): Expand {
  const doctype = prolog.search(/<!DOCTYPE/i);
  if (doctype < 0) return asItIs;
  const values = new Map<string, string>();
  for (const [, name, double, single] of prolog.slice(doctype, doctype + LONGEST_DOCTYPE).matchAll(DECLARATION)) {
    const value = double ?? single ?? '';
    if (!/&(?!#|(?:amp|lt|gt|quot|apos);)/.test(value) && !values.has(name!)) values.set(name!, value);
    if (values.size === MOST_ENTITIES) break;
  }
  if (values.size === 0) return asItIs;
  let room = MOST_ADDED;
  return (raw) => {
    if (!raw.includes('&')) return raw;
    return raw.replace(/&([\w.-]{1,60});/g, (written, name: string) => {
      const value = values.get(name);
      if (value === undefined || value.length > room) return written;
      room -= value.length;
      return value;
    });
  };
}
