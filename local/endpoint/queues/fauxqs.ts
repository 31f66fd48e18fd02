/**
 * The parts of fauxqs that run in the thread of the queues. They have no public entry, so its version is pinned and
 * this file is the only one that reaches in.
 *
 * Repaired here, each seen to lose a message or the order of a group:
 * - a move to the dead-letter queue was a deletion and an insertion, each committed on its own; a kill between them
 *   lost the message. A receive is one transaction now;
 * - `ChangeMessageVisibility` 0 wrote NULL into a NOT NULL column, failed after it had forgotten the message, and left
 *   a FIFO group locked;
 * - queue URLs came back from disk with the port of an earlier start.
 */
import { buildApp } from 'fauxqs';
import type { DatabaseSync } from 'node:sqlite';

type App = ReturnType<typeof buildApp>;
type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>;
export type SqsStore = Stores['sqsStore'];
export type SqsQueue = NonNullable<ReturnType<SqsStore['getQueueByName']>>;

type Persistence = NonNullable<SqsStore['persistence']>;

interface Internals {
  SqsStore: new () => Stores['sqsStore'];
  SqsQueue: { prototype: SqsQueue };
  SnsStore: new () => Stores['snsStore'];
  S3Store: new () => Stores['s3Store'];
  PersistenceManager: new (folder: string) => Persistence;
}

export interface Queues {
  app: App;
  store: SqsStore;
  stop(): Promise<void>;
}

export async function openQueues(folder: string | undefined, onSend: (queue: string) => void): Promise<Queues> {
  const { SqsStore, SqsQueue, SnsStore, S3Store, PersistenceManager } = await importInternals();
  const stores: Stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() };
  const store = stores.sqsStore;
  announceSends(SqsQueue.prototype, onSend);
  const persistence = folder === undefined ? undefined : new PersistenceManager(folder);
  if (persistence) {
    repairPersistence(persistence, SqsQueue.prototype);
    persistence.load(store, stores.snsStore, stores.s3Store);
    store.persistence = persistence;
    for (const queue of store.allQueues()) queue.persistence = persistence;
  }
  const app = buildApp({ logger: false, stores });
  return {
    app,
    store,
    async stop() {
      await app.close();
      persistence?.close();
    },
  };
}

async function importInternals(): Promise<Internals> {
  const entry = import.meta.resolve('fauxqs');
  const files = ['sqs/sqsStore.js', 'sns/snsStore.js', 's3/s3Store.js', 'persistence.js'];
  const modules: Partial<Internals>[] = await Promise.all(files.map((file) => import(new URL(file, entry).href)));
  return Object.assign({}, ...modules) as Internals;
}

function announceSends(queues: SqsQueue, onSend: (queue: string) => void): void {
  const enqueue = queues.enqueue;
  queues.enqueue = function (message) {
    enqueue.call(this, message);
    onSend(this.name);
  };
}

function repairPersistence(persistence: Persistence, queues: SqsQueue): void {
  const db: DatabaseSync = persistence['db'];
  // A kill of the process loses nothing that was handed to the system; only a power cut could.
  db.exec('PRAGMA synchronous = NORMAL');
  const makeReady = db.prepare(
    'UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?',
  );
  persistence.updateMessageReady = (messageId) => void makeReady.run(messageId);
  const dequeue = queues.dequeue;
  queues.dequeue = function (...limits) {
    let received: ReturnType<typeof dequeue> = [];
    persistence['transaction'](() => {
      received = dequeue.apply(this, limits);
    });
    return received;
  };
}
