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
    ['what a field implies', 'title:Rusia OR Rusia', 'Rusia'],
    ['what is implied in a field', 'title:Rusia Rusia', 'title:Rusia'],
    ['what exact letters imply', '=WHO WHO', '=WHO'],
    ['what a word implies', 'sanksi OR sanksi* OR sanks*', 'sanks*'],
    ['what a word implies of its clitics', 'Rusia Rusia+', 'Rusia'],
    ['what a phrase implies', '"krisis rudal" krisis rud* "krisis rudal"~5', '"krisis rudal"'],
    ['what a longer phrase implies', '"krisis rudal Kuba" OR "rudal kuba"', '"rudal Kuba"'],
    ['what a distance implies', '"Rusia NATO"~5 OR "NATO Rusia"~3 OR "Rusia NATO"', '"NATO Rusia"~5'],
    ['what a language implies', 'lang:pt-BR OR lang:pt', 'lang:pt'],
    ['what implies what is left out', 'Kuba -Rusia -title:Rusia', 'Kuba -Rusia'],
    ['what one implies and the other leaves out', 'Kuba (Rusia OR -title:Rusia)', 'Kuba'],
    ['codes that languages once had', 'lang:iw OR lang:in OR lang:ji', 'lang:he OR lang:id OR lang:yi'],
    ['codes of three letters', 'lang:ind', 'lang:id'],
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
    ['a space before it', 'title : Rusia', 'title:Rusia'],
    ['punctuation around words', 'Rusia, NATO!', 'Rusia NATO'],
    ['punctuation that stands alone', 'Rusia / NATO — Kuba … + 🚀', 'Rusia NATO Kuba'],
    ['punctuation where a word may be missing', 'Rusia & … NATO', 'Rusia NATO'],
    ['commas without spaces', 'Rusia,NATO;Kuba、Iran，Irak', 'Rusia NATO Kuba Iran Irak'],
    [
      'invisible characters',
      '\ufeff\u200eRusia\u200f \u200b-\u2066“NATO\u00ad”\u2069 \u061cOR\u200e title:\u200eKuba',
      'Rusia -NATO OR title:Kuba',
    ],
    ['an invisible character before a distance', '"Rusia NATO"\u200e~5', '"Rusia NATO"~5'],
    ['a long dash before a word', 'Rusia —Kuba (―Iran OR NATO)', 'Rusia -Kuba (-Iran OR NATO)'],
    ['an exclamation mark before a word', 'Rusia !Kuba ¬"Iran Irak" ！NATO', 'Rusia -Kuba -"Iran Irak" -NATO'],
    ['full-width operators', 'Rusia ＡＮＤ NATO ＯＲ ＮＯＴ Kuba ＆ Iran', 'Rusia AND NATO OR NOT Kuba & Iran'],
    ['digits of other scripts', '"Rusia NATO"~１２', '"Rusia NATO"~12'],
    ['operators before a minus', 'Rusia AND-Kuba OR-NATO', 'Rusia AND NOT Kuba OR NOT NATO'],
    ['a space after a mark', 'Rusia = WHO ~ NATO', 'Rusia =WHO ~NATO'],
    ['single quotes around a star', "'sanksi*' rudal*’", 'sanksi* rudal*'],
    ['a hyphen before a star', 'COVID-*', 'COVID*'],
    ['a name in a phrase', '"~Россия NATO"', '"~[RU] nato"'],
    ['a name of several words in a phrase', '"NATO ~Amerika Serikat menyerang"', '"nato ~[US] menyerang"'],
    ['a name and a distance', '"~Россия NATO"~5', '"NATO ~Rusia"~5'],
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
    ['"Rusia Rusia"~5', 'Rusia'],
    ['title:Rusia OR text:Rusia', 'Rusia'],
    ['Rusia-Ukraina Rusia', 'Rusia-Ukraina'],
    ['~Rusia Rusia', '~Rusia'],
    ['"Rusia NATO"~5 "Rusia NATO"', '"Rusia NATO"~5'],
    ['Rusia -title:Rusia', 'Rusia'],
    ['=WHO =Who', '=WHO'],
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
  ['Rusia, NATO OR Kuba', 'kuba OR nato rusia'],
])('AND binds tighter than OR, NOT tightest: %s is %s', (text, form) => expect(canonical(text)).toBe(form));

describe('a name in all languages takes what belongs to it, and no more', () => {
  it.each([
    ['~Rusia -"perang dunia"', '~[RU] -"perang dunia"'],
    ['~Rusia -(kuba OR nato)', '~[RU] -kuba -nato'],
    ['~Rusia ~"Amerika Serikat"', '~[RU] ~[US]'],
    ['~Rusia -~"Korea Utara"', '~[RU] -~[KP]'],
    ['~Rusia ="WHO"', '=WHO ~[RU]'],
    ['~Rusia & Kuba', 'kuba ~[RU]'],
    ['~Rusia -kuba', '~[RU] -kuba'],
    ['~Rusia —kuba', '~[RU] -kuba'],
    ['~Rusia +kuba', 'kuba ~[RU]'],
    ['~Rusia, ~NATO', '~[NATO] ~[RU]'],
    ['~Rusia. NATO', 'nato ~[RU]'],
    ['~Rusia: serang', 'serang ~[RU]'],
    ['~Guinea -Bissau', '~[GN] -bissau'],
    ['~Guinea-Bissau', '~[GW]'],
    ['~Sudan Selatan', '~[SS]'],
    ['~Sudan, Selatan', 'selatan ~[SD]'],
    ['~Rusia AND Kuba', 'kuba ~[RU]'],
    ['~Bosnia AND Herzegovina', 'herzegovina ~[BA]'],
    ['~Bosnia and Herzegovina', '~[BA]'],
    ['~Trinidad dan Tobago OR Kuba', 'kuba OR ~[TT]'],
    ['~San Vicente y las Granadinas', '~[VC]'],
    ['~Géorgie du Sud-et-les Îles Sandwich du Sud Rusia', 'rusia ~[GS]'],
    ['~Rusia title:"krisis rudal"', 'title:"krisis rudal" ~[RU]'],
    ['(~Korea Utara)', '~[KP]'],
    ['~Korea Utara|Kuba', 'kuba OR ~[KP]'],
  ])('%s is %s', (text, form) => expect(canonical(text)).toBe(form));
});

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
  ['3,5', '"3 5"'],
  ['1.000.000', '"1 000 000"'],
  ['F-16,F-35', 'f-16 f-35'],
  ['a~b', '"a b"'],
  ['https://warta.example/~sari/5', '"https warta example sari 5"'],
  ['"harga ~5 juta"', '"harga 5 juta"'],
  ['NOT-x rusia', 'not-x rusia'],
  ['OR-7 Kuba', 'kuba or-7'],
  ['Rusia!', 'rusia'],
  ['Rusia—Kuba', '"rusia kuba"'],
  ['rusia OR "a,b"', '"a b" OR rusia'],
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
    ['/', 'empty', 0, undefined],
    [' … 🚀', 'empty', 1, undefined],
    ['Rusia ""', 'empty', 6, undefined],
    ['Rusia "…"', 'empty', 6, undefined],
    ['title:""', 'empty', 6, undefined],
    ['=""', 'empty', 1, undefined],
    ['-Kuba', 'only-not', 0, undefined],
    ['NOT (Kuba NATO)', 'only-not', 0, undefined],
    ['-Kuba OR -NATO', 'only-not', 0, undefined],
    ['Rusia OR NOT Rusia', 'only-not', 9, undefined],
    ['(Rusia -Rusia) OR -Kuba', 'only-not', 7, undefined],
    ['Rusia -Rusia', 'contradiction', 6, undefined],
    ['Rusia -Kuba NATO -Rusia', 'contradiction', 17, undefined],
    ['Rusia -Kuba -Rusia -Rusia', 'contradiction', 12, undefined],
    ['-(-a) -a', 'contradiction', 6, undefined],
    ['NOT NOT a -a', 'contradiction', 10, undefined],
    ['a -(b -c) -(c OR a)', 'contradiction', 10, undefined],
    ['a b -(a -c) -c', 'contradiction', 12, undefined],
    ['title:Rusia -Kuba -Rusia', 'contradiction', 18, undefined],
    ['"krisis rudal" -krisis', 'contradiction', 15, undefined],
    ['(=WHO -Kuba) -who', 'contradiction', 13, undefined],
    ['sanksi -sank*', 'contradiction', 7, undefined],
    ['Rusia AND ("krisis rudal OR Kuba)', 'unclosed-quote', 11, 'Rusia AND ("krisis rudal" OR Kuba)'],
    ['“krisis rudal', 'unclosed-quote', 0, '"krisis rudal"'],
    ['(Rusia OR NATO', 'unclosed-parenthesis', 0, '(Rusia OR NATO)'],
    ['Rusia (', 'unclosed-parenthesis', 6, undefined],
    ['Rusia) NATO', 'unexpected', 5, 'Rusia NATO'],
    ['AND Rusia', 'misplaced-operator', 0, 'Rusia'],
    ['Rusia AND', 'misplaced-operator', 6, 'Rusia'],
    ['Rusia OR OR NATO', 'misplaced-operator', 6, 'Rusia OR NATO'],
    ['Rusia - NATO', 'misplaced-operator', 6, undefined],
    ['Rusia – NATO', 'misplaced-operator', 6, undefined],
    ['Rusia -', 'misplaced-operator', 6, undefined],
    ['~Rusia - Kuba', 'misplaced-operator', 7, undefined],
    ['Rusia -> NATO', 'misplaced-operator', 6, undefined],
    ['Rusia -OR NATO', 'misplaced-operator', 6, undefined],
    ['rusia-"kuba nato"', 'misplaced-operator', 5, 'rusia -"kuba nato"'],
    ['rusia–(kuba)', 'misplaced-operator', 5, 'rusia –(kuba)'],
    ['\u200eRusia\u200f -\u200e', 'misplaced-operator', 8, undefined],
    ['intitle:Rusia', 'unknown-field', 0, 'title:Rusia'],
    ['penerbit:Rusia', 'unknown-field', 0, undefined],
    ['constructor:Rusia', 'unknown-field', 0, undefined],
    ['title:', 'unexpected', 0, undefined],
    ['(title:)', 'unexpected', 1, undefined],
    ['Rusia title: …', 'unexpected', 6, undefined],
    ['=title:Rusia', 'unexpected', 0, 'title:=Rusia'],
    ['Kuba ~title:Rusia', 'unexpected', 5, 'Kuba title:~Rusia'],
    ['+title:Rusia', 'unexpected', 0, 'title:Rusia'],
    ['Rusia =', 'unexpected', 6, undefined],
    ['Rusia = AND NATO', 'unexpected', 6, undefined],
    ['=(WHO OR PBB)', 'unexpected', 0, undefined],
    ['==WHO', 'unexpected', 0, '=WHO'],
    ['~~Rusia', 'unexpected', 0, '~Rusia'],
    ['=~Rusia', 'unexpected', 0, undefined],
    ['~=Rusia', 'unexpected', 0, undefined],
    ['Kuba ~-Rusia', 'unexpected', 5, 'Kuba -~Rusia'],
    ['~Rusia*', 'unexpected', 6, '~Rusia'],
    ['~Korea Utara+', 'unexpected', 12, '~Korea Utara'],
    ['~Rusia~5', 'unexpected', 6, undefined],
    ['Rusia~', 'unexpected', 5, undefined],
    ['Rusia~5', 'unexpected', 5, undefined],
    ['Rusia NATO~5', 'unexpected', 10, '"Rusia NATO"~5'],
    ['"Kuba" krisis rudal~5 (Iran)', 'unexpected', 19, '"Kuba" "krisis rudal"~5 (Iran)'],
    ['"Rusia NATO" ~5', 'unexpected', 13, '"Rusia NATO"~5'],
    ['Rusia ~5', 'unexpected', 6, undefined],
    ['"Rusia NATO"~ 5', 'unexpected', 12, '"Rusia NATO"~5'],
    ['"Rusia NATO"~5.5', 'unexpected', 12, undefined],
    ['"Rusia NATO"~5x', 'unexpected', 12, undefined],
    ['"Rusia NATO"~1000', 'unexpected', 12, undefined],
    ['~"Korea Utara"~5', 'unexpected', 14, undefined],
    ['"=WHO Jenewa"', 'unexpected', 1, '="WHO Jenewa"'],
    ['"di =WHO"', 'unexpected', 4, undefined],
    ['lang:indonesia', 'unexpected', 5, undefined],
    ['*sanksi', 'unsupported', 0, undefined],
    ['san*si', 'unsupported', 3, undefined],
    ['sanksi**', 'unsupported', 6, 'sanksi*'],
    ["sanksi*'nya", 'unsupported', 6, undefined],
    ['Rusia *', 'unsupported', 6, undefined],
    ['"krisis rud"*', 'unsupported', 12, '"krisis rud*"'],
    ['"Rusia NATO"~', 'unexpected', 12, undefined],
    ['"Rusia NATO"~lima', 'unexpected', 12, undefined],
    ['~Antahberantah', 'unknown-name', 0, undefined],
    ['~Trinidad OR Tobago', 'unknown-name', 0, undefined],
    ['~Korea/Utara', 'unknown-name', 0, undefined],
    ['Rusia ~"Antah Berantah"', 'unknown-name', 7, undefined],
    ['"~Antahberantah NATO"', 'unknown-name', 1, undefined],
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
    ...[
      '!',
      '—',
      ',',
      ';',
      '\u200e',
      '\u200b',
      '\u{e0041}',
      '＝',
      '‘',
      '’',
      'ＯＲ',
      'צה"ל',
      '+',
      'U.S.',
      'ไทย',
      'ำ',
      '"~',
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
