/** Topics, and the subscriptions of each. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { invalid, notFound } from './fault.ts';

export interface Topic {
  arn: string;
  attributes: Record<string, string>;
  /** How many of its subscriptions ended. */
  deleted: number;
}

const NAME = /^[A-Za-z0-9_-]{1,256}$/;
const MOST_DISPLAY_NAME = 100;

export class Topics {
  readonly #find: StatementSync;
  readonly #write: StatementSync;
  readonly #list: StatementSync;
  readonly #remove: StatementSync;
  readonly #countDeleted: StatementSync;
  readonly #arnOf: (name: string) => string;

  constructor(database: DatabaseSync, arnOf: (name: string) => string) {
    this.#arnOf = arnOf;
    this.#find = database.prepare('SELECT * FROM topics WHERE arn = ?');
    this.#write = database.prepare(
      'INSERT INTO topics (arn, attributes, tags) VALUES (?, ?, ?) ' +
        'ON CONFLICT (arn) DO UPDATE SET attributes = excluded.attributes, tags = excluded.tags',
    );
    this.#list = database.prepare('SELECT * FROM topics WHERE arn > ? ORDER BY arn LIMIT ?');
    this.#remove = database.prepare('DELETE FROM topics WHERE arn = ?');
    this.#countDeleted = database.prepare('UPDATE topics SET deleted = deleted + 1 WHERE arn = ?');
  }

  /** The same name is the same topic; with other attributes it is a mistake. */
  create(name: string, attributes: Record<string, string>, tags: unknown): string {
    if (!NAME.test(name)) throw invalid('Topic Name');
    checkDisplayName(attributes['DisplayName']);
    const arn = this.#arnOf(name);
    const existing = this.find(arn);
    if (existing && Object.entries(attributes).some(([key, value]) => existing.attributes[key] !== value)) {
      throw invalid('Attributes Reason: Topic already exists with different attributes');
    }
    if (!existing) this.#write.run(arn, JSON.stringify(attributes), JSON.stringify(tags));
    return arn;
  }

  find(arn: string): Topic | undefined {
    const row = this.#find.get(arn);
    return row && toTopic(row);
  }

  get(arn: string): Topic {
    if (!arn.startsWith('arn:')) throw invalid('TopicArn');
    const topic = this.find(arn);
    if (!topic) throw notFound('Topic');
    return topic;
  }

  tags(arn: string): { Key: string; Value: string }[] {
    const row = this.#find.get(this.get(arn).arn);
    return JSON.parse(String(row?.['tags'])) as { Key: string; Value: string }[];
  }

  setTags(arn: string, tags: readonly { Key: string; Value: string }[]): void {
    this.#write.run(arn, JSON.stringify(this.get(arn).attributes), JSON.stringify(tags));
  }

  setAttribute(arn: string, name: string, value: string): void {
    if (name === 'DisplayName') checkDisplayName(value);
    const attributes = { ...this.get(arn).attributes, [name]: value };
    this.#write.run(arn, JSON.stringify(attributes), JSON.stringify(this.tags(arn)));
  }

  list(after: string, most: number): Topic[] {
    return this.#list.all(after, most).map(toTopic);
  }

  remove(arn: string): void {
    this.#remove.run(arn);
  }

  countDeleted(arn: string): void {
    this.#countDeleted.run(arn);
  }
}

function checkDisplayName(name: string | undefined): void {
  if (name !== undefined && name.length > MOST_DISPLAY_NAME) throw invalid('Attributes Reason: DisplayName');
}

const toTopic = (row: Record<string, unknown>): Topic => ({
  arn: String(row['arn']),
  attributes: JSON.parse(String(row['attributes'])) as Record<string, string>,
  deleted: Number(row['deleted']),
});
