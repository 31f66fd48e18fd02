/** What the regions of the world are called, as CLDR has it in Node: no dictionary of ours. */

const LANGUAGES =
  'af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu ha he hi hr hu hy id ig is it ja jv ka kk km kn ko ky lo lt lv mk ml mn mr ms my nb ne nl pa pl ps pt pt-PT ro ru si sk sl so sq sr sr-Latn sv sw ta te tg th tk tr uk ur uz vi yo zh zh-Hant zh-Hant-HK zu'.split(
    ' ',
  );

interface Display {
  base: string;
  long: Intl.DisplayNames;
  short: Intl.DisplayNames;
}

let displays: Display[] | undefined;

const displaysOfAll = (): Display[] =>
  (displays ??= LANGUAGES.map((language) => ({
    base: language.split('-')[0]!,
    long: new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }),
    short: new Intl.DisplayNames(language, { type: 'region', style: 'short', fallback: 'none' }),
  })));

/** Every way in which a region is written, with the languages that write it so; empty for what is no region. */
export function regionTexts(region: string): Map<string, Set<string>> {
  const texts = new Map<string, Set<string>>();
  if (!/^[A-Z]{2}$/.test(region)) return texts;
  for (const { base, long, short } of displaysOfAll()) {
    for (const name of new Set([long.of(region), short.of(region)])) {
      if (name === undefined) continue;
      for (const text of writingsOf(region, name, base)) {
        if (!texts.has(text)) texts.set(text, new Set());
        texts.get(text)!.add(base);
      }
    }
  }
  return texts;
}

/** In parentheses stands another name of these: `Myanmar (Burma)`. Of all others it says which one is meant: `刚果（金）`. */
const CALLED_TWICE = new Set(['CI', 'MM', 'TL']);

function writingsOf(region: string, name: string, language: string): string[] {
  const texts = /[(（]/.test(name) ? withoutParentheses(region, name) : [name];
  const variant = VARIANTS[language];
  return variant ? [...texts, ...texts.map(variant)] : texts;
}

function withoutParentheses(region: string, name: string): string[] {
  const [, before, inside, after] = /^(.*?)\s*[(（](.+?)[)）](.*)$/u.exec(name)!;
  return [name, before! + after, ...(CALLED_TWICE.has(region) ? [inside!] : [])];
}

const withoutNukta = (text: string): string => text.normalize('NFD').replaceAll('\u093c', '').normalize('NFC');

/** `Trinidad & Tobago` is written with “and”, `St.` as Saint; Korean joins words, Hindi leaves out the dot under a letter. */
const VARIANTS: Readonly<Record<string, (text: string) => string>> = {
  en: (text) => text.replace(' & ', ' and ').replace(/^St\. /, 'Saint '),
  ko: (text) => text.replaceAll(' ', ''),
  hi: withoutNukta,
  mr: withoutNukta,
};

const PSEUDO = new Set(['ZZ', 'XA', 'XB', 'EZ', 'QO']);
let codes: string[] | undefined;

/** The codes of today's regions; those that ISO 3166 has given up lead to their successors and are left out. */
export function regions(): readonly string[] {
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  return (codes ??= letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => !PSEUDO.has(code) && english.of(code) !== undefined)
    .filter((code) => new Intl.Locale(`und-${code}`).region === code));
}
