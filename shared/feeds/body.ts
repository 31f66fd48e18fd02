/**
 * Reads the body of an answer, unpacked, and stops at the first byte too many.
 *
 * Counted here, packed and unpacked, since neither `Content-Length` nor the options of the decompressors stop a bomb:
 * the decompressor is destroyed as soon as it was given or has given more than we want. Packed bytes count too, for a
 * stream of empty gzip members unpacks to nothing and never ends.
 */
import type { IncomingMessage } from 'node:http';
import { PassThrough, type Transform } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createZstdDecompress } from 'node:zlib';
import { onlyMember } from './gzip.ts';

export class TooLarge extends Error {}
export class BrokenBody extends Error {}
/** There is no room for a big body just now. */
export class NoRoom extends Error {}

/** What needs no room: a body that stays below it is read whatever else is under way. */
export const SMALL_BYTES = 1024 * 1024;

/** 8 MB, what RFC 9659 lets a sender assume: zstd would set aside 128 MB for a frame that asks for it. */
const ZSTD_WINDOW = { params: { [constants.ZSTD_d_windowLogMax]: 23 } };

const GZIP = new Set(['gzip', 'x-gzip']);
const DECOMPRESSORS = new Map<string, () => Transform>([
  ['', () => new PassThrough()],
  ['gzip', () => createGunzip()],
  ['x-gzip', () => createGunzip()],
  ['br', () => createBrotliDecompress()],
  ['zstd', () => createZstdDecompress(ZSTD_WINDOW)],
]);
/** What servers write there that packs nothing; the encoding of the text most of all. */
const NO_PACKING = /^(identity|none|binary|8bit|utf-?8|us-ascii|(iso|windows)-[\d-]+)$/;

export interface Room {
  mostBytes: number;
  /** Asked once, when a body turns out not to be small; `false` ends the reading. */
  forBigBody(): Promise<boolean>;
}

export async function readBody(response: IncomingMessage, { mostBytes, forBigBody }: Room): Promise<Uint8Array> {
  const packing = packingOf(response.headers['content-encoding'] ?? '');
  const decompressor = DECOMPRESSORS.get(packing)?.();
  if (!decompressor) throw new BrokenBody(`it is packed as ${packing.slice(0, 40)}, which was not asked for`);
  if (Number(response.headers['content-length'] ?? 0) > mostBytes) throw new TooLarge();
  if (response.errored) throw response.errored;
  const packed: Buffer[] = [];
  let packedBytes = 0;
  response.on('data', (chunk: Buffer) => {
    packedBytes += chunk.byteLength;
    if (GZIP.has(packing) && packedBytes <= SMALL_BYTES) packed.push(chunk);
    if (packedBytes > mostBytes) decompressor.destroy(new TooLarge());
  });
  // `pipe` does not pass errors on; a broken connection must end the reading below.
  response.on('error', (error) => decompressor.destroy(error));
  try {
    return await collect(response.pipe(decompressor), { mostBytes, forBigBody });
  } catch (error) {
    if (!isUnpackingError(error)) throw error;
    const whole = packedBytes <= SMALL_BYTES && onlyMember(Buffer.concat(packed), mostBytes);
    if (whole) return whole;
    throw new BrokenBody(error.message, { cause: error });
  } finally {
    response.destroy();
    decompressor.destroy();
  }
}

const packingOf = (header: string): string =>
  header
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => !NO_PACKING.test(name))
    .join(', ');

async function collect(body: AsyncIterable<Uint8Array>, { mostBytes, forBigBody }: Room): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  let hasRoom = false;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw new TooLarge();
    if (bytes > SMALL_BYTES && !hasRoom) {
      if (!(await forBigBody())) throw new NoRoom();
      hasRoom = true;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** zlib names its errors Z_…, ERR_BROTLI… and ZSTD_…. */
const isUnpackingError = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && /^(Z_|ERR_(_|BROTLI|ZLIB)|ZSTD_|ERR_ZSTD)/.test(String(error.code));
