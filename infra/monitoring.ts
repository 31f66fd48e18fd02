/**
 * What an operator must notice, in a dozen alarms at most: each costs ten cents a month.
 *
 * All but one stand on metrics that AWS gives away; that one exists only in hours in which a feed fails. A dead letter is the first, since it is work that somebody must
 * look at; then messages that wait too long, then ticks that fail or have stopped, then an API that breaks.
 */
import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Worker } from './worker.ts';
import type { Queues } from './queues.ts';

interface Watched {
  queues: Queues;
  http: HttpApi;
  dispatch: Worker;
  poll: Worker;
  digest: Worker;
  reconcile: Worker;
  maintain: Worker;
  operatorEmail: string;
  /** Of this copy of Siaga. */
  name: string;
}

/** What poll's log says once of a feed; a test holds the two together. */
const FEED_IN_TROUBLE = 'A feed is in trouble';

const FIVE_MINUTES = { period: Duration.minutes(5) };

export class Monitoring extends Construct {
  readonly #operators: Topic | undefined;

  constructor(scope: Construct, id: string, watched: Watched) {
    super(scope, id);
    const { queues, http, operatorEmail } = watched;
    if (operatorEmail) {
      this.#operators = new Topic(this, 'Operators', { enforceSSL: true });
      this.#operators.addSubscription(new EmailSubscription(operatorEmail));
    }
    for (const name of ['polls', 'articles', 'alerts', 'deliveries'] as const) {
      const { deadLetters } = queues[name];
      this.#alarm(`Dead-${name}`, 'Dead letters wait: docs/deploy.md says how to look at them and send them again.', {
        metric: deadLetters.metricApproximateNumberOfMessagesVisible({ ...FIVE_MINUTES, statistic: 'Maximum' }),
        above: 0,
      });
    }
    for (const name of ['articles', 'alerts', 'deliveries'] as const) {
      this.#alarm(`Late-${name}`, 'Messages wait for more than ten minutes: alerts are late.', {
        metric: queues[name].queue.metricApproximateAgeOfOldestMessage({ ...FIVE_MINUTES, statistic: 'Maximum' }),
        above: 600,
      });
    }
    this.#alarm('Sources', 'A feed fails or has ended, which is told once: /sources says which and why.', {
      metric: this.#feedsInTrouble(watched),
      above: 0,
    });
    const errorsOf = (worker: Worker, minutes: number): IMetric =>
      worker.function.metricErrors({ period: Duration.minutes(minutes) });
    this.#alarm(
      'Fails-ticks',
      'Ticks of every minute (digest, reconcile) failed three times within a quarter of an hour: see their logs.',
      {
        metric: new MathExpression({
          expression: 'FILL(digest, 0) + FILL(reconcile, 0)',
          usingMetrics: { digest: errorsOf(watched.digest, 15), reconcile: errorsOf(watched.reconcile, 15) },
          period: Duration.minutes(15),
        }),
        above: 2,
      },
    );
    this.#alarm('Fails-maintain', 'An hourly tick failed: articles are not packed, old ones not swept. See its log.', {
      metric: errorsOf(watched.maintain, 60),
      above: 0,
    });
    this.#alarm('Stopped', 'No feed is polled: dispatch did not end well once in a quarter of an hour.', {
      metric: new MathExpression({
        expression: 'FILL(invocations, 0) - FILL(errors, 0)',
        usingMetrics: {
          invocations: watched.dispatch.function.metricInvocations(),
          errors: watched.dispatch.function.metricErrors(),
        },
        period: Duration.minutes(15),
      }),
      below: 1,
    });
    this.#alarm('Api', 'The API answered ten requests with 5xx within five minutes.', {
      metric: http.metricServerError(FIVE_MINUTES),
      above: 9,
    });
  }

  /** Counted in poll's log, which says it once for each feed: poll itself may reach nobody. */
  #feedsInTrouble({ poll, name }: Watched): Metric {
    const metric = { metricNamespace: name, metricName: 'FeedsInTrouble' };
    const filterPattern = FilterPattern.stringValue('$.message', '=', FEED_IN_TROUBLE);
    new MetricFilter(this, 'FeedsInTrouble', { logGroup: poll.function.logGroup, filterPattern, ...metric });
    return new Metric({ namespace: name, metricName: 'FeedsInTrouble', statistic: 'Sum', period: Duration.hours(1) });
  }

  #alarm(id: string, alarmDescription: string, on: { metric: IMetric; above?: number; below?: number }): void {
    const alarm = new Alarm(this, id, {
      alarmDescription,
      metric: on.metric,
      evaluationPeriods: 1,
      ...(on.below === undefined
        ? {
            threshold: on.above ?? 0,
            comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
            treatMissingData: TreatMissingData.NOT_BREACHING,
          }
        : {
            threshold: on.below,
            comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
            treatMissingData: TreatMissingData.BREACHING,
          }),
    });
    if (this.#operators) alarm.addAlarmAction(new SnsAction(this.#operators));
  }
}
