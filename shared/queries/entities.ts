/**
 * Countries and other names in every language: `~Rusia` finds Russia, Россия, 俄罗斯.
 *
 * The names come from CLDR, as Node carries it (`Intl.DisplayNames`), and from a table of our own. A short or doubtful
 * one counts only where it is surely meant: with a capital letter, in just its letters, or in articles of its language.
 * Inflected forms (России) are other words. Worked out when first asked for, 50 ms for all.
 */
import { exactLetters } from './exact.ts';
import { CAREFUL_NAMES, FOREIGN_WORDS, OWN_NAMES } from './ownNames.ts';
import { regions, regionTexts } from './regionNames.ts';
import { tokenize } from './tokenize.ts';
import { CLOSES, OPENS, Tokens } from './tokens.ts';

/** An ISO 3166 region or a name of our own table. */
export type EntityId = string;

interface Name {
  units: readonly string[];
  /** Must begin with a capital, in scripts that have them. */
  capital: boolean;
  /** Must be written in just these letters. */
  letters?: string;
  /** Only in articles of these languages. */
  langs?: ReadonlySet<string>;
  /** Not within three words of these. */
  not?: ReadonlySet<string>;
}

/** What a name in any language, or the code of a region, stands for. */
export function findEntity(text: string): EntityId | undefined {
  const code = /^\[(.+)\]$/.exec(text)?.[1];
  if (code !== undefined) return namesOf(code).length > 0 ? code : undefined;
  const named = entitiesByKey().get(unitsOf(text).join(' '));
  return named ?? (regions().includes(text) ? text : undefined);
}

/** The first units by which names of an entity may begin. */
export const firstUnitsOf = (entity: EntityId): string[] => [...byFirstUnit(entity).keys()];

/** The last units of the names of an entity that begin at a unit of a text in a language. */
export function findNamesAt(entity: EntityId, tokens: Tokens, unit: number, lang: string): number[] {
  const found: number[] = [];
  for (const name of byFirstUnit(entity).get(tokens.term(unit)) ?? []) {
    const last = endOfName(name, tokens, unit, lang);
    if (last !== undefined && !found.includes(last)) found.push(last);
  }
  return found;
}

/** Whether a unit alone is a name of the entity. */
export const isWholeName = (entity: EntityId, term: string): boolean =>
  byFirstUnit(entity)
    .get(term)
    ?.some(({ units }) => units.length === 1) ?? false;

const byFirst = new Map<EntityId, Map<string, Name[]>>();

function byFirstUnit(entity: EntityId): Map<string, Name[]> {
  let map = byFirst.get(entity);
  if (!map) byFirst.set(entity, (map = Map.groupBy(namesOf(entity), ({ units }) => units[0]!)));
  return map;
}

function endOfName(name: Name, tokens: Tokens, unit: number, lang: string): number | undefined {
  const { units, capital, letters, langs, not } = name;
  const last = unit + units.length - 1;
  if (last >= tokens.count || !(tokens.flags[unit]! & OPENS) || !(tokens.flags[last]! & CLOSES)) return;
  if (units.some((term, index) => !tokens.isTerm(unit + index, term))) return;
  if (langs && !speaks(langs, lang, letters !== undefined)) return;
  const written = tokens.text.slice(tokens.starts[unit], tokens.ends[last]);
  if (letters !== undefined && exactLetters(written) !== letters) return;
  if (capital && !hasCapital(written)) return;
  if (not && standsNear(not, tokens, unit, last)) return;
  return last;
}

/** Where the language of an article is not known, an acronym counts if English uses it, or nothing else is written so. */
function speaks(langs: ReadonlySet<string>, lang: string, isAcronym: boolean): boolean {
  const base = lang.split('-')[0]!;
  if (base === '' && isAcronym) return langs.has('en') || langs.has(UNMISTAKABLE);
  return langs.has(base);
}

/** Marks an acronym in our table that is no word and no other acronym elsewhere. */
const UNMISTAKABLE = '*';

const hasCapital = (written: string): boolean => {
  const first = String.fromCodePoint(written.codePointAt(0)!);
  return first !== first.toLowerCase() || first === first.toUpperCase();
};

const NEAR = 3;

function standsNear(words: ReadonlySet<string>, tokens: Tokens, first: number, last: number): boolean {
  const to = Math.min(tokens.count - 1, last + NEAR);
  for (let unit = Math.max(0, first - NEAR); unit <= to; unit++) {
    if ((unit < first || unit > last) && words.has(tokens.term(unit))) return true;
  }
  return false;
}

const scratch = new Tokens();

function unitsOf(text: string): string[] {
  const tokens = tokenize(text, scratch);
  return Array.from({ length: tokens.count }, (_, unit) => tokens.term(unit));
}

interface Spelling {
  units: string[];
  /** One of the writings with these units. */
  text: string;
  langs: Set<string>;
  own: boolean;
}

/** What CLDR and our own table call an entity; empty for what is none. */
function spellingsOf(entity: EntityId): Spelling[] {
  const texts = regionTexts(entity);
  const own = OWN_NAMES.filter(({ id }) => id === entity).flatMap((one) => one.names);
  for (const text of own) if (!texts.has(text)) texts.set(text, new Set());
  const spellings = new Map<string, Spelling>();
  for (const [text, langs] of texts) {
    const units = unitsOf(text);
    const key = units.join(' ');
    const known = spellings.get(key) ?? { units, text, langs: new Set(), own: false };
    if (units.length > 0)
      spellings.set(key, { ...known, langs: known.langs.union(langs), own: known.own || own.includes(text) });
  }
  return [...spellings.values()];
}

function namesOf(entity: EntityId): Name[] {
  const acronyms = OWN_NAMES.filter(({ id }) => id === entity).flatMap((one) => Object.entries(one.acronyms ?? {}));
  return [
    ...spellingsOf(entity).map(toName),
    ...acronyms.map(([text, langs]) => ({
      units: unitsOf(text),
      capital: false,
      letters: exactLetters(text),
      langs: new Set(langs.split(' ')),
    })),
  ];
}

/** A short name that so many languages share is known to all. */
const WIDELY_SPOKEN = 5;

function toName({ units, text, langs, own }: Spelling): Name {
  const key = units.join(' ');
  const not = CAREFUL_NAMES[key];
  const isShort = !own && /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]{1,4}$/u.test(key);
  const isBound = isAcronym(text, own) || (isShort && langs.size < WIDELY_SPOKEN) || FOREIGN_WORDS.includes(key);
  return {
    units,
    capital: isShort || not !== undefined,
    ...(isAcronym(text, own) && { letters: exactLetters(text) }),
    ...(isBound && { langs }),
    ...(not && { not: new Set(not) }),
  };
}

const isAcronym = (text: string, own: boolean): boolean =>
  !own && /^\p{Lu}[\p{Lu}.\s-]*$/u.test(text) && exactLetters(text).length <= 5;

let byKey: Map<string, EntityId> | undefined;

/** Of two entities with one name our own table decides, then the one that more languages call so. */
function entitiesByKey(): ReadonlyMap<string, EntityId> {
  if (byKey) return byKey;
  const ranked = new Map<string, { entity: EntityId; rank: number }>();
  const offer = (key: string, entity: EntityId, rank: number): void => {
    if (rank > (ranked.get(key)?.rank ?? -1)) ranked.set(key, { entity, rank });
  };
  for (const entity of new Set([...regions(), ...OWN_NAMES.map(({ id }) => id)])) {
    for (const { units, text, langs, own } of spellingsOf(entity)) {
      if (!isAcronym(text, own)) offer(units.join(' '), entity, (own ? OWN_RANK : 0) + langs.size);
    }
  }
  for (const { id, acronyms = {} } of OWN_NAMES) {
    for (const [text, langs] of Object.entries(acronyms)) {
      const isCode = regions().includes(text) && !/\b(?:en|id)\b/.test(langs);
      if (!isCode) offer(unitsOf(text).join(' '), id, OWN_RANK);
    }
  }
  return (byKey = new Map([...ranked].map(([key, { entity }]) => [key, entity])));
}

const OWN_RANK = 1_000;
