/** People of a test: they sign up over the HTTP API, confirm in the outbox, and read what arrives. */
import type { Stack } from '../../local/stack.ts';

export interface SignUpWish {
  email?: string;
  sms?: string;
  /** As typed. */
  words: string;
  mode?: 'alert' | 'digest';
  /** For each channel, instead of `mode`. */
  modes?: { email?: 'alert' | 'digest' | 'off'; sms?: 'alert' | 'digest' | 'off' };
  digestAt?: string;
  timeZone?: string;
}

/** Calls the API; as an operator unless a personal token is given. */
export async function call(
  stack: Pick<Stack, 'url' | 'operatorKey'>,
  method: string,
  path: string,
  body?: unknown,
  token: string = stack.operatorKey,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${stack.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text ? (JSON.parse(text) as Record<string, unknown>) : {} };
}

/** Gives the feed's id. */
export async function addFeed(stack: Stack, url: string): Promise<string> {
  const { status, body } = await call(stack, 'POST', '/v1/feeds', { url });
  if (status >= 300) throw new Error(`The feed ${url} was refused: ${status} ${JSON.stringify(body)}`);
  await stack.settle();
  return String(body['id']);
}

export async function pollNow(stack: Pick<Stack, 'url' | 'operatorKey'>, feed: string): Promise<number> {
  const { status } = await call(stack, 'POST', `/v1/feeds/${feed}/poll`);
  return status;
}

/** Signs somebody up and confirms each address; gives the personal token. */
export async function signUp(
  stack: Stack,
  { email, sms, words, mode = 'alert', modes, digestAt, timeZone = 'UTC' }: SignUpWish,
): Promise<string> {
  const { status, body } = await call(stack, 'POST', '/v1/subscribers', {
    ...(email !== undefined && { email }),
    ...(sms !== undefined && { phone: sms }),
    subscriptions: [{ query: words, ...(modes ? { modes } : { mode }) }],
    timeZone,
    ...(digestAt !== undefined && { digestAt }),
  });
  if (status !== 202) throw new Error(`The sign-up was refused: ${status} ${JSON.stringify(body)}`);
  await stack.settle();
  if (sms !== undefined) await verifyPhone(stack, sms);
  if (email !== undefined) await confirmEmail(stack, email);
  return findToken(stack, email ?? sms!);
}

async function confirmEmail(stack: Stack, email: string): Promise<void> {
  const [asked] = stack.endpoint.outbox.list({ to: email, kind: 'confirmation' });
  if (!asked || !stack.endpoint.outbox.confirm(asked.id)) throw new Error(`Nothing to confirm for ${email}`);
  await stack.tick('reconcile');
}

async function verifyPhone(stack: Stack, phone: string): Promise<void> {
  const [message] = stack.endpoint.outbox.list({ to: phone, kind: 'sms' });
  const code = message?.body.match(/\d{3} \d{3}/)?.[0].replace(' ', '');
  const { status, body } = await call(stack, 'POST', '/v1/subscribers/verify', { phone, code });
  if (status >= 300) throw new Error(`The code was refused: ${status} ${JSON.stringify(body)}`);
  await stack.settle();
}

/** The personal token stands in the links of every message after the confirmation. */
function findToken(stack: Stack, address: string): string {
  const texts = stack.endpoint.outbox.list({ to: address }).map(({ body }) => body);
  const token = texts.map((text) => text.match(/\/m\/([\w-]{22})/)?.[1]).find(Boolean);
  return token ?? '';
}
