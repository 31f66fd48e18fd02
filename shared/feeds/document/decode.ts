/**
 * Bytes to text, in the order of RFC 7303, 3.2: a byte order mark, then what HTTP says, then what the document says of
 * itself, then UTF-8; guessing comes last. A declaration that its own bytes contradict does not count: text that is
 * strict UTF-8 with letters beyond ASCII is UTF-8, whatever one-byte encoding somebody's template claims for it.
 */
import { analyse } from 'chardet';

type Marks = readonly (readonly [label: string, ...bytes: number[]])[];

const BYTE_ORDER_MARKS: Marks = [
  ['utf-8', 0xef, 0xbb, 0xbf],
  ['utf-32be', 0x00, 0x00, 0xfe, 0xff],
  ['utf-32le', 0xff, 0xfe, 0x00, 0x00],
  ['utf-16be', 0xfe, 0xff],
  ['utf-16le', 0xff, 0xfe],
];

/** Without a byte order mark, wide characters show in how they write `<`. */
const BARE_WIDE: Marks = [
  ['utf-32be', 0x00, 0x00, 0x00, 0x3c],
  ['utf-32le', 0x3c, 0x00, 0x00, 0x00],
  ['utf-16be', 0x00, 0x3c],
  ['utf-16le', 0x3c, 0x00],
];

/** Every byte sequence is something in these, so nothing else can tell that they are claimed wrongly. */
const ONE_BYTE = /^(iso-?8859|latin|l\d|windows-12|cp12|koi8|us-ascii|ascii|macintosh|x-mac)/i;

/** Names that are written and that the encoding standard (https://encoding.spec.whatwg.org) does not list. */
const ALIASES: Record<string, string> = {
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  'euc-cn': 'gbk',
  'mac-roman': 'macintosh',
  macroman: 'macintosh',
  'mac-cyrillic': 'x-mac-cyrillic',
  maccyrillic: 'x-mac-cyrillic',
  cp874: 'windows-874',
  utf8mb4: 'utf-8',
};

/** How much of the start is looked at for a declaration, and of the whole for a guess. */
const DECLARATION_BYTES = 1_024;
const GUESS_BYTES = 64 * 1_024;

export function decode(bytes: Uint8Array, contentType: string): string {
  const marked = startingWith(bytes, BYTE_ORDER_MARKS) ?? startingWith(bytes, BARE_WIDE);
  if (marked) return marked.startsWith('utf-32') ? decodeUtf32(bytes, marked) : new TextDecoder(marked).decode(bytes);
  let utf8: string | null | undefined;
  const asUtf8 = (): string | null => (utf8 === undefined ? (utf8 = decodeStrictly(bytes, 'utf-8')) : utf8);
  for (const label of [charsetOf(contentType), declaredIn(bytes)]) {
    if (label === undefined) continue;
    const text = isUtf8(label) ? asUtf8() : decodeStrictly(bytes, label);
    if (text !== null) return (ONE_BYTE.test(label) ? asUtf8() : null) ?? text;
  }
  return asUtf8() ?? guess(bytes);
}

const isUtf8 = (label: string): boolean => /^utf-?8$/i.test(label);

const startingWith = (bytes: Uint8Array, table: Marks): string | undefined =>
  table.find(([, ...start]) => start.every((byte, index) => bytes[index] === byte))?.[0];

const charsetOf = (contentType: string): string | undefined =>
  /;\s*charset\s*=\s*["']?\s*([^\s"';]+)/i.exec(contentType)?.[1];

function declaredIn(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, DECLARATION_BYTES)).toString('latin1');
  return /<\?xml[^>]*?\sencoding\s*=\s*["']?\s*([^\s"'?>]+)/i.exec(start)?.[1];
}

/** Null when the encoding is not known or the bytes are not in it. A document that says UTF-16 in ASCII is not. */
function decodeStrictly(bytes: Uint8Array, label: string): string | null {
  const written = label.toLowerCase().replaceAll('_', '-');
  for (const name of [label, ALIASES[written] ?? written]) {
    try {
      const decoder = new TextDecoder(name, { fatal: true });
      return decoder.encoding.startsWith('utf-16') ? null : decoder.decode(bytes);
    } catch {
      continue;
    }
  }
  return null;
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
  if (mostlyUtf8(bytes)) return new TextDecoder('utf-8').decode(bytes);
  for (const { name } of analyse(bytes.subarray(0, GUESS_BYTES))) {
    const text = decodeStrictly(bytes, name);
    if (text !== null) return text;
  }
  return new TextDecoder('windows-1252').decode(bytes);
}

/** One broken character in a UTF-8 document is damage, not another encoding: at least ten are right for one wrong. */
function mostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes.subarray(0, GUESS_BYTES));
  const wrong = text.split('\uFFFD').length - 1;
  const right = text.match(/[\u0080-\uFFFC]/g)?.length ?? 0;
  return right > 10 * wrong;
}
