/**
 * A queue before every worker, and a dead-letter queue behind every queue.
 *
 * A message is hidden for six times as long as its worker may run (what Lambda asks for), so that it never starts a
 * second time while the first is still at work.
 *
 * Ledgers outlive dead letters: what says that a message was handled before must still be there when it is redriven.
 * The article's story (match) is kept for 8 days, what is owed and delivered for 35.
 */
import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Config } from './config.ts';

const VISIBILITY_IN_TIMEOUTS = 6;

interface WorkQueueProps {
  workerTimeoutSeconds: number;
  /** How often a message is handed out before it is a dead letter. */
  receives: number;
  deadLetterDays: number;
  fifo?: boolean;
}

const WAITING_DAYS = 4;

export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { workerTimeoutSeconds, receives, deadLetterDays, fifo }: WorkQueueProps) {
    super(scope, id);
    const common = {
      enforceSSL: true,
      encryption: QueueEncryption.SQS_MANAGED,
      ...(fifo && { fifo }),
    };
    // A FIFO queue's dead-letter queue must be FIFO as well.
    this.deadLetters = new Queue(this, 'Dead', { ...common, retentionPeriod: Duration.days(deadLetterDays) });
    this.queue = new Queue(this, 'Queue', {
      ...common,
      retentionPeriod: Duration.days(WAITING_DAYS),
      visibilityTimeout: Duration.seconds(VISIBILITY_IN_TIMEOUTS * workerTimeoutSeconds),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: receives },
    });
  }
}

export class Queues extends Construct {
  readonly polls: WorkQueue;
  readonly articles: WorkQueue;
  readonly alerts: WorkQueue;
  readonly deliveries: WorkQueue;

  constructor(scope: Construct, id: string, { timeoutSeconds }: Config) {
    super(scope, id);
    this.polls = new WorkQueue(this, 'Polls', {
      workerTimeoutSeconds: timeoutSeconds.poll,
      receives: 4,
      deadLetterDays: 14,
    });
    // Match takes one message at a time and hands the rest of a long one back: ten receives are not ten failures.
    this.articles = new WorkQueue(this, 'Articles', {
      workerTimeoutSeconds: timeoutSeconds.match,
      receives: 10,
      deadLetterDays: 4,
      fifo: true,
    });
    this.alerts = new WorkQueue(this, 'Alerts', {
      workerTimeoutSeconds: timeoutSeconds.alert,
      receives: 5,
      deadLetterDays: 14,
    });
    this.deliveries = new WorkQueue(this, 'Deliveries', {
      workerTimeoutSeconds: timeoutSeconds.deliver,
      receives: 5,
      deadLetterDays: 14,
    });
  }
}
