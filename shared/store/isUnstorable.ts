/**
 * Whether an item can never be written, because of what it holds: too large, or a key that is none. Throttling, time-outs
 * and refused permissions are not that: they pass, or somebody mends them.
 */
export function isUnstorable(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause.name === 'ValidationException') return true;
  }
  return false;
}
