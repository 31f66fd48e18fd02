/**
 * A real vocabulary that everybody may use: the words of CLDR (Unicode licence) as Node carries them, from names of
 * languages, regions, scripts, currencies, units and times in some forty languages, the commonest first, one writing of
 * each.
 */
import { tokenize } from '../../shared/queries/tokenize.ts';

const LANGUAGES =
  'af az bs ca cs cy da de en es et eu fi fil fr ga gl ha hr hu id is it jv lt lv ms nb nl pl pt ro sk sl so sq sr-Latn sv sw tk tr uz vi yo zu ru uk bg el'.split(
    ' ',
  );

export function readVocabulary(): string[] {
  const counts = new Map<string, number>();
  for (const text of texts()) {
    for (const [word] of text.toLowerCase().matchAll(/\p{Ll}{2,}/gu)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const ranked = [...counts].sort(([one, most], [other, more]) => more - most || (one < other ? -1 : 1));
  const byFolded = new Map<string, string>();
  for (const [word] of ranked) {
    const tokens = tokenize(word);
    if (tokens.count === 1 && !byFolded.has(tokens.term(0))) byFolded.set(tokens.term(0), word);
  }
  return [...byFolded.values()];
}

function* texts(): Generator<string> {
  const currencies = Intl.supportedValuesOf('currency');
  const codes = {
    language: codesOf('language', [2, 3]),
    region: codesOf('region', [2]),
    script: [
      'Arab',
      'Armn',
      'Beng',
      'Cyrl',
      'Deva',
      'Ethi',
      'Geor',
      'Grek',
      'Hans',
      'Hebr',
      'Jpan',
      'Khmr',
      'Kore',
      'Latn',
      'Thai',
    ],
    currency: currencies,
  };
  for (const language of LANGUAGES) {
    for (const [type, list] of Object.entries(codes)) {
      const names = new Intl.DisplayNames(language, { type: type as keyof typeof codes, fallback: 'none' });
      for (const code of list) yield names.of(code) ?? '';
    }
    for (const unit of Intl.supportedValuesOf('unit')) {
      const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' });
      for (const number of [1, 2, 5]) yield format.format(number);
    }
    for (const currency of currencies) {
      yield new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay: 'name' }).format(5);
    }
    for (const timeZone of Intl.supportedValuesOf('timeZone')) {
      yield new Intl.DateTimeFormat(language, {
        timeZone,
        timeZoneName: 'longGeneric',
        month: 'long',
        weekday: 'long',
      }).format(0);
    }
  }
}

/** The codes of so many letters that have an English name. */
function codesOf(type: 'language' | 'region', lengths: number[]): string[] {
  const names = new Intl.DisplayNames('en', { type, fallback: 'none' });
  const letters = Array.from(type === 'region' ? 'ABCDEFGHIJKLMNOPQRSTUVWXYZ' : 'abcdefghijklmnopqrstuvwxyz');
  const grow = (codes: string[]): string[] => codes.flatMap((code) => letters.map((letter) => code + letter));
  const all = [grow(letters), grow(grow(letters))].filter((codes) => lengths.includes(codes[0]!.length));
  return all.flat().filter((code) => names.of(code) !== undefined);
}
