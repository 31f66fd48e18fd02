/** From matches to messages: what is owed to whom, and the mailboxes that send it. Only deliver may publish. */
import { Construct } from 'constructs';
import { Worker, type Ground } from './worker.ts';

export class Delivery extends Construct {
  readonly alert: Worker;
  readonly deliver: Worker;
  readonly digest: Worker;

  constructor(scope: Construct, id: string, ground: Ground) {
    super(scope, id);
    const { config, data, queues } = ground;
    const people = { PEOPLE_TABLE: data.people.tableName, DELIVERIES_QUEUE_URL: queues.deliveries.queue.queueUrl };
    this.alert = new Worker(this, ground, 'alert', { ...people, ALERTS_QUEUE_URL: queues.alerts.queue.queueUrl });
    this.deliver = new Worker(this, ground, 'deliver', {
      ...people,
      NEWS_TABLE: data.news.tableName,
      PUBLIC_URL: ground.publicUrl,
      SMS_COUNTRIES: config.smsCountries.join(','),
      SMS_MAX_PRICE_USD: String(config.smsMaxPriceUsd),
      SMS_DAILY_CAP: String(config.smsDailyCap),
      SMS_MONTHLY_BUDGET: String(config.smsMonthlyBudget),
    });
    this.digest = new Worker(this, ground, 'digest', people);
  }
}
