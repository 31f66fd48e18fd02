/**
 * All that has a name: which entity a typed name means, and which longer names a name is a part of. Worked out when
 * first asked for, some 100 ms.
 */
import { OTHER_THINGS } from './otherThings.ts';
import { acronymsOf, allEntities, type EntityId, isAcronym, spellingsOf, unitsOf } from './spellings.ts';
import { regions } from './regionNames.ts';

/** A name of several units; of no entity when it is another thing. */
export interface LongName {
  units: readonly string[];
  entities: ReadonlySet<EntityId>;
}

interface Known {
  entityOf: ReadonlyMap<string, EntityId>;
  /** By each of its units. */
  longNames: ReadonlyMap<string, readonly LongName[]>;
}

let known: Known | undefined;
const knownNames = (): Known => (known ??= collect());

/** The entity of a name, given as its units parted by spaces. */
export const entityOfKey = (key: string): EntityId | undefined => knownNames().entityOf.get(key);

/** The longer names that a name is a part of, and at which of their units it begins. */
export function longerNames(units: readonly string[]): { long: LongName; at: number }[] {
  const holders = knownNames().longNames.get(units[0]!) ?? [];
  return holders.flatMap((long) =>
    long.units.length > units.length ? placesIn(long.units, units).map((at) => ({ long, at })) : [],
  );
}

const placesIn = (long: readonly string[], units: readonly string[]): number[] =>
  Array.from({ length: long.length - units.length + 1 }, (_, at) => at).filter((at) =>
    units.every((unit, index) => long[at + index] === unit),
  );

/** Of two entities with one name our own table decides, then the one that more languages call so. */
function collect(): Known {
  const ranked = new Map<string, { entity: EntityId; rank: number }>();
  const long = new Map<string, { units: readonly string[]; entities: Set<EntityId> }>();
  const offer = (key: string, entity: EntityId, rank: number): void => {
    if (rank > (ranked.get(key)?.rank ?? -1)) ranked.set(key, { entity, rank });
  };
  const remember = (key: string, units: readonly string[], entity?: EntityId): void => {
    if (units.length < 2) return;
    if (!long.has(key)) long.set(key, { units, entities: new Set() });
    if (entity !== undefined) long.get(key)!.entities.add(entity);
  };
  for (const entity of allEntities()) {
    for (const spelling of spellingsOf(entity)) {
      const { units, key, langs, own } = spelling;
      const isCode = isAcronym(spelling) && regions().includes(key.toUpperCase());
      if (!isCode) offer(key, entity, (own ? OWN_RANK : 0) + langs.size);
      remember(key, units, entity);
    }
    for (const { letters, only } of acronymsOf(entity)) {
      const isCode = regions().includes(letters) && only !== undefined && !only.has('en') && !only.has('id');
      if (!isCode) offer(unitsOf(letters).join(' '), entity, OWN_RANK);
    }
  }
  for (const text of OTHER_THINGS.split(',')) remember(unitsOf(text).join(' '), unitsOf(text));
  return {
    entityOf: new Map([...ranked].map(([key, { entity }]) => [key, entity])),
    longNames: byUnit([...long.values()]),
  };
}

const OWN_RANK = 1_000;

function byUnit(names: readonly LongName[]): Map<string, LongName[]> {
  const groups = new Map<string, LongName[]>();
  for (const name of names) {
    for (const unit of new Set(name.units)) {
      const group = groups.get(unit);
      if (group) group.push(name);
      else groups.set(unit, [name]);
    }
  }
  return groups;
}
