/** Characters of XML, taken as feeds write them: undefined entities and stray ampersands stay as they are. */

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** One level of XML escapes. `&eacute;` is HTML's and is left for whoever reads HTML. */
export function decodeXml(text: string): string {
  if (!text.includes('&')) return text;
  // The order lets nothing be decoded twice: what `&amp;` gives is not looked at again.
  if (!text.includes('&#'))
    return text
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&apos;', "'")
      .replaceAll('&amp;', '&');
  return joinSurrogates(text).replace(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|(amp|lt|gt|quot|apos));/g,
    (written, decimal, hex, name) => {
      if (name) return NAMED[name]!;
      return characterOf(decimal ? Number(decimal) : Number.parseInt(hex, 16)) ?? written;
    },
  );
}

const SURROGATES = /&#(?:(5[56]\d{3})|x(d[89ab][\da-f]{2}));&#(?:(5[67]\d{3})|x(d[c-f][\da-f]{2}));/gi;

/** Java and old databases write a character beyond the basic plane as its two halves: `&#55357;&#56832;`. */
export const joinSurrogates = (text: string): string =>
  text.replace(SURROGATES, (written, high, highHex, low, lowHex) => {
    const codes = [high ? Number(high) : Number.parseInt(highHex, 16), low ? Number(low) : Number.parseInt(lowHex, 16)];
    const character = String.fromCharCode(...codes);
    return character.isWellFormed() && character.length === 2 && codes[0]! >= 0xd800 ? character : written;
  });

const FIRST_C1 = 0x80;
/** What windows-1252 has from 0x80 to 0x9F, where Unicode has controls that nobody means. */
const OF_C1 = new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 32 }, (_, place) => FIRST_C1 + place));

/** Null for what is none of these 32. */
export const letterOfC1 = (code: number): string | null => OF_C1[code - FIRST_C1] ?? null;

/** Numbers 128 to 159 mean windows-1252, as in HTML: feeds write `&#146;` for an apostrophe. */
function characterOf(code: number): string | null {
  const letter = letterOfC1(code);
  if (letter !== null) return letter;
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : null;
}

/** Text as XML or HTML content, without the characters that XML cannot hold. */
export function escapeXml(text: string): string {
  return text
    .replace(/(?![\t\n\r\u0080-\u009F])[\p{Cc}\uFFFE\uFFFF]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
