/** Where an answer sends a request, and what that says about where the feed lives. */
import type { IncomingMessage } from 'node:http';

const FOR_GOOD = new Set([301, 308]);

/** How far the publisher's "for good" reaches. Never from https to http: whoever can answer for it once would keep it. */
export class Moved {
  readonly #first: URL;
  readonly #last: URL;
  /** Every hop so far said so. */
  readonly isForGood: boolean;

  constructor(first: URL, last = first, isForGood = true) {
    this.#first = first;
    this.#last = last;
    this.isForGood = isForGood;
  }

  /** Empty when it lives where it was asked for. */
  get to(): string {
    return this.#last === this.#first ? '' : this.#last.href;
  }

  after(status: number, next: URL): Moved {
    const isForGood = this.isForGood && FOR_GOOD.has(status) && !isDowngrade(this.#last, next);
    return new Moved(this.#first, isForGood ? next : this.#last, isForGood);
  }
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const REDIRECTS_OF_POST = new Set([307, 308]);

/** Null: this is the answer. */
export function redirectOf({ statusCode = 0, headers }: IncomingMessage, from: URL, isPost: boolean): URL | null {
  const followed = isPost ? REDIRECTS_OF_POST : REDIRECTS;
  if (!followed.has(statusCode) || !headers.location) return null;
  const next = URL.parse(headers.location, from.href);
  return next && isPost && !mayHear(from, next) ? null : next;
}

/** A form has the secret of a hub in it: nobody else gets it, and nobody on the way. */
const mayHear = (from: URL, next: URL): boolean => next.host === from.host && !isDowngrade(from, next);

const isDowngrade = (from: URL, next: URL): boolean => from.protocol === 'https:' && next.protocol === 'http:';
