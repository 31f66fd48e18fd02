/** Each trap of AWS that cost somebody a night, as a rule on the template. */
import { beforeAll, describe, expect, it } from 'vitest';
import { FEED_IN_TROUBLE } from '../../shared/feeds/failure.ts';
import { at, FUNCTIONS, idAt, QUEUES, readTemplates, type Resource, type Templates } from './template.ts';

let templates: Templates;
beforeAll(async () => (templates = await readTemplates()));

const sources = () => templates.all('AWS::Lambda::EventSourceMapping');
/** The event source of a queue. */
const sourceOf = (queue: string): Resource =>
  sources().find((source) => idAt(source, 'EventSourceArn') === templates.queue(queue).id)!;

describe('a new account, whose whole quota may be ten, can deploy and run it', () => {
  it.each(FUNCTIONS)('%s reserves no concurrency', (name) => {
    expect(templates.function(name).Properties).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  it('queues bound how many invocations they start: at least two each, eight in all', () => {
    const bounds = sources().map((source) => at(source, 'ScalingConfig.MaximumConcurrency') as number);
    expect(bounds).toHaveLength(4);
    expect(Math.min(...bounds)).toBeGreaterThanOrEqual(2);
    expect(bounds.reduce((sum, bound) => sum + bound)).toBeLessThanOrEqual(8);
  });
});

describe('a message is neither lost nor handled twice at once', () => {
  const timeoutOf = (queue: string): number => {
    const worker = idAt(sourceOf(queue), 'FunctionName');
    return at(
      templates.all('AWS::Lambda::Function').find(({ id }) => id === worker)!,
      'Timeout',
    ) as number;
  };

  it.each(QUEUES)('%s hides a message for six timeouts of its worker', (name) => {
    expect(templates.queue(name).Properties['VisibilityTimeout']).toBeGreaterThanOrEqual(6 * timeoutOf(name));
  });

  it.each([
    ['Polls', 60, 360],
    ['Articles', 10, 60],
    ['Alerts', 10, 60],
    ['Deliveries', 10, 60],
  ])('%s: its worker runs %d s at most, a message is hidden for %d s', (name, timeout, visibility) => {
    expect(timeoutOf(name)).toBe(timeout);
    expect(templates.queue(name).Properties['VisibilityTimeout']).toBe(visibility);
  });

  it('deliver is dead before the gate of a mailbox, 60 s, opens again', () => {
    expect(timeoutOf('Deliveries')).toBeLessThan(60);
  });

  it.each(QUEUES)('%s has a dead-letter queue of its own kind behind it', (name) => {
    const dead = templates.deadLetters(name);
    expect(idAt(templates.queue(name), 'RedrivePolicy.deadLetterTargetArn')).toBe(dead.id);
    expect(at(dead, 'FifoQueue')).toBe(at(templates.queue(name), 'FifoQueue'));
  });

  it.each([
    // The ledger that knows what was handled: the article's story, 8 days; what is owed and delivered, 35 days.
    ['Articles', 8],
    ['Alerts', 35],
    ['Deliveries', 35],
  ])('the ledger outlives the dead letters of %s', (name, ledgerDays) => {
    const kept = [templates.queue(name), templates.deadLetters(name)].map(
      ({ Properties }) => Properties['MessageRetentionPeriod'] as number,
    );
    expect(kept[0]! + kept[1]!).toBeLessThanOrEqual(ledgerDays * 86_400);
  });

  it('only the articles queue is FIFO; match takes one message at a time and may be handed one ten times', () => {
    const fifo = QUEUES.filter((name) => templates.queue(name).Properties['FifoQueue']);
    expect(fifo).toEqual(['Articles']);
    expect(at(templates.queue('Articles'), 'RedrivePolicy.maxReceiveCount')).toBe(10);
    expect(at(sourceOf('Articles'), 'BatchSize')).toBe(1);
    expect(sourceOf('Articles').Properties).not.toHaveProperty('MaximumBatchingWindowInSeconds');
  });

  it('a message is handed out often enough to be split on the second receive', () => {
    for (const name of QUEUES) {
      expect(at(templates.queue(name), 'RedrivePolicy.maxReceiveCount')).toBeGreaterThanOrEqual(4);
    }
  });

  it('every queue has one event source, unfiltered, that reports what failed', () => {
    const queues = sources().map((source) => idAt(source, 'EventSourceArn'));
    expect(new Set(queues).size).toBe(queues.length);
    for (const source of sources()) {
      expect(source.Properties).not.toHaveProperty('FilterCriteria');
      expect(at(source, 'FunctionResponseTypes')).toEqual(['ReportBatchItemFailures']);
    }
  });

  it('no queue is reached without TLS', () => {
    const guarded = templates.all('AWS::SQS::QueuePolicy').map((policy) => {
      expect(JSON.stringify(at(policy, 'PolicyDocument'))).toContain('"aws:SecureTransport":"false"');
      return idAt(policy, 'Queues.0');
    });
    expect(new Set(guarded)).toEqual(new Set(templates.all('AWS::SQS::Queue').map(({ id }) => id)));
  });
});

describe('only a tick repeats a tick', () => {
  it('the scheduler retries nothing', () => {
    const schedules = templates.all('AWS::Scheduler::Schedule');
    expect(schedules).toHaveLength(7);
    for (const schedule of schedules) {
      expect(at(schedule, 'Target.RetryPolicy.MaximumRetryAttempts')).toBe(0);
      expect(at(schedule, 'FlexibleTimeWindow')).toEqual({ Mode: 'OFF' });
    }
  });

  it.each(FUNCTIONS)('nor does Lambda for %s', (name) => {
    const { id } = templates.function(name);
    const invoke = templates
      .all('AWS::Lambda::EventInvokeConfig')
      .filter((config) => idAt(config, 'FunctionName') === id);
    expect(invoke.map((config) => at(config, 'MaximumRetryAttempts'))).toEqual([0]);
  });
});

describe('nothing that AWS keeps shows who reads what', () => {
  it('the access log has the route and never the path, the query or the address', () => {
    const [stage] = templates.all('AWS::ApiGatewayV2::Stage');
    const format = at(stage!, 'AccessLogSettings.Format') as string;
    const fields = [...format.matchAll(/\$context\.[\w.]+/g)].map(([field]) => field);
    expect(fields).toContain('$context.routeKey');
    expect(fields.filter((field) => /path|domain|querystring|sourceIp|identity|userAgent/i.test(field))).toEqual([]);
  });

  it('logs end: every log group has a retention', () => {
    const groups = templates.all('AWS::Logs::LogGroup');
    expect(groups).toHaveLength(FUNCTIONS.length + 1);
    for (const { Properties } of groups) expect(Properties['RetentionInDays']).toBe(30);
  });
});

describe('it costs a few dollars a month', () => {
  it('a dozen alarms, the dead letters first, all but one on metrics that AWS gives away', () => {
    const alarms = templates.all('AWS::CloudWatch::Alarm');
    expect(alarms.length).toBeLessThanOrEqual(12);
    const dead = alarms.filter((alarm) => at(alarm, 'MetricName') === 'ApproximateNumberOfMessagesVisible');
    const watched = dead.map((alarm) => idAt(alarm, 'Dimensions.0.Value'));
    expect(new Set(watched)).toEqual(new Set(QUEUES.map((name) => templates.deadLetters(name).id)));
    const namespaces = alarms.flatMap((alarm) => [...JSON.stringify(alarm).matchAll(/"Namespace":"([^"]+)"/g)]);
    expect(namespaces.length).toBeGreaterThanOrEqual(alarms.length);
    const given = ['AWS/SQS', 'AWS/Lambda', 'AWS/ApiGateway'];
    const ours = namespaces.map(([, namespace]) => namespace!).filter((namespace) => !given.includes(namespace));
    expect(ours).toEqual(['Siaga']);
  });

  it('the one that is paid for counts the line that poll writes once when a feed comes into trouble', () => {
    const [filter, ...others] = templates.all('AWS::Logs::MetricFilter');
    expect(others).toEqual([]);
    expect(at(filter!, 'FilterPattern')).toBe(`{ $.message = "${FEED_IN_TROUBLE}" }`);
    expect(idAt(filter!, 'LogGroupName')).toBe(idAt(templates.function('poll'), 'LoggingConfig.LogGroup'));
  });

  it.each(FUNCTIONS)('%s traces nothing', (name) => {
    expect(templates.function(name).Properties).not.toHaveProperty('TracingConfig');
  });

  it('indexes hold keys only, tables are billed by request, and expired items leave', () => {
    for (const table of templates.data) {
      expect(at(table, 'GlobalSecondaryIndexes')).toHaveLength(1);
      expect(at(table, 'GlobalSecondaryIndexes.0.Projection')).toEqual({ ProjectionType: 'KEYS_ONLY' });
      expect(at(table, 'BillingMode')).toBe('PAY_PER_REQUEST');
      expect(at(table, 'TimeToLiveSpecification')).toEqual({ AttributeName: 'expiresAt', Enabled: true });
    }
  });
});

describe('a redeploy loses nothing', () => {
  it('the stateful stack holds two tables and nothing else; the other stack holds none', () => {
    expect(templates.data.map(({ Type }) => Type)).toEqual([
      'AWS::DynamoDB::GlobalTable',
      'AWS::DynamoDB::GlobalTable',
    ]);
    expect(templates.service.filter(({ Type }) => Type.startsWith('AWS::DynamoDB'))).toEqual([]);
  });

  it('tables stay when their stack is deleted, and nobody deletes one by mistake', () => {
    for (const table of templates.data) {
      expect(table.DeletionPolicy).toBe('Retain');
      expect(at(table, 'Replicas.0.DeletionProtectionEnabled')).toBe(true);
    }
  });

  it('People is restorable for 35 days', () => {
    const people = templates.data.find(({ id }) => id.startsWith('People'))!;
    expect(at(people, 'Replicas.0.PointInTimeRecoverySpecification')).toEqual({
      PointInTimeRecoveryEnabled: true,
      RecoveryPeriodInDays: 35,
    });
  });
});

describe('the functions', () => {
  it.each(FUNCTIONS)('%s runs on arm64 and Node 24 and maps its stack traces', (name) => {
    expect(templates.function(name).Properties).toMatchObject({
      Architectures: ['arm64'],
      Runtime: 'nodejs24.x',
      Environment: { Variables: { NODE_OPTIONS: '--enable-source-maps' } },
    });
  });

  it('are nine', () => {
    expect(templates.all('AWS::Lambda::Function')).toHaveLength(FUNCTIONS.length);
  });
});
