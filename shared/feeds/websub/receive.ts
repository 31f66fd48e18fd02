/**
 * The api's side of a subscription: the hub's question whether we meant it, and what the hub sends.
 *
 * Who knows the token is the hub; who knows the secret has signed. Nothing that is sent is read here: it goes into the
 * polls queue, to the one function that reads what strangers write.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { brotliCompressSync, constants } from 'node:zlib';
import type { OutgoingPoll } from '../dispatch.ts';
import type { FeedId } from '../feed.ts';
import { MINUTE } from '../../platform/clock.ts';
import {
  LARGEST_PUSH_IN_MESSAGE,
  LEASE_SECONDS,
  LONGEST_LEASE_MS,
  QUESTION_MS,
  type HubStore,
  type HubSubscription,
} from './subscription.ts';

export interface Question {
  mode: string;
  topic: string;
  /** As the hub writes it. */
  leaseSeconds: string;
}

/** Whether the hub is to be answered with its challenge. Yes is remembered, and so is a hub's own no. */
export async function answerHub(
  { feed, token }: { feed: FeedId; token: string },
  { mode, topic, leaseSeconds }: Question,
  now: Date,
  hubs: HubStore,
): Promise<'meant' | 'noted' | 'unknown'> {
  const known = await findByToken(feed, token, hubs);
  if (!known || topic !== known.topic) return 'unknown';
  if (mode === 'denied') {
    await hubs.put({ ...known, leaseUntil: 0 });
    return 'noted';
  }
  const isAsked = now.getTime() - known.askedAt < QUESTION_MS;
  if (mode !== 'subscribe' || !isAsked) return 'unknown';
  await hubs.put({ ...known, asked: 0, leaseUntil: now.getTime() + leaseMs(leaseSeconds) });
  return 'meant';
}

function leaseMs(written: string): number {
  const seconds = /^[1-9]\d{0,9}$/.test(written) ? Number(written) : LEASE_SECONDS;
  return Math.min(Math.max(seconds * 1_000, 5 * MINUTE), LONGEST_LEASE_MS);
}

export interface Sent {
  contentType: string;
  /** `X-Hub-Signature`. */
  signature: string;
  body: Uint8Array;
}

export interface ReceivePorts {
  hubs: HubStore;
  pollsQueue: { send(outgoing: readonly OutgoingPoll[]): Promise<void> };
  /** `false`: this feed has sent enough for this hour. */
  mayPush(feed: FeedId): Promise<boolean>;
}

/** `ignored`: not signed as it should be, which the hub is not told (W3C, 7.1). */
export async function receivePush(
  { feed, token }: { feed: FeedId; token: string },
  { contentType, signature, body }: Sent,
  now: Date,
  { hubs, pollsQueue, mayPush }: ReceivePorts,
): Promise<'taken' | 'ignored' | 'tooMany' | 'unknown'> {
  const known = await findByToken(feed, token, hubs);
  if (!known || known.leaseUntil <= now.getTime()) return 'unknown';
  if (!isSigned(body, signature, known.secret)) return 'ignored';
  if (!(await mayPush(feed))) return 'tooMany';
  const packed = brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).toString('base64');
  const isCarried = packed.length <= LARGEST_PUSH_IN_MESSAGE;
  const pushed = { contentType: contentType.slice(0, 200), body: isCarried ? packed : '' };
  await pollsQueue.send([{ message: { v: 1, feeds: [feed], pushed } }]);
  return 'taken';
}

const METHODS = new Set(['sha1', 'sha256', 'sha384', 'sha512']);

/** HMAC of the whole body. sha1 too: it is what the largest hub signs with, and as an HMAC it holds. */
export function isSigned(body: Uint8Array, signature: string, secret: string): boolean {
  const [, method = '', given = ''] = /^\s*(sha\d+)=([\da-f]+)\s*$/i.exec(signature) ?? [];
  if (!METHODS.has(method.toLowerCase())) return false;
  const expected = createHmac(method.toLowerCase(), secret).update(body).digest();
  const digest = Buffer.from(given, 'hex');
  return digest.length === expected.length && timingSafeEqual(digest, expected);
}

async function findByToken(feed: FeedId, token: string, hubs: HubStore): Promise<HubSubscription | null> {
  const known = await hubs.find(feed);
  if (!known) return null;
  const [expected, given] = [Buffer.from(known.token), Buffer.from(token)];
  return expected.length === given.length && timingSafeEqual(expected, given) ? known : null;
}
