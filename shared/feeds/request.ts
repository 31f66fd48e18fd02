/**
 * One request to a stranger's server, and the way through its redirects.
 *
 * Every hop is checked like the first, by the address in the URL and by what its name leads to when it is dialled. One
 * time limit for the whole answer, redirects included, so that a server which dribbles bytes costs one time-out and not
 * a worker. Own agents: the global one may be told by the environment to use a proxy, and then the proxy would dial
 * what `lookup` never sees.
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
import { BrokenBody, TooLarge } from './body.ts';
import type { PollFailure } from './failure.ts';
import { createHostGate, type HostGate } from './hostGate.ts';
import { createLookup, ForbiddenAddress, type Resolve } from './lookup.ts';
import type { NetworkRules } from './network.ts';
import { refusalOf } from './url.ts';

export const MOST_REDIRECTS = 5;
/** How long a request waits for its turn at a host before it is put off. */
export const LONGEST_WAIT_MS = 5 * SECOND;

export interface Limits {
  wholeAnswerMs: number;
  firstByteMs: number;
  mostBytes: number;
}

export interface Outgoing {
  url: string;
  headers: Record<string, string>;
  /** Makes it a POST, and then only 307 and 308 are followed. */
  body?: string;
}

/** Where the answer came from, and where the publisher says that it lives now: empty unless every hop until there said "for good". */
export interface Came {
  from: URL;
  movedTo: string;
}

/** `read` has the answer's head; whatever it leaves of the body is dropped. */
export type Ask = <Result>(
  outgoing: Outgoing,
  read: (response: IncomingMessage, came: Came) => Promise<Result> | Result,
) => Promise<Result | PollFailure | { kind: 'busy' }>;

export interface AskOptions {
  network: NetworkRules;
  limits: Limits;
  resolve?: Resolve | undefined;
  gate?: HostGate | undefined;
}

export function createAsk({ network, limits, resolve, gate = createHostGate() }: AskOptions): Ask {
  const lookup = createLookup(network, resolve);
  const [plain, secure] = [new HttpAgent(), new HttpsAgent()];
  const dial = (target: URL, { headers, body }: Outgoing, signal: AbortSignal): Promise<IncomingMessage> => {
    const options = { headers, lookup, signal, method: body === undefined ? 'GET' : 'POST' };
    return target.protocol === 'https:'
      ? firstByte(requestHttps, target, { ...options, agent: secure }, body, limits.firstByteMs)
      : firstByte(requestHttp, target, { ...options, agent: plain }, body, limits.firstByteMs);
  };

  return async (outgoing, read) => {
    let target = new URL(outgoing.url);
    let moved = new Moved(target);
    /** Waiting for a turn is our doing and not the publisher's: it does not count. */
    let leftMs = limits.wholeAnswerMs;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      const refusal = refusalOf(target, network);
      if (refusal) return { kind: 'forbidden', reason: refusal.message };
      const leave = await gate.enter(target.host, LONGEST_WAIT_MS);
      if (!leave) return { kind: 'busy' };
      const began = performance.now();
      const deadline = AbortSignal.timeout(Math.max(1, Math.ceil(leftMs)));
      let response: IncomingMessage | undefined;
      try {
        response = await dial(target, outgoing, deadline);
        const next = redirectOf(response, target, outgoing.body !== undefined);
        if (!next) return await read(response, { from: target, movedTo: moved.to });
        moved = moved.after(response.statusCode!, next);
        target = next;
      } catch (error) {
        return failureOf(error, deadline, limits);
      } finally {
        response?.destroy();
        leave();
      }
      leftMs -= performance.now() - began;
    }
    return { kind: 'redirects', most: MOST_REDIRECTS };
  };
}

const FOR_GOOD = new Set([301, 308]);

/** How far the publisher's "for good" reaches. Never from https to http: whoever can answer for it once would keep it. */
class Moved {
  readonly #first: URL;
  readonly #last: URL;
  readonly #isForGood: boolean;

  constructor(first: URL, last = first, isForGood = true) {
    this.#first = first;
    this.#last = last;
    this.#isForGood = isForGood;
  }

  get to(): string {
    return this.#last === this.#first ? '' : this.#last.href;
  }

  after(status: number, next: URL): Moved {
    const isDowngrade = this.#last.protocol === 'https:' && next.protocol === 'http:';
    const isForGood = this.#isForGood && FOR_GOOD.has(status) && !isDowngrade;
    return new Moved(this.#first, isForGood ? next : this.#last, isForGood);
  }
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const REDIRECTS_OF_POST = new Set([307, 308]);

function redirectOf({ statusCode = 0, headers }: IncomingMessage, from: URL, isPost: boolean): URL | null {
  const followed = isPost ? REDIRECTS_OF_POST : REDIRECTS;
  if (!followed.has(statusCode) || !headers.location) return null;
  return URL.parse(headers.location, from.href);
}

class Slow extends Error {}

type Request = (target: URL, options: RequestOptions, answered: (response: IncomingMessage) => void) => ClientRequest;

/** The head of the answer, in time. Destroying it closes the connection. */
function firstByte(
  request: Request,
  target: URL,
  options: RequestOptions,
  body: string | undefined,
  withinMs: number,
): Promise<IncomingMessage> {
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
    asked.end(body);
  });
}

function failureOf(error: unknown, deadline: AbortSignal, limits: Limits): PollFailure {
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
