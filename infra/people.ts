/** The upkeep of People: who confirmed, who left at SNS, what must be swept or forgotten. */
import { Construct } from 'constructs';
import { topicPrefix, Worker, type Ground } from './worker.ts';

export class People extends Construct {
  readonly reconcile: Worker;

  constructor(scope: Construct, id: string, ground: Ground) {
    super(scope, id);
    const { config, data, queues } = ground;
    this.reconcile = new Worker(this, ground, 'reconcile', {
      NEWS_TABLE: data.news.tableName,
      PEOPLE_TABLE: data.people.tableName,
      DELIVERIES_QUEUE_URL: queues.deliveries.queue.queueUrl,
      TOPIC_PREFIX: topicPrefix(config),
    });
  }
}
