/**
 * Why a poll gave no articles. nextPoll.ts decides what follows from each; people are told by `explainFailure`.
 */
export type PollFailure =
  /** 410: the publisher says that it will not come back. */
  | { kind: 'gone' }
  /** 429 or 503. */
  | { kind: 'throttled'; status: number; retryAfterMs: number | null }
  | { kind: 'status'; status: number }
  /** DNS, TLS, a connection refused or broken. */
  | { kind: 'unreachable'; reason: string }
  | { kind: 'slow'; seconds: number }
  | { kind: 'too-large'; megabytes: number }
  /** An address that is not fetched, of the feed or of a redirect. */
  | { kind: 'forbidden'; reason: string }
  | { kind: 'redirects'; most: number }
  /** The body cannot be unpacked. */
  | { kind: 'broken-body'; reason: string }
  | { kind: 'not-a-feed'; reason: string; /** Those of the page that it is. */ found?: readonly string[] };

/** What the log says once when a feed has come into trouble, and an alarm counts. */
export const FEED_IN_TROUBLE = 'A feed is in trouble';

/** A sentence for the operator and the page of sources. */
export function explainFailure(failure: PollFailure): string {
  switch (failure.kind) {
    case 'gone':
      return 'It answers 410: gone for good. Remove it, or add the address where it lives now.';
    case 'throttled':
      return `It answers ${failure.status}: asked too often, or overloaded.`;
    case 'status':
      return `It answers ${failure.status}.`;
    case 'unreachable':
      return `It cannot be reached: ${failure.reason}.`;
    case 'slow':
      return `It did not answer in full within ${failure.seconds} s.`;
    case 'too-large':
      return `Its answer is larger than ${failure.megabytes} MB.`;
    case 'forbidden':
      return `It is not fetched: ${failure.reason}`;
    case 'redirects':
      return `It redirects more than ${failure.most} times.`;
    case 'broken-body':
      return `Its answer cannot be unpacked: ${failure.reason}.`;
    case 'not-a-feed':
      return `It is not a feed: ${failure.reason}${tellFound(failure.found ?? [])}`;
  }
}

/** How many are named in a sentence. */
const NAMED = 3;

function tellFound(found: readonly string[]): string {
  if (found.length === 0) return '';
  const named = found.slice(0, NAMED).join(' , ');
  const more = found.length > NAMED ? ` and ${found.length - NAMED} more` : '';
  return found.length === 1 ? ` Add its feed instead: ${named}` : ` Add one of its feeds instead: ${named}${more}`;
}
