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

export class TooLarge extends Error {}
export class BrokenBody extends Error {}

/** 8 MB, what RFC 9659 lets a sender assume: zstd would set aside 128 MB for a frame that asks for it. */
const ZSTD_WINDOW = { params: { [constants.ZSTD_d_windowLogMax]: 23 } };

const DECOMPRESSORS: Record<string, () => Transform> = {
  '': () => new PassThrough(),
  identity: () => new PassThrough(),
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  br: () => createBrotliDecompress(),
  zstd: () => createZstdDecompress(ZSTD_WINDOW),
};

export async function readBody(response: IncomingMessage, mostBytes: number): Promise<Uint8Array> {
  const encoding = (response.headers['content-encoding'] ?? '').trim().toLowerCase();
  const decompressor = DECOMPRESSORS[encoding]?.();
  if (!decompressor) throw new BrokenBody(`it is packed as ${encoding.slice(0, 40)}, which was not asked for`);
  if (Number(response.headers['content-length'] ?? 0) > mostBytes) throw new TooLarge();
  let packedBytes = 0;
  response.on('data', (chunk: Buffer) => {
    packedBytes += chunk.byteLength;
    if (packedBytes > mostBytes) decompressor.destroy(new TooLarge());
  });
  // `pipe` does not pass errors on; a broken connection must end the reading below.
  response.on('error', (error) => decompressor.destroy(error));
  try {
    return await collect(response.pipe(decompressor), mostBytes);
  } catch (error) {
    throw isUnpackingError(error) ? new BrokenBody(error.message, { cause: error }) : error;
  } finally {
    response.destroy();
    decompressor.destroy();
  }
}

async function collect(body: AsyncIterable<Uint8Array>, mostBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw new TooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** zlib names its errors Z_…, ERR_BROTLI… and ZSTD_…. */
const isUnpackingError = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && /^(Z_|ERR_(_|BROTLI|ZLIB)|ZSTD_|ERR_ZSTD)/.test(String(error.code));
