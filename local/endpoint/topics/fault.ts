/** A call that SNS refuses, in its own code and words. */
export class SnsFault extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export const invalid = (what: string): SnsFault => new SnsFault('InvalidParameter', `Invalid parameter: ${what}`);
export const notFound = (what: string): SnsFault => new SnsFault('NotFound', `${what} does not exist`, 404);
