/**
 * One request to a stranger's server, and the way through its redirects.
 *
 * Every hop is checked like the first, by the address in the URL and by what its name leads to when it is dialled. One
 * time limit for the whole answer, redirects included, so that a server which dribbles bytes costs one time-out and not
 * a worker; it holds whatever the connection does, and the place at the host's gate is given back with it. Own agents:
 * the global one may be told by the environment to use a proxy, and then the proxy would dial what `lookup` never sees.
 */
import { Agent as HttpAgent, request as requestHttp, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { SECOND } from '../platform/clock.ts';
import { BrokenBody, NoRoom, TooLarge } from './body.ts';
import { dial, SlowHead } from './dial.ts';
import type { PollFailure } from './failure.ts';
import { createHostGate, type HostGate } from './hostGate.ts';
import { createLookup, ForbiddenAddress, type Resolve } from './lookup.ts';
import type { NetworkRules } from './network.ts';
import { Patience, TimeIsUp } from './patience.ts';
import { Moved, redirectOf } from './redirects.ts';
import { createResolve } from './resolve.ts';
import { reasonOf } from './unreachable.ts';
import { refusalOf } from './url.ts';

export const MOST_REDIRECTS = 5;
/** In the time for the first byte. By default each gets 250 ms, too few for a far server and for a packet sent again. */
const ADDRESSES_TRIED = 3;

export interface Limits {
  wholeAnswerMs: number;
  firstByteMs: number;
  /** For turns at hosts and for room, all together; after it the request is put off. */
  waitMs: number;
  mostBytes: number;
}

export interface Outgoing {
  url: string;
  headers: Record<string, string>;
  /** Makes it a POST, and then only 307 and 308 are followed, and only within the host. */
  body?: string;
}

export interface Came {
  from: URL;
  /** Where the publisher says that it lives now: empty unless every hop until there said "for good". */
  movedTo: string;
  /** Every hop until here did. */
  isForGood: boolean;
  /** For what is ours to give: the publisher's time stands still. */
  wait: Patience['wait'];
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

export function createAsk({ network, limits, resolve = createResolve(), gate = createHostGate() }: AskOptions): Ask {
  const lookup = createLookup(network, resolve);
  const [plain, secure] = [new HttpAgent(), new HttpsAgent()];
  const autoSelectFamilyAttemptTimeout = Math.ceil(limits.firstByteMs / ADDRESSES_TRIED);
  const connect = (target: URL, { headers, body }: Outgoing, signal: AbortSignal): Promise<IncomingMessage> => {
    const [request, agent] = target.protocol === 'https:' ? [requestHttps, secure] : [requestHttp, plain];
    const method = body === undefined ? 'GET' : 'POST';
    const options = { headers, lookup, signal, agent, method, autoSelectFamilyAttemptTimeout };
    return dial(request, target, options, { body, withinMs: limits.firstByteMs });
  };

  return async (outgoing, read) => {
    let target = new URL(outgoing.url);
    let moved = new Moved(target);
    const patience = new Patience(limits);
    const wait: Patience['wait'] = (turn) => patience.wait(turn);
    try {
      for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
        const refusal = refusalOf(target, network);
        if (refusal) return { kind: 'forbidden', reason: refusal.message };
        const host = hostOf(target);
        const leave = await wait((withinMs) => gate.enter(host, withinMs));
        if (!leave) return { kind: 'busy' };
        let response: IncomingMessage | undefined;
        const hop = async () => {
          response = await connect(target, outgoing, patience.signal);
          const next = redirectOf(response, target, outgoing.body !== undefined);
          if (next) return { next, status: response.statusCode! };
          const { to: movedTo, isForGood } = moved;
          return { result: await read(response, { from: target, movedTo, isForGood, wait }) };
        };
        try {
          const came = await patience.race(hop());
          if ('result' in came) return came.result;
          moved = moved.after(came.status, came.next);
          target = came.next;
        } finally {
          response?.destroy();
          leave();
        }
      }
      return { kind: 'redirects', most: MOST_REDIRECTS };
    } catch (error) {
      return error instanceof NoRoom ? { kind: 'busy' } : failureOf(error, limits);
    } finally {
      patience.end();
    }
  };
}

/** With its port where that is not the usual one. A name with a dot at its end is the same host. */
const hostOf = ({ host }: URL): string => host.replace(/\.(?=:|$)/, '');

function failureOf(error: unknown, limits: Limits): PollFailure {
  if (error instanceof TimeIsUp) return { kind: 'slow', seconds: limits.wholeAnswerMs / SECOND };
  if (error instanceof SlowHead) return { kind: 'slow', seconds: limits.firstByteMs / SECOND };
  if (error instanceof TooLarge) return { kind: 'too-large', megabytes: limits.mostBytes / (1024 * 1024) };
  if (error instanceof BrokenBody) return { kind: 'broken-body', reason: error.message };
  if (error instanceof ForbiddenAddress) return { kind: 'forbidden', reason: `${error.message}.` };
  return { kind: 'unreachable', reason: reasonOf(error) };
}
