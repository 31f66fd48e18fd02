/**
 * SNS, by a stand-in of our own: its rules and its words, and an outbox in place of the world.
 *
 * No stand-in that we know keeps topics per person, pending confirmations that expire, the link under every e-mail that
 * tells nobody, and the refusals that one hostile headline can cause; those are what delivery is written against.
 */
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { LocalClock } from '../../clock.ts';
import type { Answer } from '../call.ts';
import { type ActionParts, topicActions, unsubscribe } from './actions.ts';
import { emptyDatabase, openDatabase } from './database.ts';
import { SnsFault } from './fault.ts';
import { createMailer } from './mail.ts';
import { MessageLog, type OutboxFilter, type OutgoingMessage, type StoredMessage } from './outbox.ts';
import { Sender } from './sender.ts';
import { PENDING_FOR_MS, Subscriptions } from './subscriptions.ts';
import { Topics } from './topics.ts';
import { failure, result } from './xml.ts';

export interface TopicsOptions {
  clock: LocalClock;
  folder?: string | undefined;
  account: string;
  arnOf: (topic: string) => string;
  /** Of the endpoint: confirmation and unsubscribe links lead there. */
  url: string;
  smtpUrl?: string | undefined;
}

/** What people do with their messages, and what was sent. */
export interface Outbox {
  /** Newest first. */
  list(filter?: OutboxFilter): OutgoingMessage[];
  get(id: string): OutgoingMessage | undefined;
  /** The message as it arrives: body, then SNS's footer. */
  text(id: string): string | undefined;
  /** Follows the link in a confirmation; false when it has expired or the topic is gone. */
  confirm(id: string): boolean;
  /** Follows the link that SNS puts under an e-mail; nobody is told. False when it was over already. */
  unsubscribe(id: string): boolean;
  /** The owner of the phone answers STOP, or is allowed again. */
  optOut(phone: string): void;
  optIn(phone: string): void;
  /** Each message as it is accepted or refused; the returned function ends it. */
  onMessage(listener: (message: OutgoingMessage) => void): () => void;
}

export class TopicService {
  readonly outbox: Outbox;
  readonly #database: DatabaseSync;
  readonly #parts: ActionParts;

  static async open(options: TopicsOptions): Promise<TopicService> {
    const { clock, folder, account, arnOf, url, smtpUrl } = options;
    const database = openDatabase(folder === undefined ? undefined : join(folder, 'topics'));
    const topics = new Topics(database, arnOf);
    const subscriptions = new Subscriptions(database, clock);
    const log = new MessageLog(database);
    const sendMail = smtpUrl ? await createMailer(smtpUrl) : undefined;
    const sender = new Sender({ clock, database, topics, subscriptions, log, url, sendMail });
    return new TopicService({ account, database, topics, subscriptions, sender }, log);
  }

  private constructor(parts: ActionParts, log: MessageLog) {
    this.#parts = parts;
    this.#database = parts.database;
    this.outbox = createOutbox(parts, log);
  }

  perform(action: string, request: Record<string, unknown>, principal: string): Answer {
    const perform = topicActions.get(action);
    if (!perform) return failure(400, 'InvalidAction', `The local endpoint does not know the action ${action}.`);
    try {
      return result(action, perform(this.#parts, { principal, request }));
    } catch (error) {
      if (error instanceof SnsFault) return failure(error.status, error.code, error.message);
      throw error;
    }
  }

  /** The two links in e-mails. As Amazon's own do, opening one is enough. */
  followLink(url: URL): Answer {
    const text = (status: number, body: string): Answer => ({
      status,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: `${body}\n`,
    });
    const { topics, subscriptions } = this.#parts;
    subscriptions.expire();
    try {
      if (url.pathname === '/confirmation.html') {
        subscriptions.confirm(url.searchParams.get('TopicArn') ?? '', url.searchParams.get('Token') ?? '');
        return text(200, 'Subscription confirmed.');
      }
      if (url.pathname === '/unsubscribe.html') {
        unsubscribe({ topics, subscriptions }, url.searchParams.get('SubscriptionArn') ?? '');
        return text(200, 'Subscription removed.');
      }
      return text(404, 'There is nothing here.');
    } catch (error) {
      if (error instanceof SnsFault) return text(error.status, error.message);
      throw error;
    }
  }

  reset(): void {
    emptyDatabase(this.#database);
  }

  close(): void {
    this.#database.close();
  }
}

function createOutbox({ database, topics, subscriptions, sender }: ActionParts, log: MessageLog): Outbox {
  const addOptOut = database.prepare('INSERT OR IGNORE INTO optOuts (phone) VALUES (?)');
  const removeOptOut = database.prepare('DELETE FROM optOuts WHERE phone = ?');
  const subscriptionOf = (id: string) => {
    subscriptions.expire();
    const arn = log.find(id)?.subscriptionArn;
    return arn ? subscriptions.find(arn) : undefined;
  };
  const complete = (stored: StoredMessage): OutgoingMessage => ({
    ...stored,
    body: sender.bodyOf(stored),
    footer: sender.footerOf(stored),
    ...(stored.kind === 'confirmation' && { confirmation: confirmationOf(stored) }),
  });
  const confirmationOf = ({ subscriptionArn, at }: StoredMessage) => {
    const found = subscriptionArn === null ? undefined : subscriptions.find(subscriptionArn);
    const state = !found ? 'gone' : found.isPending ? 'waiting' : 'confirmed';
    return { state, expiresAt: new Date((found?.askedAt ?? at).getTime() + PENDING_FOR_MS) } as const;
  };
  return {
    list(filter = {}) {
      subscriptions.expire();
      return log.list(filter).map(complete);
    },
    get(id) {
      subscriptions.expire();
      const stored = log.find(id);
      return stored && complete(stored);
    },
    text(id) {
      const stored = log.find(id);
      return stored && sender.textOf(stored);
    },
    confirm(id) {
      const subscription = subscriptionOf(id);
      if (subscription) subscriptions.confirm(subscription.topic, subscription.token);
      return subscription !== undefined;
    },
    unsubscribe(id) {
      const subscription = subscriptionOf(id);
      if (subscription) unsubscribe({ topics, subscriptions }, subscription.arn);
      return subscription !== undefined;
    },
    optOut: (phone) => void addOptOut.run(phone),
    optIn: (phone) => void removeOptOut.run(phone),
    onMessage(listener) {
      const relay = (stored: StoredMessage): void => listener(complete(stored));
      sender.events.on('message', relay);
      return () => void sender.events.off('message', relay);
    },
  };
}
