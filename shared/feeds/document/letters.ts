/**
 * Which one-byte encoding a text without any label is in, by how often its languages use their letters.
 *
 * chardet compares three letters at a time, and what a feed has of ASCII (tags, addresses) speaks for Latin-1: Russian
 * headlines came out as `Íîâîñòè`. Here only what is beyond ASCII is looked at. Words of another script have no ASCII,
 * and two thirds of them are a third of its alphabet; in Latin script such letters are sparse, and a language has few.
 */

interface Script {
  encodings: readonly string[];
  /** What two thirds of a text are made of. */
  common: RegExp;
  letters: RegExp;
}

/** Of two encodings that read the same, the first. */
const SCRIPTS: readonly Script[] = [
  {
    encodings: ['windows-1251', 'koi8-u', 'iso-8859-5', 'x-mac-cyrillic', 'ibm866'],
    common: /[оеаинтсрвліј]/giu,
    letters: /[А-яёєіїўґђѓљњћќџѕј]/giu,
  },
  { encodings: ['windows-1253', 'iso-8859-7'], common: /[αοιετσςνηρκάίόέή]/giu, letters: /[Ά-ώ]/giu },
  { encodings: ['windows-1255'], common: /[יוהלארמנתב]/gu, letters: /[\u05B0-ת]/gu },
  { encodings: ['windows-1256', 'iso-8859-6'], common: /[ايلمنرتوبةعد]/gu, letters: /[\u0621-\u0652پچژگکی]/gu },
  { encodings: ['windows-874'], common: /[านรอกเงมยลวสทตดคปะัี่้ิ]/gu, letters: /[ก-ฺเ-๎]/gu },
];

/** Without any letter of ASCII; `«À` is French, `…”` are only signs. */
const FOREIGN_WORD = /(?<![A-Za-z\x80-\xFF])[\x80-\xFF]{3,}(?![A-Za-z\x80-\xFF])/g;
const NOT_ONLY_SIGNS = /[^\x80-\xA0\xAB\xBB]/;
const MOSTLY = 0.65;
const COMMON_ENOUGH = 0.45;

/** The encoding of a text in a script that is not Latin. */
export function findScript(bytes: Uint8Array): string | undefined {
  const latin1 = latin1Of(bytes);
  const words = (latin1.match(FOREIGN_WORD) ?? []).filter((word) => NOT_ONLY_SIGNS.test(word));
  const length = words.join('').length;
  if (length === 0 || length < MOSTLY * count(latin1, /[\x80-\xFF]/g)) return undefined;
  const written = Buffer.from(words.join(' '), 'latin1');
  if (isJapanese(written, length)) return 'euc-jp';
  let best: { encoding?: string; score: number } = { score: COMMON_ENOUGH };
  for (const { encodings, common, letters } of SCRIPTS) {
    for (const encoding of encodings) {
      const text = new TextDecoder(encoding).decode(written);
      const wrong = length - count(text, letters) - count(text, PUNCTUATION) + count(text, CAPITAL_INSIDE);
      const score = (count(text, common) - 2 * wrong) / length;
      if (score > best.score) best = { encoding, score };
    }
  }
  return best.encoding;
}

const KANA_ENOUGH = 0.25;

/** Every sentence of Japanese holds kana, two bytes each; the same bytes are Thai too, but rare ones. */
function isJapanese(written: Buffer, length: number): boolean {
  const text = new TextDecoder('euc-jp').decode(written);
  return (
    !text.includes('\uFFFD') && (2 * count(text, /[\p{Script=Hiragana}\p{Script=Katakana}]/gu)) / length > KANA_ENOUGH
  );
}

const PUNCTUATION = /[\u00A0«»“”„‘’‚–—…№•·§°©®™€]/g;
const CAPITAL_INSIDE = /\p{Ll}\p{Lu}/gu;

const latin1Of = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;

/** The letters beyond ASCII that a language uses every day. */
const WESTERN: readonly string[] = [
  'àâçéèêëîïôùûœ',
  'äöüßé',
  'áéíñóúü',
  'ãáâàçéêíóôõú',
  'àèéìòù',
  'æøåéö',
  'åäöéü',
  'áéíóúýðþæö',
  'éëïóöüè',
  'àçèéíïòóúü',
  'äöõüšžåé',
];
const OTHERS: readonly (readonly [letters: string, ...encodings: string[]])[] = [
  ['ąćęłńóśźż', 'windows-1250', 'iso-8859-2'],
  ['áíěéščřžýúůťňď', 'windows-1250', 'iso-8859-2'],
  ['áíéščžýúťľňďôä', 'windows-1250', 'iso-8859-2'],
  ['áéíóöőúüű', 'windows-1250', 'iso-8859-2'],
  ['ăâîşţ', 'windows-1250', 'iso-8859-2'],
  ['čćđšž', 'windows-1250', 'iso-8859-2'],
  ['çğıİöşüâî', 'windows-1254'],
  ['ąčęėįšųūž', 'windows-1257'],
  ['āčēģīķļņšūž', 'windows-1257'],
];
const FITS = 0.8;
/** A name from elsewhere in a Western text is less. */
const CLEARER = 0.1;

const WEST = 'windows-1252';
/** A letter has others beside it: `5±3` has none. */
const IN_WORD = /(?<=[A-Za-z\x80-\xFF])[\x80-\xFF]|[\x80-\xFF](?=[A-Za-z\x80-\xFF])/g;
/** What windows-1252 has as punctuation, in any of them. */
const QUOTES = /[\x82\x84\x85\x91-\x97\xA0\xAB\xBB]/g;

/** The encoding of a text in Latin script, where a language fits clearly better than any of the west. */
export function findLatin(bytes: Uint8Array): string | undefined {
  const found = latin1Of(bytes).replace(QUOTES, ' ').match(IN_WORD) ?? [];
  if (new Set(found).size < 2) return undefined;
  const written = Buffer.from(found.join(''), 'latin1');
  const fit = (encoding: string, letters: string): number =>
    count(new TextDecoder(encoding).decode(written), new RegExp(`[${letters}]`, 'gi')) / written.length;
  const west = Math.max(...WESTERN.map((letters) => fit(WEST, letters)));
  let best: { encoding?: string; fit: number } = { fit: Math.max(FITS, west + CLEARER) };
  for (const [letters, ...encodings] of OTHERS) {
    for (const encoding of encodings) {
      const other = fit(encoding, letters);
      if (other > best.fit) best = { encoding, fit: other };
    }
  }
  return best.encoding;
}
