/**
 * Countries and other names in every language: `~Rusia` finds Russia, Россия, 俄罗斯.
 *
 * The names come from CLDR, as Node carries it (`Intl.DisplayNames`), and from a table of our own (`names/`). One counts
 * where it is surely meant: the longest known name that stands at a place wins (南苏丹 is not 苏丹), and a short or doubtful
 * one asks for a capital, for just its letters, or for an article in its language. Inflected forms (России) are other words.
 */
import type { DocumentField } from './document.ts';
import { nounsOf } from './koreanNouns.ts';
import { countsAt } from './names/counts.ts';
import { entityOfKey, longerNames } from './names/knownNames.ts';
import { type Name, namesOf } from './names/name.ts';
import { type Place, standsAt } from './names/place.ts';
import { regions } from './names/regionNames.ts';
import { allEntities, type EntityId, unitsOf, withIncluded } from './names/spellings.ts';
import { isUnspacedTerm } from './fold.ts';
import { CLOSES, hashOf, OPENS, type Tokens } from './tokens.ts';

export type { EntityId } from './names/spellings.ts';

/** What a name in any language, or the code of a region, stands for. */
export function findEntity(text: string): EntityId | undefined {
  const code = /^\[(.+)\]$/.exec(text)?.[1];
  if (code !== undefined) return allEntities().has(code) ? code : undefined;
  const named = findNamed(text) ?? findNamed(text.replace(ARTICLE, ''));
  const region = text.toUpperCase();
  return named ?? (text.length === 2 && regions().includes(region) ? region : undefined);
}

const ARTICLE = /^(?:the|la|le|les|el|los|las)\s+|^l['’]/i;

/** Dots join letters: `U.S.` is US. */
function findNamed(text: string): EntityId | undefined {
  const units = unitsOf(text);
  const isDotted = units.length > 1 && /^(?:\p{L}\.)+\p{L}?$/u.test(text);
  return entityOfKey(units.join(' ')) ?? (isDotted ? entityOfKey(units.join('')) : undefined);
}

/** The first units by which names of an entity may begin. */
export const firstUnitsOf = (entity: EntityId): string[] => [
  ...new Set([...namesByFirstUnit(entity).values()].flat().map(({ units }) => units[0]!)),
];

export interface NamePlace {
  /** Units, both inclusive. */
  from: number;
  to: number;
  /** UTF-16 offsets, `end` exclusive. */
  start: number;
  end: number;
}

/** The longest name of an entity that begins at a unit: none, or one. */
export function findNamesAt(entity: EntityId, { tokens, aliases, lang }: DocumentField, unit: number): NamePlace[] {
  const names = namesByFirstUnit(entity);
  let longest: NamePlace | undefined;
  const consider = (name: Name, to: number, end: number): void => {
    if (longest && end <= longest.end) return;
    const place = { tokens, first: unit, last: to };
    if (!countsAt(name, place, lang) || isPartOfLonger(name, entity, place, lang)) return;
    longest = { from: unit, to, start: tokens.starts[unit]!, end };
  };
  for (const name of names.get(tokens.hashes[unit]!) ?? []) {
    const last = endOfName(name, tokens, unit);
    if (last !== undefined) consider(name, last, tokens.ends[last]!);
  }
  // Joined writings, as U.S. and G-20, and Korean nouns with a particle behind them.
  for (const { term, to, end } of aliases.get(unit) ?? []) {
    for (const name of names.get(hashOf(term)) ?? []) {
      if (name.units.length === 1 && name.units[0] === term) consider(name, to, end);
    }
  }
  return longest ? [longest] : [];
}

const byFirstUnit = new Map<EntityId, Map<number, Name[]>>();

/** By the hash of the unit, since every unit of a text asks here. */
function namesByFirstUnit(entity: EntityId): Map<number, Name[]> {
  let names = byFirstUnit.get(entity);
  if (!names) byFirstUnit.set(entity, (names = Map.groupBy(namesOf(entity), ({ units }) => hashOf(units[0]!))));
  return names;
}

function endOfName({ units }: Name, tokens: Tokens, unit: number): number | undefined {
  const last = unit + units.length - 1;
  if (!standsAt(units, tokens, unit) && !standsWithParticle(units, tokens, unit)) return;
  const isWord = tokens.flags[unit]! & OPENS && tokens.flags[last]! & CLOSES;
  return isWord || isSureWithoutWords(units) ? last : undefined;
}

/** A Korean particle is written to the last word of a name. For a name of one word the text has an alias. */
function standsWithParticle(units: readonly string[], tokens: Tokens, unit: number): boolean {
  const last = unit + units.length - 1;
  if (units.length < 2 || unit < 0 || last >= tokens.count || !/^\p{Script=Hangul}/u.test(units.at(-1)!)) return false;
  return standsAt(units.slice(0, -1), tokens, unit) && nounsOf(tokens.term(last)).includes(units.at(-1)!);
}

/** Dictionaries cut scripts without spaces wrongly now and then; a long name is met nowhere else by chance. */
function isSureWithoutWords(units: readonly string[]): boolean {
  if (!isUnspacedTerm(units[0]!)) return false;
  const longEnough = units.every((unit) => /\p{Script=Han}/u.test(unit))
    ? 3
    : /\p{Script=Thai}/u.test(units[0]!)
      ? 5
      : 99;
  return units.length >= longEnough;
}

/** 苏丹 in 南苏丹, Mexico in New Mexico; of two names of the entity, the shorter. */
function isPartOfLonger(name: Name, entity: EntityId, { tokens, first }: Place, lang: string): boolean {
  return longerOf(name).some(({ long: { units, entities }, at }) => {
    if (!standsAt(units, tokens, first - at) && !standsWithParticle(units, tokens, first - at)) return false;
    const own = withIncluded(entity).some((one) => entities.has(one));
    return (
      !own || namesThatAre(units, entity).some((longer) => countsAt(longer, placeOf(longer, tokens, first - at), lang))
    );
  });
}

const placeOf = ({ units }: Name, tokens: Tokens, first: number): Place => ({
  tokens,
  first,
  last: first + units.length - 1,
});

const namesThatAre = (units: readonly string[], entity: EntityId): Name[] =>
  (namesByFirstUnit(entity).get(hashOf(units[0]!)) ?? []).filter(
    (name) => name.units.length === units.length && name.units.every((unit, index) => unit === units[index]),
  );

const longer = new WeakMap<Name, ReturnType<typeof longerNames>>();

function longerOf(name: Name): ReturnType<typeof longerNames> {
  let known = longer.get(name);
  if (!known) longer.set(name, (known = longerNames(name.units)));
  return known;
}
