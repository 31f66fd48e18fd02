/** The names of an entity, each with what it takes to be surely meant. */
import { exactLetters } from '../exact.ts';
import { ADJECTIVES, type Doubt, DOUBTS, NEVER, SMALL_WORDS, SOMETHING_ELSE } from './doubtfulNames.ts';
import {
  acronymsOf,
  type Acronym,
  type EntityId,
  isAcronym,
  type Spelling,
  spellingsOf,
  unitsOf,
  withIncluded,
} from './spellings.ts';

export interface Name {
  units: readonly string[];
  /** Every writing, in lower case. */
  writings: ReadonlySet<string>;
  /** An acronym must be written in just its letters. */
  acronym?: Acronym;
  /** Must begin with a capital: `always`, or in articles in languages where it is an adjective. */
  capital?: 'always' | 'adjective';
  /** Must have the accents of one of its writings: `always`, or where it is written with any (a cañada is no Canadá). */
  accents?: 'always' | 'ifAny';
  /** The languages that write so; whether only their articles mean it; and those whose articles never do. */
  langs: ReadonlySet<string>;
  isBound?: true;
  never?: ReadonlySet<string>;
  doubt?: Doubt;
}

export function namesOf(entity: EntityId): Name[] {
  return withIncluded(entity).flatMap((one) => {
    const acronyms = acronymsOf(one);
    const known = new Set(acronyms.map(({ letters }) => unitsOf(letters).join(' ')));
    const names = spellingsOf(one)
      .filter((spelling) => !NEVER.has(spelling.key))
      .map((spelling) => (isAcronym(spelling) ? foreignAcronym(spelling) : toName(spelling)));
    return [
      ...names.filter(({ acronym, units }) => !acronym || !known.has(units.join(' '))),
      ...acronyms.map((acronym) => ({ ...NO_WRITINGS, units: unitsOf(acronym.letters), acronym })),
    ];
  });
}

const NO_WRITINGS = { writings: new Set<string>(), langs: new Set<string>() };

/** In capitals in CLDR, and not in our table: Latin ones mean too many things elsewhere. */
function foreignAcronym({ units, texts, langs }: Spelling): Name {
  const letters = exactLetters([...texts][0]!);
  const isBound = letters.length < 3 || /\p{Script=Latin}/u.test(letters);
  return { ...NO_WRITINGS, units, acronym: { letters, ...(isBound ? { only: langs } : { wordIn: new Set() }) } };
}

/** What is read most; a name that only others have is a word or a first name in one of these too often. */
const WIDELY_READ = new Set('en id ms es pt fr de nl it pl cs tr vi sv da nb fi hu ro ru uk bg'.split(' '));
const ALPHABETS = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]+$/u;
const LONGEST_SHORT = 4;

function toName({ units, key, texts, langs, own, bound }: Spelling): Name {
  const isAlphabetic = ALPHABETS.test(key);
  const doubt = DOUBTS[key];
  const elsewhere = Object.keys(SOMETHING_ELSE).filter(
    (lang) => !langs.has(lang) && SOMETHING_ELSE[lang]!.split(' ').includes(key),
  );
  const isWord = SMALL_WORDS.has(key) || elsewhere.length > 0;
  const isShort = isAlphabetic && key.length <= LONGEST_SHORT;
  const isRare = isAlphabetic && !own && !/\p{Script=Greek}/u.test(key) && langs.isDisjointFrom(WIDELY_READ);
  const isVietnamese = isAlphabetic && !own && langs.size === 1 && langs.has('vi');
  const writings = new Set([...texts].map(inLowerCase));
  const isAccented = !own && isAlphabetic && [...writings].every(hasAccents);
  const asksForAccents = isVietnamese || (isAccented && (isShort || isWord));
  return {
    units,
    writings,
    langs,
    ...capitalOf(key, isShort || isWord || isRare || (doubt !== undefined && isAlphabetic)),
    ...(!own && isAlphabetic && { accents: asksForAccents ? 'always' : 'ifAny' }),
    ...((bound || isRare || isVietnamese) && { isBound: true }),
    ...(elsewhere.length > 0 && { never: new Set(elsewhere) }),
    ...(doubt && { doubt }),
  };
}

const capitalOf = (key: string, always: boolean): Pick<Name, 'capital'> =>
  always ? { capital: 'always' } : ADJECTIVES.has(key) ? { capital: 'adjective' } : {};

/** The Turkish İ is an i with a dot. */
export const inLowerCase = (text: string): string => text.normalize('NFC').toLowerCase().replaceAll('\u0307', '');

export const hasAccents = (text: string): boolean => /(?!\p{ASCII})\p{Script=Latin}/u.test(text);
