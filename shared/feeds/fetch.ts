/**
 * Asks a publisher for a feed: politely, with limits that we count ourselves, and only on the public internet.
 *
 * Every hop of a redirect is checked like the first. The time limit is one for the whole answer, redirects included, so
 * that a server which dribbles bytes costs one time-out and not a worker. Own agents: the global one may be told by the
 * environment to use a proxy, and then the proxy would dial what `lookup` never sees.
 */
import {
  Agent as HttpAgent,
  request as requestHttp,
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { SECOND } from '../platform/clock.ts';
import { BrokenBody, readBody, TooLarge } from './body.ts';
import type { PollFailure } from './failure.ts';
import { createLookup, ForbiddenAddress, type Resolve } from './lookup.ts';
import type { NetworkRules } from './network.ts';
import { refusalOf } from './url.ts';
import { freshForMs, retryAfterMs } from './wishes.ts';

export const MOST_REDIRECTS = 5;
export const MOST_BYTES = 8 * 1024 * 1024;
export const WHOLE_ANSWER_MS = 10 * SECOND;
export const FIRST_BYTE_MS = 6 * SECOND;

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
  bytes: Uint8Array;
  contentType: string;
  etag: string;
  lastModified: string;
  freshForMs: number;
}

export type FetchOutcome = FeedDocument | { kind: 'unchanged' } | PollFailure;

export type FetchFeed = (request: FeedRequest, now: Date) => Promise<FetchOutcome>;

export interface FetchOptions {
  network: NetworkRules;
  /** Where a publisher can read what this is and how to make it stop. */
  contactUrl: string;
  resolve?: Resolve;
  limits?: { wholeAnswerMs: number; firstByteMs: number; mostBytes: number };
}

const usualLimits = { wholeAnswerMs: WHOLE_ANSWER_MS, firstByteMs: FIRST_BYTE_MS, mostBytes: MOST_BYTES };

const ACCEPT = [
  'application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml',
  'application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5',
].join(', ');

export function createFetchFeed({ network, contactUrl, resolve, limits = usualLimits }: FetchOptions): FetchFeed {
  const lookup = createLookup(network, resolve);
  const [plain, secure] = [new HttpAgent(), new HttpsAgent()];

  return async ({ url, etag, lastModified }, now) => {
    const deadline = AbortSignal.timeout(limits.wholeAnswerMs);
    const headers = {
      'user-agent': `Siaga (feed reader; +${contactUrl})`,
      accept: ACCEPT,
      'accept-encoding': 'gzip, br, zstd',
      ...(etag && { 'if-none-match': etag }),
      ...(lastModified && { 'if-modified-since': lastModified }),
    };
    const ask = (target: URL): Promise<IncomingMessage> => {
      const options = { headers, lookup, signal: deadline };
      return target.protocol === 'https:'
        ? firstByte(requestHttps, target, { ...options, agent: secure }, limits.firstByteMs)
        : firstByte(requestHttp, target, { ...options, agent: plain }, limits.firstByteMs);
    };
    try {
      return await follow(new URL(url), ask, {
        network,
        now,
        conditional: etag !== '' || lastModified !== '',
        mostBytes: limits.mostBytes,
      });
    } catch (error) {
      return failureOf(error, deadline, limits);
    }
  };
}

class Slow extends Error {}

type Request = (target: URL, options: RequestOptions, answered: (response: IncomingMessage) => void) => ClientRequest;

/** The head of the answer, in time. Destroying it closes the connection. */
function firstByte(request: Request, target: URL, options: RequestOptions, withinMs: number): Promise<IncomingMessage> {
  return new Promise((done, fail) => {
    const asked = request(target, options, (response) => {
      clearTimeout(timer);
      done(response);
    });
    const timer = setTimeout(() => asked.destroy(new Slow()), withinMs);
    asked.on('error', (error) => {
      clearTimeout(timer);
      fail(error);
    });
    asked.end();
  });
}

interface Hops {
  network: NetworkRules;
  now: Date;
  conditional: boolean;
  mostBytes: number;
}

async function follow(first: URL, ask: (target: URL) => Promise<IncomingMessage>, hops: Hops): Promise<FetchOutcome> {
  let target = first;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const refusal = refusalOf(target, hops.network);
    if (refusal) return { kind: 'forbidden', reason: refusal.message };
    const response = await ask(target);
    const next = redirectOf(response, target);
    if (!next) return answerOf(response, target, hops);
    response.destroy();
    target = next;
  }
  return { kind: 'redirects', most: MOST_REDIRECTS };
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

function redirectOf({ statusCode, headers }: IncomingMessage, from: URL): URL | null {
  if (!REDIRECTS.has(statusCode ?? 0) || !headers.location) return null;
  return URL.parse(headers.location, from.href);
}

async function answerOf(
  response: IncomingMessage,
  url: URL,
  { now, conditional, mostBytes }: Hops,
): Promise<FetchOutcome> {
  const { statusCode: status = 0, headers } = response;
  if (status === 200) {
    return {
      kind: 'document',
      url: url.href,
      bytes: await readBody(response, mostBytes),
      contentType: headers['content-type'] ?? '',
      etag: headers.etag ?? '',
      lastModified: headers['last-modified'] ?? '',
      freshForMs: freshForMs(headers, now),
    };
  }
  response.destroy();
  if (status === 304 && conditional) return { kind: 'unchanged' };
  if (status === 410) return { kind: 'gone' };
  if (status === 429 || status === 503) return { kind: 'throttled', status, retryAfterMs: retryAfterMs(headers, now) };
  return { kind: 'status', status };
}

function failureOf(error: unknown, deadline: AbortSignal, limits: typeof usualLimits): PollFailure {
  if (deadline.aborted) return { kind: 'slow', seconds: limits.wholeAnswerMs / SECOND };
  if (error instanceof Slow) return { kind: 'slow', seconds: limits.firstByteMs / SECOND };
  if (error instanceof TooLarge) return { kind: 'too-large', megabytes: limits.mostBytes / (1024 * 1024) };
  if (error instanceof BrokenBody) return { kind: 'broken-body', reason: error.message };
  if (error instanceof ForbiddenAddress) return { kind: 'forbidden', reason: `${error.message}.` };
  return { kind: 'unreachable', reason: reasonOf(error) };
}

const REASONS: Record<string, string> = {
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name could not be looked up',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was broken off',
  ETIMEDOUT: 'the connection timed out',
  CERT_HAS_EXPIRED: 'its certificate has expired',
};

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? `${code || error.name}: ${error.message}`.slice(0, 120);
}
