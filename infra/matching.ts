/** From articles to stories and the queries that they meet. One writer: the queue is FIFO. */
import { Construct } from 'constructs';
import { Worker, type Ground } from './worker.ts';

export class Matching extends Construct {
  readonly match: Worker;

  constructor(scope: Construct, id: string, ground: Ground) {
    super(scope, id);
    const { data, queues } = ground;
    this.match = new Worker(this, ground, 'match', {
      NEWS_TABLE: data.news.tableName,
      ARTICLES_QUEUE_URL: queues.articles.queue.queueUrl,
      ALERTS_QUEUE_URL: queues.alerts.queue.queueUrl,
    });
  }
}
