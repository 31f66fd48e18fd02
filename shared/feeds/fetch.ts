/**
 * Asks a publisher for a feed: politely, with limits that we count ourselves, and only on the public internet.
 *
 * A request is conditional once the document is known, says truthfully who asks and where to complain, and takes what
 * feeds are packed in. request.ts has the way through redirects and its limits.
 */
import type { IncomingMessage } from 'node:http';
import { SECOND } from '../platform/clock.ts';
import { readBody } from './body.ts';
import type { PollFailure } from './failure.ts';
import { createReadingRoom, type ReadingRoom, type Seat } from './readingRoom.ts';
import { createAsk, type AskOptions, type Came, type Limits } from './request.ts';
import { freshForMs, retryAfterMs } from './wishes.ts';

export const MOST_BYTES = 8 * 1024 * 1024;
export const WHOLE_ANSWER_MS = 10 * SECOND;
export const FIRST_BYTE_MS = 6 * SECOND;
/** How long a request waits for its turns at hosts, and for room, before it is put off. */
export const LONGEST_WAIT_MS = 5 * SECOND;

export interface FeedRequest {
  url: string;
  /** What the server called the document that we know; empty when there is none. */
  etag: string;
  lastModified: string;
}

export interface FeedDocument {
  kind: 'document';
  /** After redirects: what relative links in it are relative to. */
  url: string;
  /** Where the publisher says that it lives now; empty when it lives where it was asked for. */
  movedTo: string;
  bytes: Uint8Array;
  contentType: string;
  etag: string;
  lastModified: string;
  /** The `Link` header, in which a hub may be named. */
  link: string;
  freshForMs: number;
  /** Lets go of its bytes and gives back the room that a big one takes: to be called once they have been read. */
  release(): void;
}

export type FetchOutcome =
  | FeedDocument
  | { kind: 'unchanged'; movedTo: string; freshForMs: number }
  /** Too many others are asking this host just now, or too many big documents are being read. */
  | { kind: 'busy' }
  | PollFailure;

export type FetchFeed = (request: FeedRequest, now: Date) => Promise<FetchOutcome>;

export interface FetchOptions extends Omit<AskOptions, 'limits'> {
  /** Where a publisher can read what this is and how to make it stop. */
  contactUrl: string;
  limits?: Limits;
  room?: ReadingRoom;
}

export const usualLimits: Limits = {
  wholeAnswerMs: WHOLE_ANSWER_MS,
  firstByteMs: FIRST_BYTE_MS,
  waitMs: LONGEST_WAIT_MS,
  mostBytes: MOST_BYTES,
};

/** For places where there may be a feed. Six of them one after the other take twelve seconds at most. */
export const probeLimits: Limits = {
  wholeAnswerMs: 1.6 * SECOND,
  firstByteMs: 1.6 * SECOND,
  waitMs: 0.4 * SECOND,
  mostBytes: MOST_BYTES / 4,
};

const ACCEPT = [
  'application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml',
  'application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5',
].join(', ');

export const userAgent = (contactUrl: string): string => `Siaga (feed reader; +${contactUrl})`;

export function createFetchFeed({
  contactUrl,
  limits = usualLimits,
  room = createReadingRoom(),
  ...options
}: FetchOptions): FetchFeed {
  const ask = createAsk({ ...options, limits });
  return async ({ url, etag, lastModified }, now) => {
    const headers = {
      'user-agent': userAgent(contactUrl),
      accept: ACCEPT,
      'accept-encoding': 'gzip, br, zstd',
      ...(etag && { 'if-none-match': etag }),
      ...(lastModified && { 'if-modified-since': lastModified }),
    };
    const isConditional = etag !== '' || lastModified !== '';
    const seat = room.seat();
    const outcome = await ask({ url, headers }, (response, came) =>
      answerOf(response, came, { now, isConditional, mostBytes: limits.mostBytes, seat }),
    );
    if (outcome.kind !== 'document') seat.leave();
    return outcome;
  };
}

const NO_BYTES = new Uint8Array();

interface Circumstances {
  now: Date;
  isConditional: boolean;
  mostBytes: number;
  seat: Seat;
}

async function answerOf(
  response: IncomingMessage,
  { from, movedTo, isForGood, wait }: Came,
  { now, isConditional, mostBytes, seat }: Circumstances,
): Promise<FetchOutcome> {
  const { statusCode: status = 0, headers } = response;
  if (status === 200) {
    const forBigBody = () => wait((withinMs) => seat.take(withinMs));
    const document: FeedDocument = {
      kind: 'document',
      url: from.href,
      movedTo,
      bytes: await readBody(response, { mostBytes, forBigBody }),
      contentType: headers['content-type'] ?? '',
      etag: headers.etag ?? '',
      lastModified: headers['last-modified'] ?? '',
      link: [headers.link ?? []].flat().join(', '),
      freshForMs: freshForMs(headers, now),
      release() {
        document.bytes = NO_BYTES;
        seat.leave();
      },
    };
    return document;
  }
  if (status === 304 && isConditional) return { kind: 'unchanged', movedTo, freshForMs: freshForMs(headers, now) };
  // Where a publisher sends us "for now" may have ended without its feed's having ended.
  if (status === 410 && isForGood) return { kind: 'gone' };
  if (status === 429 || status === 503) return { kind: 'throttled', status, retryAfterMs: retryAfterMs(headers, now) };
  return { kind: 'status', status };
}
