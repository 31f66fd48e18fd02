/**
 * Entities that a document declares for itself: `<!ENTITY outlet "Harian Samudra">`.
 *
 * Only plain texts of at most a thousand letters, also after the entities in them were replaced by those declared before:
 * nothing can grow by being read (of a billion laughs there are three). What all of them add to a document is bounded.
 */
const DECLARATION = /<!ENTITY\s+([\p{L}\p{N}_.-]{1,60})\s+(?:"([^"<]{0,1000})"|'([^'<]{0,1000})')\s*>/gu;
const REFERENCE = /&([\p{L}\p{N}_.-]{1,60});/gu;
const LONGEST_VALUE = 1_000;
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
    const value = (double ?? single ?? '').replace(REFERENCE, (written, other: string) => values.get(other) ?? written);
    const isPlain = value.length <= LONGEST_VALUE && !/&(?!#|(?:amp|lt|gt|quot|apos);)/.test(value);
    if (isPlain && !values.has(name!)) values.set(name!, value);
    if (values.size === MOST_ENTITIES) break;
  }
  if (values.size === 0) return asItIs;
  let room = MOST_ADDED;
  return (raw) => {
    if (!raw.includes('&')) return raw;
    return raw.replace(REFERENCE, (written, name: string) => {
      const value = values.get(name);
      if (value === undefined || value.length > room) return written;
      room -= value.length;
      return value;
    });
  };
}
