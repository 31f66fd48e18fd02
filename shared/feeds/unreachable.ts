/** Why a connection came to nothing, in words that are the same each time: they stand on the feed's card. */
import { BadAnswer } from './dial.ts';

const REASONS: Record<string, string> = {
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name could not be looked up',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was broken off',
  EPIPE: 'the connection was broken off',
  ETIMEDOUT: 'the connection timed out',
  EHOSTUNREACH: 'no way leads there',
  ENETUNREACH: 'no way leads there',
  CERT_HAS_EXPIRED: 'its certificate has expired',
};

export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof BadAnswer) return error.message;
  const code = 'code' in error ? String(error.code) : '';
  if (REASONS[code]) return REASONS[code];
  // OpenSSL writes the number of its thread, its file and its line around what it means.
  const [, meant] = /:SSL routines:[^:]*:([^:\n]+)/.exec(error.message) ?? [];
  if (meant) return `no secure connection: ${meant.slice(0, 80)}`;
  // The message of a failed system call has addresses and ports in it.
  if ('syscall' in error) return `${String(error.syscall)} failed (${code})`;
  return `${code || error.name}: ${error.message}`.slice(0, 120);
}
