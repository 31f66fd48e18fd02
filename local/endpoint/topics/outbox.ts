/**
 * What would have been sent: nothing leaves this machine, and everything is kept where it can be read.
 *
 * Refused sends stand here too, with SNS's own words. What a person does with a message (follow the confirmation link,
 * follow the unsubscribe link, answer STOP) is done here.
 */
import { randomUUID } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { MessageAttributes } from './message.ts';

export type MessageKind = 'confirmation' | 'email' | 'https' | 'sms';

export interface OutgoingMessage {
  /** Unique in the outbox. */
  id: string;
  /** SNS's `MessageId`, the same for all recipients of a topic; null for a confirmation or a refused send. */
  messageId: string | null;
  kind: MessageKind;
  state: 'sent' | 'refused';
  /** SNS's own words, when it was refused. */
  reason: string | null;
  /** Display name of the topic. */
  from: string;
  to: string;
  subject: string;
  body: string;
  /** What SNS adds under an e-mail: its link to unsubscribe. */
  footer: string;
  /** Parts of an SMS, each billed; 0 for everything else. */
  parts: number;
  attributes: MessageAttributes;
  at: Date;
  /** Whose call it was. */
  principal: string;
  topicArn: string | null;
  subscriptionArn: string | null;
  /** The call as SNS got it. */
  request: Record<string, unknown>;
  /** Only of a confirmation. */
  confirmation?: { state: 'waiting' | 'confirmed' | 'gone'; expiresAt: Date };
  /** Why the SMTP server did not take it, if it did not. */
  forwardFailure?: string;
}

export interface OutboxFilter {
  kind?: MessageKind;
  to?: string;
  /** The newest so many; all when absent. */
  limit?: number;
}

/** Row as kept: what depends on the moment (links, confirmation state) is added when it is read. */
export type StoredMessage = Omit<OutgoingMessage, 'footer' | 'confirmation'>;

export class MessageLog {
  readonly #insert: StatementSync;
  readonly #update: StatementSync;
  readonly #find: StatementSync;
  readonly #list: StatementSync;

  constructor(database: DatabaseSync) {
    this.#insert = database.prepare('INSERT INTO messages (id, recipient, kind, document) VALUES (?, ?, ?, ?)');
    this.#update = database.prepare('UPDATE messages SET document = ? WHERE id = ?');
    this.#find = database.prepare('SELECT document FROM messages WHERE id = ?');
    this.#list = database.prepare(
      'SELECT document FROM messages WHERE (? IS NULL OR kind = ?) AND (? IS NULL OR recipient = ?) ORDER BY number DESC LIMIT ?',
    );
  }

  add(message: Omit<StoredMessage, 'id'>): StoredMessage {
    const stored = { id: randomUUID(), ...message };
    this.#insert.run(stored.id, stored.to, stored.kind, JSON.stringify(stored));
    return stored;
  }

  replace(message: StoredMessage): void {
    this.#update.run(JSON.stringify(message), message.id);
  }

  find(id: string): StoredMessage | undefined {
    const row = this.#find.get(id);
    return row && toStored(row);
  }

  /** Newest first. */
  list({ kind, to, limit = -1 }: OutboxFilter): StoredMessage[] {
    const rows = this.#list.all(kind ?? null, kind ?? null, to ?? null, to ?? null, limit);
    return rows.map(toStored);
  }
}

function toStored(row: Record<string, unknown>): StoredMessage {
  const stored = JSON.parse(String(row['document'])) as StoredMessage & { at: string };
  return { ...stored, at: new Date(stored.at) };
}
