/**
 * Bytes to text, in the order of RFC 7303, 3.2: a byte order mark, then what HTTP says, then what the document says of
 * itself, then UTF-8; guessing comes last. A declaration that its own bytes contradict does not count: text that is
 * strict UTF-8 with letters beyond ASCII is UTF-8, whatever one-byte encoding somebody's template claims for it.
 */
import { analyse } from 'chardet';

const BYTE_ORDER_MARKS: readonly [label: string, ...bytes: number[]][] = [
  ['utf-8', 0xef, 0xbb, 0xbf],
  ['utf-16be', 0xfe, 0xff],
  ['utf-16le', 0xff, 0xfe],
];

/** UTF-16 without a byte order mark shows its `<` as two bytes. */
const BARE_UTF16: readonly [label: string, ...bytes: number[]][] = [
  ['utf-16be', 0x00, 0x3c],
  ['utf-16le', 0x3c, 0x00],
];

/** Every byte sequence is something in these, so nothing else can tell that they are claimed wrongly. */
const ONE_BYTE = /^(iso-?8859|latin|windows-12|cp12|koi8|us-ascii|ascii|macintosh)/i;

/** How much of the start is looked at for a declaration, and of the whole for a guess. */
const DECLARATION_BYTES = 1_024;
const GUESS_BYTES = 64 * 1_024;

export function decode(bytes: Uint8Array, contentType: string): string {
  const marked = startingWith(bytes, BYTE_ORDER_MARKS) ?? startingWith(bytes, BARE_UTF16);
  if (marked) return new TextDecoder(marked).decode(bytes);
  const declared = [charsetOf(contentType), declaredIn(bytes), 'utf-8'].find(
    (label) => label !== undefined && decodeStrictly(bytes, label) !== null,
  );
  if (declared === undefined) return guess(bytes);
  const utf8 = ONE_BYTE.test(declared) ? decodeStrictly(bytes, 'utf-8') : null;
  return utf8 ?? new TextDecoder(declared).decode(bytes);
}

const startingWith = (bytes: Uint8Array, table: typeof BYTE_ORDER_MARKS): string | undefined =>
  table.find(([, ...start]) => start.every((byte, index) => bytes[index] === byte))?.[0];

const charsetOf = (contentType: string): string | undefined =>
  /;\s*charset\s*=\s*["']?\s*([^\s"';]+)/i.exec(contentType)?.[1];

function declaredIn(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, DECLARATION_BYTES)).toString('latin1');
  return /<\?xml[^>]*?\sencoding\s*=\s*["']\s*([^\s"']+)/i.exec(start)?.[1];
}

/** Null when the encoding is not known or the bytes are not in it. A document that says UTF-16 in ASCII is not. */
function decodeStrictly(bytes: Uint8Array, label: string): string | null {
  try {
    const decoder = new TextDecoder(label, { fatal: true });
    return decoder.encoding.startsWith('utf-16') ? null : decoder.decode(bytes);
  } catch {
    return null;
  }
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
