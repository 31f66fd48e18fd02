/**
 * Everything that can go wrong for a caller, by code, and how it is told: RFC 9457, a sentence that names the place and
 * the way out. docs/api.md has a row for each code, and a test holds the two together.
 */

interface ProblemKind {
  status: 400 | 401 | 403 | 404 | 409 | 413 | 422 | 500 | 503;
  title: string;
}

const kinds = {
  'json-invalid': { status: 400, title: 'The body is not JSON' },
  'request-invalid': { status: 422, title: 'The request is not complete' },
  'query-syntax': { status: 422, title: 'This query cannot be read' },
  'email-invalid': { status: 422, title: 'This e-mail address cannot be written to' },
  'phone-invalid': { status: 422, title: 'This is not a mobile number' },
  'phone-country': { status: 422, title: 'Numbers of this country get no SMS' },
  'sms-closed': { status: 422, title: 'SMS is not open on this server' },
  'address-missing': { status: 422, title: 'An address is missing' },
  'time-zone-unknown': { status: 422, title: 'This time zone is not known' },
  'time-invalid': { status: 422, title: 'This is not a time of day' },
  'quiet-hours-half': { status: 422, title: 'Quiet hours need both ends' },
  'code-refused': { status: 422, title: 'This code does not fit' },
  'phone-present': { status: 409, title: 'There is another number already' },
  'last-channel': { status: 409, title: 'This is the only channel' },
  'subscriptions-full': { status: 409, title: 'No more words can be watched' },
  'token-missing': { status: 401, title: 'This needs a personal link' },
  'token-unknown': { status: 401, title: 'This personal link has ended' },
  'operator-key-missing': { status: 401, title: 'This needs the operator’s key' },
  'operator-key-wrong': { status: 403, title: 'This is not the operator’s key' },
  'operator-closed': { status: 403, title: 'This server has no operator’s key' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'subscription-unknown': { status: 404, title: 'These words are not watched' },
  'proposal-unknown': { status: 404, title: 'These words were not asked for' },
  'digest-unknown': { status: 404, title: 'There is no such digest' },
  'feed-unknown': { status: 404, title: 'There is no such feed' },
  'feed-invalid': { status: 422, title: 'This is not the address of a feed' },
  'body-too-large': { status: 413, title: 'The request is too large' },
  'try-again': { status: 503, title: 'This did not work now' },
  internal: { status: 500, title: 'Something broke here' },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof kinds;

export const PROBLEMS: Readonly<Record<ProblemCode, ProblemKind>> = kinds;

/** What is wrong at one place of the request. */
export interface ProblemPlace {
  /** JSON Pointer into the body as a fragment, `#/query`; or the name of a parameter, `?q`. */
  pointer: string;
  detail: string;
  code?: string;
  /** UTF-16 offset into the text, from 0. */
  position?: number;
  length?: number;
  /** The characters there. */
  found?: string;
  /** A text that is right and surely what was meant. */
  suggestion?: string;
}

export class Problem extends Error {
  readonly code: ProblemCode;
  readonly errors: readonly ProblemPlace[];
  /** The text that could not be read. */
  readonly query: string | undefined;

  constructor(
    code: ProblemCode,
    detail: string,
    { errors = [], query }: { errors?: readonly ProblemPlace[]; query?: string } = {},
  ) {
    super(detail);
    this.name = 'Problem';
    this.code = code;
    this.errors = errors;
    this.query = query;
  }
}

export function problemBody({ code, message, errors, query }: Problem, publicUrl: string, path: string) {
  return {
    type: `${publicUrl}/problems/${code}`,
    title: PROBLEMS[code].title,
    status: PROBLEMS[code].status,
    detail: message,
    instance: path,
    ...(errors.length > 0 && { errors }),
    ...(query !== undefined && { query }),
  };
}
