/**
 * A gzip body with something behind its end: a newline of a template, the notice of a proxy. Browsers pass over it;
 * zlib takes it for a second member that is broken, and throws what it had unpacked away.
 */
import { crc32, inflateRawSync, type InflateRaw } from 'node:zlib';

/** What the one member unpacks to (RFC 1952, 2.3); null when it is not whole, too long, or a second one begins. */
export function onlyMember(packed: Buffer, mostBytes: number): Buffer | null {
  const begin = endOfHeader(packed);
  if (begin === null) return null;
  try {
    const { buffer, engine } = inflate(packed.subarray(begin), mostBytes);
    const end = begin + engine.bytesWritten;
    const isWhole = end + 8 <= packed.length && packed.readUInt32LE(end) === crc32(buffer);
    return isWhole && !isMagic(packed, end + 8) ? buffer : null;
  } catch {
    return null;
  }
}

/** `info`, which the types do not know, tells where the member ended. */
const inflate = (bytes: Buffer, maxOutputLength: number): { buffer: Buffer; engine: InflateRaw } =>
  inflateRawSync(bytes, { maxOutputLength, info: true }) as unknown as {
    buffer: Buffer;
    engine: InflateRaw;
  };

const isMagic = (bytes: Buffer, at: number): boolean => bytes[at] === 0x1f && bytes[at + 1] === 0x8b;

const FLAGS = { headerChecksum: 2, extra: 4, name: 8, comment: 16 };

function endOfHeader(packed: Buffer): number | null {
  if (packed.length < 18 || !isMagic(packed, 0)) return null;
  const flags = packed[3]!;
  let at = 10;
  if (flags & FLAGS.extra) at += 2 + packed.readUInt16LE(at);
  for (const text of [FLAGS.name, FLAGS.comment]) {
    if (!(flags & text)) continue;
    const end = packed.indexOf(0, at);
    if (end < 0) return null;
    at = end + 1;
  }
  return flags & FLAGS.headerChecksum ? at + 2 : at;
}
