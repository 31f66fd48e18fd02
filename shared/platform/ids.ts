/** Ids and hashes. Chance comes in as an argument, so that a test can own it. */
import { hash as digest, randomBytes } from 'node:crypto';

/** Bytes of chance. */
export type Random = (bytes: number) => Uint8Array;

export const systemRandom: Random = (bytes) => randomBytes(bytes);

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** `length` lower-case base32 characters, five bits of chance each. */
export function randomBase32(random: Random, length: number): string {
  return Array.from(random(length), (byte) => BASE32[byte % 32]).join('');
}

/** A secret for a personal link: 128 bits, 22 base64url characters. */
export function randomToken(random: Random): string {
  return Buffer.from(random(16)).toString('base64url');
}

/** sha-256 as base64url, cut to `length` characters of six bits. */
export function hash(text: string, length = 20): string {
  return digest('sha256', text, 'base64url').slice(0, length);
}
