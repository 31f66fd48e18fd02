/**
 * How much a stranger may ask for.
 *
 * Every limit is silent: over it, the answer is the same and nothing is sent. Hence the bounds are far above what a
 * person does in a day, and far below what a program needs to find out who reads what or to fill somebody's inbox.
 */
import { DAY, HOUR } from '../platform/clock.ts';
import { hash } from '../platform/ids.ts';
import { type Address, addressKey, domainOf } from './address.ts';
import type { Limit, LimitStore } from './ports.ts';
import type { ChannelKind } from './subscriber.ts';

/** Sign-ups from one network (IPv4 address, IPv6 /64) an hour. */
export const MOST_FROM_NETWORK = 20;
/** Sign-ups from one IPv6 /48 an hour: that is what one customer easily has, and 65,536 networks of /64 are in it. */
export const MOST_FROM_SITE = 100;
/** Guesses at codes from one network an hour: 60 of a million, beside the five that each code bears. */
export const MOST_GUESSES_FROM_NETWORK = 60;
export const MOST_GUESSES_FROM_SITE = 300;
/** Sign-ups with addresses of one domain an hour. */
export const MOST_IN_DOMAIN = 200;
/** The same where half of all readers have their inbox: a few networks must not lock the others out. */
export const MOST_AT_BIG_PROVIDER = 4_000;
/** Confirmations, and personal links, to one address a day each. A code gets lost more easily than an e-mail. */
export const MOST_TO_ADDRESS: Record<ChannelKind, number> = { email: 1, sms: 3 };

const BIG_PROVIDERS: ReadonlySet<string> = new Set(
  [
    'gmail.com googlemail.com outlook.com hotmail.com live.com msn.com outlook.es hotmail.es outlook.co.id',
    'yahoo.com yahoo.co.id yahoo.es ymail.com rocketmail.com aol.com icloud.com me.com mac.com',
    'proton.me protonmail.com pm.me gmx.com gmx.net gmx.de gmx.at gmx.ch web.de mail.com zoho.com fastmail.com',
    'yandex.com yandex.ru mail.ru qq.com 163.com naver.com',
  ].flatMap((line) => line.split(' ')),
);

/** Every limit that holds for sign-ups from a network. */
export const networkLimits = (network: string, now: Date): Limit[] => [
  hourly('ip', network, MOST_FROM_NETWORK, now),
  ...sitesOf(network).map((site) => hourly('ip', site, MOST_FROM_SITE, now)),
];

export const guessLimits = (network: string, now: Date): Limit[] => [
  hourly('guess', network, MOST_GUESSES_FROM_NETWORK, now),
  ...sitesOf(network).map((site) => hourly('guess', site, MOST_GUESSES_FROM_SITE, now)),
];

/** Counts against each, up to the first that is reached. */
export async function takeAll(bounds: readonly Limit[], limits: Pick<LimitStore, 'take'>): Promise<boolean> {
  for (const bound of bounds) if (!(await limits.take(bound))) return false;
  return true;
}

/** The /48 around a /64, which is written as its eight bytes. */
function sitesOf(network: string): string[] {
  const [bytes = '', length] = network.split('/');
  return length === '64' ? [`${bytes.split('.').slice(0, 6).join('.')}/48`] : [];
}

export function domainLimit(email: string, now: Date): Limit {
  const domain = domainOf(email);
  return hourly('domain', domain, BIG_PROVIDERS.has(domain) ? MOST_AT_BIG_PROVIDER : MOST_IN_DOMAIN, now);
}

export function addressLimit(what: 'confirm' | 'link', kind: ChannelKind, address: string, now: Date): Limit {
  const day = now.toISOString().slice(0, 10);
  return {
    what,
    bucket: `${addressKey(kind, address)}#${day}`,
    most: MOST_TO_ADDRESS[kind],
    until: now.getTime() + DAY,
  };
}

/** Numbers that one subscriber may have asked a day, beside the network's limit: a code costs money and rings a phone. */
const MOST_NUMBERS_OF_SUBSCRIBER = 5;

/** New addresses a day of what is one inbox by the usual rules. */
const MOST_TO_INBOX = 5;

/** What follows a plus leads to the same person, and so does an address of Gmail with other dots. */
export function inboxLimit(email: string, now: Date): Limit {
  const domain = domainOf(email);
  const name = email.slice(0, email.lastIndexOf('@')).replace(/\+.*$/, '');
  const inbox = /^(gmail|googlemail)\.com$/.test(domain)
    ? `${name.replaceAll('.', '')}@gmail.com`
    : `${name}@${domain}`;
  const day = now.toISOString().slice(0, 10);
  return {
    what: 'inbox',
    bucket: `${addressKey('email', inbox)}#${day}`,
    most: MOST_TO_INBOX,
    until: now.getTime() + DAY,
  };
}

/** New owners a day of an address that nobody has confirmed yet. */
const MOST_TAKE_OVERS = 3;

export const takeOverLimit = ({ kind, address }: Address, now: Date): Limit => ({
  what: 'take-over',
  bucket: `${addressKey(kind, address)}#${now.toISOString().slice(0, 10)}`,
  most: MOST_TAKE_OVERS,
  until: now.getTime() + DAY,
});

export const numberLimit = (subscriber: string, now: Date): Limit => ({
  what: 'number',
  bucket: `${subscriber}#${now.toISOString().slice(0, 10)}`,
  most: MOST_NUMBERS_OF_SUBSCRIBER,
  until: now.getTime() + DAY,
});

/** SNS holds at most 5,000 unconfirmed subscriptions of an account; the recount keeps this one honest. */
export const pendingBudget = (most: number): Limit => ({ what: 'pending', bucket: 'all', most, until: null });

/** Networks and domains are personal or nearly so: only their hashes are kept, for an hour. */
function hourly(what: string, whose: string, most: number, now: Date): Limit {
  const hour = now.toISOString().slice(0, 13);
  return { what, bucket: `${hash(`${what}:${whose}`)}#${hour}`, most, until: now.getTime() + HOUR };
}
