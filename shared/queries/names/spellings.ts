/** How entities are written: what CLDR and our own table call each, once for each way to cut it into units. */
import { exactLetters } from '../exact.ts';
import { tokenize } from '../tokenize.ts';
import { Tokens } from '../tokens.ts';
import { OWN_NAMES } from './ownNames.ts';
import { regions, regionTexts } from './regionNames.ts';

/** An ISO 3166 region or a name of our own table. */
export type EntityId = string;

export interface Spelling {
  units: readonly string[];
  /** The units, parted by spaces. */
  key: string;
  /** Every writing with these units. */
  texts: ReadonlySet<string>;
  /** Languages that write so; empty for names of our own table, which all languages share. */
  langs: ReadonlySet<string>;
  own: boolean;
  /** Only our own table has it, for these languages alone. */
  bound: boolean;
}

/** An acronym of our own table. */
export interface Acronym {
  letters: string;
  /** Only in articles of these languages, not in those, or in those not where all is written in capitals. */
  only?: ReadonlySet<string>;
  never?: ReadonlySet<string>;
  wordIn?: ReadonlySet<string>;
}

export const allEntities = (): Set<EntityId> => new Set([...regions(), ...OWN_NAMES.map(({ id }) => id)]);

const scratch = new Tokens();

export function unitsOf(text: string): string[] {
  const tokens = tokenize(text, scratch);
  return Array.from({ length: tokens.count }, (_, unit) => tokens.term(unit));
}

/** What counts as a name of the entity: its own, and those of what it includes. */
export const withIncluded = (entity: EntityId): EntityId[] => [
  entity,
  ...OWN_NAMES.filter(({ id }) => id === entity).flatMap(({ includes = [] }) => includes),
];

/** Empty for what is no entity. */
export function spellingsOf(entity: EntityId): Spelling[] {
  const spellings = new Map<string, Spelling & { texts: Set<string>; langs: Set<string> }>();
  const add = (text: string, langs: Iterable<string>, own: boolean, bound = false): void => {
    const units = unitsOf(text);
    const key = units.join(' ');
    if (key === '') return;
    let spelling = spellings.get(key);
    if (!spelling) spellings.set(key, (spelling = { units, key, texts: new Set(), langs: new Set(), own, bound }));
    spelling.texts.add(text);
    for (const lang of langs) spelling.langs.add(lang);
    spelling.own ||= own;
    spelling.bound &&= bound;
  };
  for (const [text, langs] of regionTexts(entity)) add(text, langs, false);
  for (const { id, names = '', only = {} } of OWN_NAMES) {
    if (id !== entity) continue;
    for (const text of listed(names)) add(text, [], true);
    for (const [lang, texts] of Object.entries(only)) for (const text of listed(texts)) add(text, [lang], false, true);
  }
  return [...spellings.values()];
}

const listed = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim().replaceAll(/\s+/g, ' '))
    .filter((item) => item !== '');

export function acronymsOf(entity: EntityId): Acronym[] {
  return OWN_NAMES.filter(({ id }) => id === entity).flatMap(({ acronyms = '' }) => listed(acronyms).map(readAcronym));
}

/** `UN -fr es`, as the table of our own explains it. */
function readAcronym(item: string): Acronym {
  const [writing, first, ...others] = item.split(' ');
  const letters = exactLetters(writing!);
  if (first === undefined) return { letters };
  const langs = new Set([first.replace(/^[-!]/, ''), ...others]);
  return { letters, [first.startsWith('-') ? 'never' : first.startsWith('!') ? 'wordIn' : 'only']: langs };
}

/** What CLDR writes in capitals only. */
export const isAcronym = ({ texts, own }: Spelling): boolean =>
  !own && [...texts].some((text) => /^\p{Lu}[\p{Lu}.\s-]*$/u.test(text) && isShort(exactLetters(text)));

const isShort = ({ length }: string): boolean => length > 1 && length <= 5;
