/** From feeds to articles: the ticks that ask whose slot it is, the polls, and the upkeep of News. */
import { Construct } from 'constructs';
import { Worker, type Ground } from './worker.ts';

export class Ingestion extends Construct {
  readonly dispatch: Worker;
  readonly poll: Worker;
  readonly maintain: Worker;

  constructor(scope: Construct, id: string, ground: Ground) {
    super(scope, id);
    const { config, data, queues } = ground;
    const news = { NEWS_TABLE: data.news.tableName };
    this.dispatch = new Worker(this, ground, 'dispatch', { ...news, POLLS_QUEUE_URL: queues.polls.queue.queueUrl });
    this.poll = new Worker(this, ground, 'poll', {
      ...news,
      POLLS_QUEUE_URL: queues.polls.queue.queueUrl,
      ARTICLES_QUEUE_URL: queues.articles.queue.queueUrl,
      FEED_PORTS: config.feedPorts.join(','),
      PUBLIC_URL: ground.publicUrl,
      CONTACT_URL: config.contactUrl || ground.publicUrl,
    });
    this.maintain = new Worker(this, ground, 'maintain', news);
  }
}
