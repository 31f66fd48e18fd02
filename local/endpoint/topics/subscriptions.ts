/**
 * Subscriptions: pending until their address confirms, gone when it does not within 48 hours.
 *
 * A pending one cannot be ended, it can only expire; asking again for the same address sends the same confirmation
 * again.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { HOUR } from '../../../shared/platform/clock.ts';
import type { LocalClock } from '../../clock.ts';
import { invalid, notFound } from './fault.ts';

export type Protocol = 'email' | 'https' | 'http';

export interface Subscription {
  arn: string;
  topic: string;
  protocol: Protocol;
  endpoint: string;
  /** What the link in the confirmation carries. */
  token: string;
  isPending: boolean;
  askedAt: Date;
}

export const PENDING_FOR_MS = 48 * HOUR;

const MAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export class Subscriptions {
  readonly #clock: LocalClock;
  readonly #write: StatementSync;
  readonly #find: StatementSync;
  readonly #findSame: StatementSync;
  readonly #findToken: StatementSync;
  readonly #list: StatementSync;
  readonly #listTopic: StatementSync;
  readonly #remove: StatementSync;
  readonly #removeTopic: StatementSync;
  readonly #expire: StatementSync;

  constructor(database: DatabaseSync, clock: LocalClock) {
    this.#clock = clock;
    this.#write = database.prepare(
      'INSERT INTO subscriptions (arn, topic, protocol, endpoint, token, pending, askedAt) VALUES (?, ?, ?, ?, ?, ?, ?) ' +
        'ON CONFLICT (arn) DO UPDATE SET pending = excluded.pending, askedAt = excluded.askedAt',
    );
    this.#find = database.prepare('SELECT * FROM subscriptions WHERE arn = ?');
    this.#findSame = database.prepare('SELECT * FROM subscriptions WHERE topic = ? AND protocol = ? AND endpoint = ?');
    this.#findToken = database.prepare('SELECT * FROM subscriptions WHERE token = ? AND topic = ?');
    this.#list = database.prepare('SELECT * FROM subscriptions WHERE arn > ? ORDER BY arn LIMIT ?');
    this.#listTopic = database.prepare('SELECT * FROM subscriptions WHERE topic = ? AND arn > ? ORDER BY arn LIMIT ?');
    this.#remove = database.prepare('DELETE FROM subscriptions WHERE arn = ?');
    this.#removeTopic = database.prepare('DELETE FROM subscriptions WHERE topic = ?');
    this.#expire = database.prepare('DELETE FROM subscriptions WHERE pending = 1 AND askedAt <= ?');
  }

  /** Pending ones whose time is over are gone; called before everything that looks. */
  expire(): void {
    this.#expire.run(this.#clock.time() - PENDING_FOR_MS);
  }

  /** New and pending, or the one that is there already. */
  ask(topic: string, protocol: string, endpoint: string): Subscription {
    checkEndpoint(protocol, endpoint);
    const row = this.#findSame.get(topic, protocol, endpoint);
    const existing = row && toSubscription(row);
    if (existing && !existing.isPending) return existing;
    const asked: Subscription = existing ?? {
      arn: `${topic}:${randomUUID()}`,
      topic,
      protocol,
      endpoint,
      token: randomBytes(64).toString('hex'),
      isPending: true,
      askedAt: this.#clock.now(),
    };
    return this.#store({ ...asked, askedAt: this.#clock.now() });
  }

  confirm(topic: string, token: string): Subscription {
    const row = this.#findToken.get(token, topic);
    if (!row) throw invalid('Token');
    return this.#store({ ...toSubscription(row), isPending: false });
  }

  find(arn: string): Subscription | undefined {
    const row = this.#find.get(arn);
    return row && toSubscription(row);
  }

  get(arn: string): Subscription {
    if (!arn.startsWith('arn:')) throw invalid(`SubscriptionArn Reason: ${arn} does not start with arn`);
    const found = this.find(arn);
    if (!found) throw notFound('Subscription');
    return found;
  }

  list(after: string, most: number): Subscription[] {
    return this.#list.all(after, most).map(toSubscription);
  }

  listOfTopic(topic: string, after = '', most = Number.MAX_SAFE_INTEGER): Subscription[] {
    return this.#listTopic.all(topic, after, most).map(toSubscription);
  }

  remove(arn: string): void {
    this.#remove.run(arn);
  }

  removeOfTopic(topic: string): void {
    this.#removeTopic.run(topic);
  }

  #store(subscription: Subscription): Subscription {
    const { arn, topic, protocol, endpoint, token, isPending, askedAt } = subscription;
    this.#write.run(arn, topic, protocol, endpoint, token, Number(isPending), askedAt.getTime());
    return subscription;
  }
}

function checkEndpoint(protocol: string, endpoint: string): asserts protocol is Protocol {
  if (protocol === 'email') {
    if (!MAIL.test(endpoint)) throw invalid('Email address');
  } else if (protocol === 'https' || protocol === 'http') {
    if (!endpoint.startsWith(`${protocol}://`)) throw invalid('Endpoint must match the specified protocol');
  } else throw invalid(`Does not support this protocol string: ${protocol}`);
}

const toSubscription = (row: Record<string, unknown>): Subscription => ({
  arn: String(row['arn']),
  topic: String(row['topic']),
  protocol: row['protocol'] as Protocol,
  endpoint: String(row['endpoint']),
  token: String(row['token']),
  isPending: row['pending'] === 1,
  askedAt: new Date(Number(row['askedAt'])),
});
