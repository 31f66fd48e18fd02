/** Who calls: from which network, with whose personal link, with the operator's key. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import ipaddr from 'ipaddr.js';
import type { TokenPurpose } from '../../shared/subscribers/ports.ts';
import type { Subscriber } from '../../shared/subscribers/subscriber.ts';
import { Problem } from './problems.ts';
import type { ApiEnv, Services } from './services.ts';

/** For limits: an IPv4 address, or the /64 that one household of IPv6 has to itself. API Gateway saw it; headers say anything. */
export function networkOf(context: Context<ApiEnv>): string {
  const address = context.env?.requestContext?.http?.sourceIp ?? '';
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${parsed.toByteArray().slice(0, 8).join('.')}/64`;
}

function bearerOf(context: Context): string | null {
  const [, token] = /^Bearer +(\S+)$/i.exec(context.req.header('authorization') ?? '') ?? [];
  return token ?? null;
}

/** The subscriber whose manage token stands in the Authorization header. */
export async function requireSubscriber(context: Context<ApiEnv>, services: Services): Promise<Subscriber> {
  const token = bearerOf(context);
  if (!token) {
    const detail = 'Send the secret of your personal link (what follows /m/ in it) as "Authorization: Bearer …".';
    throw new Problem('token-missing', detail);
  }
  const found = await findByToken(token, 'manage', services);
  if (!found)
    throw new Problem('token-unknown', 'Nobody has this personal link (any more). Have it sent again: POST /v1/links.');
  return found.subscriber;
}

/** Who holds a link of this purpose, and of which words; null when it opens nothing (any more). */
export async function findByToken(
  token: string,
  purpose: TokenPurpose,
  { people }: Services,
): Promise<{ subscriber: Subscriber; query?: string | undefined } | null> {
  const owner = await people.tokens.find(token);
  if (owner?.purpose !== purpose) return null;
  const subscriber = await people.subscribers.find(owner.subscriber);
  return subscriber && { subscriber, query: owner.query };
}

export function requireOperator(context: Context<ApiEnv>, services: Services): void {
  const { operatorKeyHash } = services.config;
  if (!operatorKeyHash) {
    const detail = 'Set operatorKeyHash, the sha-256 of a key as hex, in the configuration and deploy again.';
    throw new Problem('operator-closed', detail);
  }
  const key = bearerOf(context);
  if (!key) throw new Problem('operator-key-missing', 'Send the operator’s key as "Authorization: Bearer …".');
  if (!isKey(key, operatorKeyHash))
    throw new Problem('operator-key-wrong', 'The key in the Authorization header is not the operator’s.');
}

/** Whether the operator calls: then the limits for strangers do not hold. A wrong key is a stranger. */
export function isOperator(context: Context<ApiEnv>, { config }: Services): boolean {
  const key = bearerOf(context);
  return key !== null && config.operatorKeyHash !== '' && isKey(key, config.operatorKeyHash);
}

function isKey(key: string, expectedHash: string): boolean {
  const expected = Buffer.from(expectedHash, 'hex');
  const given = createHash('sha256').update(key).digest();
  return expected.length === given.length && timingSafeEqual(expected, given);
}
