/** Topics, subscriptions, opted-out phones and everything sent: one SQLite file in the state folder, or memory. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS topics (
  arn TEXT PRIMARY KEY, attributes TEXT NOT NULL, tags TEXT NOT NULL, deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS subscriptions (
  arn TEXT PRIMARY KEY, topic TEXT NOT NULL, protocol TEXT NOT NULL, endpoint TEXT NOT NULL,
  token TEXT NOT NULL, pending INTEGER NOT NULL, askedAt INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS subscriptionsByTopic ON subscriptions (topic, arn);
CREATE INDEX IF NOT EXISTS subscriptionsByToken ON subscriptions (token);
CREATE TABLE IF NOT EXISTS optOuts (phone TEXT PRIMARY KEY) STRICT;
CREATE TABLE IF NOT EXISTS messages (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, recipient TEXT NOT NULL, kind TEXT NOT NULL,
  document TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS messagesByRecipient ON messages (recipient, number);
`;

export function openDatabase(folder: string | undefined): DatabaseSync {
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(folder === undefined ? ':memory:' : join(folder, 'topics.db'));
  // Survives a kill of the process; only a power cut could take the last writes.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  database.exec(SCHEMA);
  return database;
}

export function emptyDatabase(database: DatabaseSync): void {
  database.exec('DELETE FROM topics; DELETE FROM subscriptions; DELETE FROM optOuts; DELETE FROM messages');
}
