/**
 * Bytes to text, in the order of RFC 7303, 3.2: a byte order mark, then what HTTP says, then what the document says of
 * itself, then UTF-8; guessing comes last. A declaration that its own bytes contradict does not count: text that is
 * strict UTF-8 with letters beyond ASCII is UTF-8, whatever encoding somebody's template claims for it, and what is
 * mostly wrong in an encoding is not in it. A character that was cut in half is only that.
 */
import { analyse } from 'chardet';
import { findLatin, findScript } from './letters.ts';
import { namesOf, oldDecoder } from './oldEncodings.ts';

type Marks = readonly (readonly [label: string, ...bytes: number[]])[];

const BYTE_ORDER_MARKS: Marks = [
  ['utf-8', 0xef, 0xbb, 0xbf],
  ['utf-32be', 0x00, 0x00, 0xfe, 0xff],
  ['utf-32le', 0xff, 0xfe, 0x00, 0x00],
  ['utf-16be', 0xfe, 0xff],
  ['utf-16le', 0xff, 0xfe],
];

/** Without a byte order mark, wide characters show in how they write what a document begins with. */
const BARE_WIDE: Marks = [...'<{[ \n\r\t'].flatMap((first) => {
  const byte = first.charCodeAt(0);
  return [
    ['utf-32be', 0x00, 0x00, 0x00, byte],
    ['utf-32le', byte, 0x00, 0x00, 0x00],
    ['utf-16be', 0x00, byte],
    ['utf-16le', byte, 0x00],
  ] as const;
});

/** What letters of one byte follow is not wide. */
const STRAY_NULS = /^\0{1,3}(?=<[?!\w]\w)/;

/** `<?xm` of IBM's machines. */
const EBCDIC_START: Marks = [['cp037', 0x4c, 0x6f, 0xa7, 0x94]];

/** How much of the start is looked at for a declaration, and of the whole for a guess. */
const DECLARATION_BYTES = 1_024;
const GUESS_BYTES = 64 * 1_024;
/** Of a hundred: a guess that damage does not refute. */
const SURE = 90;

export function decode(answer: Uint8Array, contentType: string): string {
  const nuls = STRAY_NULS.exec(Buffer.from(answer.subarray(0, 6)).toString('latin1'))?.[0] ?? '';
  const bytes = answer.subarray(nuls.length);
  const marked = startingWith(bytes, BYTE_ORDER_MARKS) ?? startingWith(bytes, BARE_WIDE);
  if (marked) return marked.startsWith('utf-32') ? decodeUtf32(bytes, marked) : new TextDecoder(marked).decode(bytes);
  if (startingWith(bytes, EBCDIC_START)) return decodeEbcdic(bytes);
  let utf8: string | null | undefined;
  const asUtf8 = (): string | null => (utf8 === undefined ? (utf8 = decodeUtf8(bytes)) : utf8);
  for (const label of [charsetOf(contentType), declaredIn(bytes)]) {
    if (label === undefined) continue;
    if (isUtf8(label)) {
      const text = asUtf8() ?? decodeMostlyUtf8(bytes, 'said');
      if (text !== null) return text;
      continue;
    }
    const decoder = decoderOf(label);
    if (!decoder) continue;
    // Each letter beyond ASCII takes two bytes or more.
    const contradicted = asUtf8();
    if (contradicted !== null && contradicted.length < bytes.length) return contradicted;
    const text = decoder(bytes);
    if (isMostlyRight(text)) return text;
  }
  return asUtf8() ?? guess(bytes);
}

const isUtf8 = (label: string): boolean => /^utf-?8$/i.test(label);

const startingWith = (bytes: Uint8Array, table: Marks): string | undefined =>
  table.find(([, ...start]) => start.every((byte, index) => bytes[index] === byte))?.[0];

const charsetOf = (contentType: string): string | undefined =>
  /(?:^|[;,\s])charset\s*=\s*["']?\s*([^\s"';,]+)/i.exec(contentType.slice(0, LONGEST_TYPE))?.[1];

const LONGEST_TYPE = 200;

const DECLARATION = /<\?xml[^>]*?[\s"']encoding\s*=\s*(?:(["'])([^"'?>]+)\1|["']?\s*([^\s"'?>]+))/i;

function declaredIn(bytes: Uint8Array): string | undefined {
  const found = DECLARATION.exec(Buffer.from(bytes.subarray(0, DECLARATION_BYTES)).toString('latin1'));
  return found?.[2]?.trim() ?? found?.[3];
}

/** undefined: nobody knows it, or it is of wide characters, which ASCII says of itself only by mistake. */
function decoderOf(label: string): ((bytes: Uint8Array) => string) | undefined {
  for (const name of namesOf(label)) {
    try {
      const decoder = new TextDecoder(name);
      return decoder.encoding.startsWith('utf-16') ? undefined : (bytes) => decoder.decode(bytes);
    } catch {
      continue;
    }
  }
  return oldDecoder(label);
}

/** ASCII with one of these escapes is Japanese. */
const JAPANESE = ['\x1b$B', '\x1b$@'];

/** Null when it is not. */
function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const isJapanese = text.length === bytes.length && JAPANESE.some((escape) => text.includes(escape));
    return isJapanese ? new TextDecoder('iso-2022-jp').decode(bytes) : text;
  } catch {
    return null;
  }
}

/** Its declaration is in letters that all pages of EBCDIC have in the same places. */
function decodeEbcdic(bytes: Uint8Array): string {
  const asUsual = oldDecoder('cp037')!;
  const label = declaredIn(Buffer.from(asUsual(bytes.subarray(0, DECLARATION_BYTES)), 'latin1'));
  return ((label && oldDecoder(label)) || asUsual)(bytes);
}

/** Node has no decoder for it, and feeds hardly use it. */
function decodeUtf32(bytes: Uint8Array, label: string): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = '';
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, label === 'utf-32le');
    if (code !== 0xfeff) text += code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
  }
  return text;
}

/** windows-1252 takes every byte, so it is what is left when the guess is not an encoding that we can read. */
function guess(bytes: Uint8Array): string {
  const text = decodeMostlyUtf8(bytes, 'not said');
  if (text !== null) return text;
  const start = bytes.subarray(0, GUESS_BYTES);
  const byLetters = findScript(start) ?? findLatin(start);
  if (byLetters) return new TextDecoder(byLetters).decode(bytes);
  for (const { name, confidence } of analyse(start)) {
    if (LATIN.test(name)) break;
    const text = decoderOf(name)?.(bytes);
    if (text !== undefined && (confidence >= SURE ? isMostlyRight(text) : !text.includes(BROKEN))) return text;
  }
  return windows1252.decode(bytes);
}

/** It takes a name from elsewhere in a Western text for another language. */
const LATIN = /^(?:ASCII|ISO-8859-[129]|windows-125[02478])$/;

const BROKEN = '\uFFFD';

/** One half character is damage, not another encoding: as many letters beyond ASCII are right as are wrong. */
function isMostlyRight(text: string): boolean {
  if (!text.includes(BROKEN)) return true;
  let balance = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === BROKEN) balance -= 1;
    else if (text.charCodeAt(at) > 0x7f) balance += 1;
  }
  return balance >= 0;
}

/** More than this are not mended one by one. */
const MOST_MENDED = 20_000;

/**
 * UTF-8 with damage in it: at least as many of its letters beyond ASCII are right as are wrong, or a quarter where it
 * says that it is UTF-8. A byte that stands alone is a letter of windows-1252 (`it’s`, pasted in); what has begun and was
 * cut, as before an ellipsis or the end of its element, is U+FFFD, and what no text has; at the very end it is left out.
 */
function decodeMostlyUtf8(bytes: Uint8Array, by: 'said' | 'not said'): string | null {
  const { right, wrong } = countUtf8(bytes);
  if (right * (by === 'said' ? 4 : 1) < wrong) return null;
  if (wrong > MOST_MENDED) return new TextDecoder('utf-8').decode(bytes, { stream: true });
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(BEYOND_ASCII, (_, whole: string | undefined, cut: string | undefined, end: string | undefined, byte) => {
      if (whole !== undefined) return Buffer.from(whole, 'latin1').toString('utf8');
      if (cut !== undefined) return BROKEN;
      return end === undefined ? windows1252.decode(Buffer.from(byte as string, 'latin1')) : '';
    });
}

const windows1252 = new TextDecoder('windows-1252');

const BEYOND_ASCII = new RegExp(
  String.raw`((?:[\xC2-\xDF][\x80-\xBF]|[\xE0-\xEF][\x80-\xBF]{2}|[\xF0-\xF4][\x80-\xBF]{3})+)` +
    String.raw`|([\xE0-\xEF][\x80-\xBF](?!$)|[\xF0-\xF4][\x80-\xBF]{1,2}(?!$)|[\xFE\xFF]|[\xC2-\xF4](?=[\x80-\xFF]|\.\.|<|\]\]>))` +
    String.raw`|([\xC2-\xF4][\x80-\xBF]*$)|([\x80-\xFF])`,
  'g',
);

/** Letters beyond ASCII by their bytes. One that is cut off at the end is neither. */
function countUtf8(bytes: Uint8Array): { right: number; wrong: number } {
  let [right, wrong] = [0, 0];
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at++]!;
    if (first < 0x80) continue;
    const follow = first < 0xc2 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : 0;
    let found = 0;
    while (found < follow && (bytes[at]! & 0xc0) === 0x80) [found, at] = [found + 1, at + 1];
    if (follow > 0 && found < follow && at === bytes.length) break;
    if (follow > 0 && found === follow) right += 1;
    else wrong += 1;
  }
  return { right, wrong };
}
