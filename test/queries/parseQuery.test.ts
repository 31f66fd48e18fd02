import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_QUERY, MOST_WORDS, parseQuery, readCanonical } from '../../shared/queries/parseQuery.ts';
import type { QueryError } from '../../shared/queries/query.ts';

const canonical = (text: string): string => {
  const reading = parseQuery(text);
  if (!reading.ok) throw new Error(`${text}: ${reading.error.message}`);
  return reading.query.canonical;
};

const refused = (text: string): QueryError => {
  const reading = parseQuery(text);
  if (reading.ok) throw new Error(`${text} was read as ${reading.query.canonical}`);
  return reading.error;
};

describe('texts that mean the same are one query', () => {
  it.each([
    ['order and case', 'nato AND rusia', 'Rusia NATO'],
    ['an AND that is said or not', 'Rusia && NATO', 'Rusia NATO'],
    ['signs for operators', 'Rusia | NATO', 'NATO OR Rusia'],
    ['minus and NOT', 'Rusia -Kuba', 'Rusia AND NOT kuba'],
    ['what is said twice', 'Rusia rusia RUSIA', 'Rusia'],
    ['idle parentheses', '((Rusia) (NATO))', 'Rusia NATO'],
    ['two NOTs', 'NOT NOT Rusia', 'Rusia'],
    ['De Morgan', 'Rusia NOT (Kuba OR NATO)', 'Rusia -Kuba -NATO'],
    ['distribution', 'Rusia (Kuba OR NATO)', '(Rusia Kuba) OR (NATO Rusia)'],
    ['absorption', 'Rusia OR (Rusia NATO)', 'Rusia'],
    ['a consensus', '(Rusia Kuba) OR (NATO -Rusia) OR (Kuba NATO)', '(Rusia Kuba) OR (NATO -Rusia)'],
    ['accents and width', 'Díaz-Canel ＮＡＴＯ', 'diaz-canel nato'],
    ['hyphens and dashes', 'Rusia–Ukraina', 'rusia-ukraina'],
    ['hyphens and apostrophes', 'O’Brien', "o'brien"],
    ['typographic quotes', '“krisis rudal”', '"krisis rudal"'],
    ['single typographic quotes', '‘krisis rudal’', '"krisis rudal"'],
    ['guillemets', '«krisis rudal»', '"krisis rudal"'],
    ['a phrase of one word', '"Rusia"', 'Rusia'],
    ['a phrase in Chinese quotes', '「俄罗斯」', '俄罗斯'],
    ['full-width signs', '（Rusia ｜ NATO） －Kuba', '(NATO OR Rusia) -Kuba'],
    ['the order in a window', '"Rusia NATO"~5', '"NATO Rusia"~5'],
    ['a field before a group', 'title:(Rusia NATO)', 'title:nato title:rusia'],
    ['names of one country', '~Rusia', '~Россия'],
    ['names of one alliance', '~NATO', '~OTAN'],
    ['names of several words', '~Amerika Serikat Kuba', '~"United States" Kuba'],
    ['a space after the colon of a field', 'title: Rusia', 'title:Rusia'],
    ['codes of languages', 'Rusia lang:pt_BR', 'lang:pt-br Rusia'],
    ['punctuation around words', 'Rusia, NATO!', 'Rusia NATO'],
  ])('%s: %s is %s', (_rule, one, other) => {
    expect(canonical(one)).toBe(canonical(other));
    expect(parseQuery(one)).toEqual(parseQuery(other));
  });
});

describe('texts that do not mean the same are two', () => {
  it.each([
    ['Rusia NATO', 'Rusia OR NATO'],
    ['Rusia NATO', '"Rusia NATO"'],
    ['"Rusia NATO"', '"NATO Rusia"'],
    ['"Rusia NATO"~5', '"Rusia NATO"~6'],
    ['Rusia', 'title:Rusia'],
    ['WHO', '=WHO'],
    ['sanksi', 'sanksi*'],
    ['sanksi', 'sanksi+'],
    ['йод', 'иод'],
    ['かき', 'がき'],
    ['น้ำ', 'นำ'],
    ['COVID-19', 'COVID 19'],
    ['Rusia', '~Rusia'],
  ])('%s and %s', (one, other) => expect(canonical(one)).not.toBe(canonical(other)));
});

it.each([
  ['a OR b c', 'a OR b c'],
  ['a b OR c d', 'a b OR c d'],
  ['(a OR b) c', 'a c OR b c'],
  ['a OR b AND NOT c', 'a OR b -c'],
  ['Rusia OR NOT Kuba', 'rusia OR -kuba'],
  ['Rusia (NATO OR NOT Kuba)', 'nato rusia OR rusia -kuba'],
])('AND binds tighter than OR, NOT tightest: %s is %s', (text, form) => expect(canonical(text)).toBe(form));

it.each([
  ['AT&T', '"at t"'],
  ['Rusia+', 'rusia+'],
  ['C++', 'c'],
  ['Rusia+NATO', '"rusia nato"'],
  ['+Rusia', 'rusia'],
  ['10:30', '"10 30"'],
  ['https://warta.example/a', '"https warta example a"'],
  ['U.S.', 'us'],
  ['"U.S. troops"', '"us troops"'],
  ['U.S.-China', 'us-china'],
  ['3.5', '"3 5"'],
  ['2026-11-23', '"2026 11 23"'],
  ['and', 'and'],
  ['Rusia:', 'rusia'],
  ['Breaking: Rusia', 'breaking rusia'],
  ['=AND', '=AND'],
  ['iPhone手机', '"iphone 手机"'],
])('%s is the words %s', (text, form) => expect(canonical(text)).toBe(form));

describe('what cannot be read is refused at its place, with a way out', () => {
  it.each<[string, QueryError['code'], number, string | undefined]>([
    ['', 'empty', 0, undefined],
    ['  ', 'empty', 0, undefined],
    ['Rusia ()', 'empty', 6, undefined],
    ['Rusia ""', 'empty', 7, undefined],
    ['Rusia & … NATO', 'empty', 8, undefined],
    ['-Kuba', 'only-not', 0, undefined],
    ['NOT (Kuba NATO)', 'only-not', 0, undefined],
    ['-Kuba OR -NATO', 'only-not', 0, undefined],
    ['Rusia OR NOT Rusia', 'only-not', 9, undefined],
    ['(Rusia -Rusia) OR -Kuba', 'only-not', 7, undefined],
    ['Rusia -Rusia', 'contradiction', 6, undefined],
    ['Rusia AND ("krisis rudal OR Kuba)', 'unclosed-quote', 11, 'Rusia AND ("krisis rudal" OR Kuba)'],
    ['“krisis rudal', 'unclosed-quote', 0, '"krisis rudal"'],
    ['(Rusia OR NATO', 'unclosed-parenthesis', 0, '(Rusia OR NATO)'],
    ['Rusia (', 'unclosed-parenthesis', 6, undefined],
    ['Rusia) NATO', 'unexpected', 5, 'Rusia NATO'],
    ['AND Rusia', 'misplaced-operator', 0, 'Rusia'],
    ['Rusia AND', 'misplaced-operator', 6, 'Rusia'],
    ['Rusia OR OR NATO', 'misplaced-operator', 6, 'Rusia OR NATO'],
    ['Rusia - NATO', 'misplaced-operator', 6, undefined],
    ['intitle:Rusia', 'unknown-field', 0, 'title:Rusia'],
    ['penerbit:Rusia', 'unknown-field', 0, undefined],
    ['title:', 'unexpected', 0, undefined],
    ['(title:)', 'unexpected', 1, undefined],
    ['lang:indonesia', 'unexpected', 5, undefined],
    ['*sanksi', 'unsupported', 0, undefined],
    ['san*si', 'unsupported', 3, undefined],
    ['"krisis rud"*', 'unsupported', 12, '"krisis rud*"'],
    ['"Rusia NATO"~', 'unexpected', 12, undefined],
    ['"Rusia NATO"~lima', 'unexpected', 12, undefined],
    ['~Antahberantah', 'unknown-name', 0, undefined],
    ['~', 'unexpected', 0, undefined],
  ])('%j: %s at %i', (text, code, position, suggestion) => {
    const error = refused(text);
    expect(error).toMatchObject({ code, position });
    expect(error.suggestion).toBe(suggestion);
    if (text.trim() !== '') expect(error.message).toContain(`at character ${position + 1}`);
  });

  it('says it as people see it', () => {
    expect(refused('Rusia AND ("krisis rudal OR Kuba)').message).toBe(
      'The quote at character 12 is never closed. Close it, as in "krisis rudal", or take it away.',
    );
  });

  it.each([
    [`${'r'.repeat(LONGEST_QUERY)}u`, LONGEST_QUERY],
    [`${'kuba '.repeat(MOST_WORDS)}rusia`, MOST_WORDS * 5],
  ])('beyond the size: %#', (text, position) => expect(refused(text)).toMatchObject({ code: 'too-long', position }));

  it('but not at the size', () => {
    expect(canonical('r'.repeat(LONGEST_QUERY))).toHaveLength(LONGEST_QUERY);
    expect(canonical('kuba '.repeat(MOST_WORDS))).toBe('kuba');
  });
});

describe('whatever is typed', () => {
  const piece = fc.constantFrom(
    ...[
      'Rusia',
      'NATO',
      'kuba',
      'Díaz-Canel',
      '俄罗斯',
      "O'Brien",
      'sanksi*',
      '=WHO',
      '~Rusia',
      '"',
      '“',
      '(',
      ')',
      ' ',
      '  ',
    ],
    ...[
      'AND',
      'OR',
      'NOT',
      '-',
      '|',
      '~5',
      '~',
      '*',
      'title:',
      'lang:',
      'lang:id',
      ':',
      '.',
      '&',
      '–',
      'ß',
      'İ',
      'ﾛ',
      '\u0301',
    ],
  );
  const typed = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join('')),
  );

  it('is read, or refused inside the text; a suggestion can always be read', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const reading = parseQuery(text);
        if (reading.ok) return;
        const { position, length, message, suggestion } = reading.error;
        expect(message).not.toBe('');
        expect(position).toBeGreaterThanOrEqual(0);
        expect(position + length).toBeLessThanOrEqual(text.length);
        if (text.length > 0) expect(position).toBeLessThan(text.length);
        if (suggestion !== undefined) expect(parseQuery(suggestion).ok).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it('has a canonical form that reads to itself', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const reading = parseQuery(text);
        const again = reading.ok ? readCanonical(reading.query.canonical) : null;
        expect(again).toEqual(reading.ok ? reading.query : null);
      }),
      { numRuns: 3_000 },
    );
  });
});
