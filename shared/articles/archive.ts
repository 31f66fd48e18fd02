/**
 * Archives: the articles of an hour that is over, packed, so that a search over thirty days reads megabytes and not a
 * million items.
 *
 * An hour is that of the rows (articleRow.ts): when an article was written down, not when it was published. A chunk is
 * a brotli of at most 350 KB; its filter stands apart from it, so that what cannot match is not read.
 */
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import * as z from 'zod';
import { Article } from './article.ts';
import type { Hour } from './articleRow.ts';

export interface Chunk {
  hour: Hour;
  /** From 0 within its hour. */
  n: number;
  /** How many articles. */
  count: number;
  packed: Uint8Array;
  filter: Uint8Array;
}

export interface ArchiveStore {
  /** Writing the same chunk again changes nothing. */
  add(chunk: Chunk): Promise<void>;
  /** The filters of a day's chunks, in order of time. */
  filtersOf(day: string): Promise<Pick<Chunk, 'hour' | 'n' | 'filter'>[]>;
  /** Null when it has expired meanwhile. */
  packed(hour: Hour, n: number): Promise<Uint8Array | null>;
}

/** Of DynamoDB's 400 KB an item. */
export const LARGEST_CHUNK_BYTES = 350_000;

const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } };

export const pack = (articles: readonly Article[]): Uint8Array => brotliCompressSync(JSON.stringify(articles), QUALITY);

export const unpack = (packed: Uint8Array): Article[] =>
  z.array(Article).parse(JSON.parse(brotliDecompressSync(packed).toString()));

/** In as few chunks as hold them; the same articles always make the same chunks. */
export function packInChunks(
  articles: readonly Article[],
  largest = LARGEST_CHUNK_BYTES,
): { articles: readonly Article[]; packed: Uint8Array }[] {
  const packed = pack(articles);
  if (packed.length <= largest || articles.length === 1) return [{ articles, packed }];
  const middle = Math.ceil(articles.length / 2);
  return [...packInChunks(articles.slice(0, middle), largest), ...packInChunks(articles.slice(middle), largest)];
}

export const dayOf = (hour: Hour): string => hour.slice(0, 10);
