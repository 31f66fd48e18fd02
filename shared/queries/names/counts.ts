/** Whether a name that stands at a place of a text is meant there. */
import { detectLanguage } from '../../articles/language.ts';
import { exactLetters } from '../exact.ts';
import type { Acronym } from './spellings.ts';
import { type Doubt, WITH_ADJECTIVES } from './doubtfulNames.ts';
import { hasAccents, inLowerCase, type Name } from './name.ts';
import { isPerson } from './person.ts';
import { isAmongCapitals, type Place, writtenAt } from './place.ts';

/** `lang` as the article says it; empty when not known. */
export function countsAt(name: Name, place: Place, lang: string): boolean {
  const written = writtenAt(place);
  if (name.acronym) return isAcronymAt(name.acronym, written, place, lang);
  if (name.capital && asksForCapital(name.capital, lang) && !beginsLarge(written)) return false;
  if (!hasItsAccents(name, written)) return false;
  if ((name.isBound || name.never) && !isInItsLanguage(name, written, place, lang)) return false;
  return !name.doubt || isMeant(name.doubt, place);
}

const asksForCapital = (capital: NonNullable<Name['capital']>, lang: string): boolean =>
  capital === 'always' || WITH_ADJECTIVES.has(lang.split('-')[0]!);

const hasItsAccents = ({ accents, writings }: Name, written: string): boolean =>
  !accents || (accents === 'ifAny' && !hasAccents(written)) || writings.has(inLowerCase(written));

const beginsLarge = (written: string): boolean => {
  const first = String.fromCodePoint(written.codePointAt(0)!);
  return first !== first.toLowerCase() || first === first.toUpperCase();
};

/** Norwegian, which CLDR has by another code; codes that others have given up are today's already. */
const NORWEGIAN = new Set(['no', 'nn']);

/** As the article says it; where it does not, as its words look. */
function languageOf(lang: string, { tokens }: Place): string {
  const base = lang === '' ? detectLanguage(tokens.text) : lang.split('-')[0]!;
  return NORWEGIAN.has(base) ? 'nb' : base;
}

function isInItsLanguage(name: Name, written: string, place: Place, lang: string): boolean {
  const { langs, isBound, never, writings } = name;
  if (isUnmistakable(written, writings)) return true;
  if (lang === '') return (!isBound && !never?.has('')) || langs.has(languageOf(lang, place));
  const language = languageOf(lang, place);
  return (!isBound || langs.has(language)) && !never?.has(language);
}

/** Its own accents tell: Suède is no suede. */
const isUnmistakable = (written: string, writings: ReadonlySet<string>): boolean =>
  hasAccents(written) && writings.has(inLowerCase(written));

function isAcronymAt({ letters, only, never, wordIn }: Acronym, written: string, place: Place, lang: string): boolean {
  if (exactLetters(written) !== letters) return false;
  const said = lang === '' ? '' : languageOf(lang, place);
  const isTheirs = only?.has(languageOf(lang, place));
  if (only && !isTheirs && !(said === '' && only.has('?'))) return false;
  if (never?.has(said)) return false;
  const isDoubtful = said === '' ? !isTheirs && (only ?? never ?? wordIn) : wordIn?.has(said);
  return !isDoubtful || !isAmongCapitals(place);
}

function isMeant(doubt: Doubt, place: Place): boolean {
  const { not, sure, other, behind, before } = doubt;
  if (sure !== undefined && holdsAnywhere(wordsOf(sure), place)) return true;
  if (other !== undefined && holdsAnywhere(wordsOf(other), place)) return false;
  if (not !== undefined && standsNear(wordsOf(not), place)) return false;
  if (behind !== undefined && !standsBehind(wordsOf(behind), place)) return false;
  if (before !== undefined && standsBefore(wordsOf(before), place)) return false;
  return !isPerson(doubt, place);
}

const lists = new Map<string, ReadonlySet<string>>();

function wordsOf(list: string): ReadonlySet<string> {
  let words = lists.get(list);
  if (!words) lists.set(list, (words = new Set(list.split(' '))));
  return words;
}

function holdsAnywhere(words: ReadonlySet<string>, { tokens }: Place): boolean {
  for (let unit = 0; unit < tokens.count; unit++) if (words.has(tokens.term(unit))) return true;
  return false;
}

const NEAR = 3;

function standsNear(words: ReadonlySet<string>, { tokens, first, last }: Place): boolean {
  const to = Math.min(tokens.count - 1, last + NEAR);
  for (let unit = Math.max(0, first - NEAR); unit <= to; unit++) {
    if ((unit < first || unit > last) && words.has(tokens.term(unit))) return true;
  }
  return false;
}

const standsBehind = (words: ReadonlySet<string>, { tokens, first }: Place): boolean =>
  first === 0 || words.has(tokens.term(first - 1));

function standsBefore(words: ReadonlySet<string>, { tokens, last }: Place): boolean {
  if (last + 1 >= tokens.count) return false;
  return words.has(inLowerCase(writtenAt({ tokens, first: last + 1, last: last + 1 })));
}
