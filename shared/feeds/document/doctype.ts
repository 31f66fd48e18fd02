/**
 * Entities that a document declares for itself: `<!ENTITY outlet "Harian Samudra">`.
 *
 * Only plain texts of at most a thousand letters, also after the entities in them were replaced, three deep:
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
  const declared = new Map<string, string>();
  for (const [, name, double, single] of withoutComments(prolog.slice(doctype, doctype + LONGEST_DOCTYPE)).matchAll(
    DECLARATION,
  )) {
    if (!declared.has(name!)) declared.set(name!, double ?? single ?? '');
    if (declared.size === MOST_ENTITIES) break;
  }
  const values = plainOnes(declared);
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

function withoutComments(doctype: string): string {
  const [first = '', ...others] = doctype.split('<!--');
  return first + others.map((part) => part.split('-->').slice(1).join('-->')).join('');
}

const isPlain = (value: string): boolean => !/&(?!#|(?:amp|lt|gt|quot|apos);)/.test(value);

/** Those that hold no entity, also after the plain ones in them were replaced. */
function plainOnes(declared: ReadonlyMap<string, string>): Map<string, string> {
  const values = new Map<string, string>();
  for (let round = 0; round < DEEPEST_ENTITY; round++) {
    for (const [name, written] of declared) {
      if (values.has(name)) continue;
      const value = written.replace(REFERENCE, (reference, other: string) => values.get(other) ?? reference);
      if (value.length <= LONGEST_VALUE && isPlain(value)) values.set(name, value);
    }
  }
  return values;
}

const DEEPEST_ENTITY = 3;
