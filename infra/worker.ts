/**
 * One function: its code, its log, and a role that allows what permissions.ts says and no more.
 *
 * Nothing in AWS may call it twice for one asynchronous event: a tick that failed is repeated by its cursor, a message
 * by its queue. Concurrency is never reserved (the whole quota of a new account may be ten); queues bound it instead.
 */
import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, EventSourceMapping, Function, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Bundles } from './bundle.ts';
import type { Config, FunctionName } from './config.ts';
import type { DataStack } from './data.ts';
import { PERMISSIONS, type Permissions, type QueueName } from './permissions.ts';
import type { Queues } from './queues.ts';
import { INDEX } from '../shared/store/tables.ts';

/** What every part of the stack is made from. */
export interface Ground {
  config: Config;
  data: DataStack;
  queues: Queues;
  bundles: Bundles;
  /** What messages link to. */
  publicUrl: string;
}

export const topicPrefix = ({ name }: Config): string => name.toLowerCase();

export class Worker extends Construct {
  readonly function: Function;

  constructor(scope: Construct, ground: Ground, name: FunctionName, environment: Record<string, string>) {
    super(scope, name[0]!.toUpperCase() + name.slice(1));
    const { config, bundles } = ground;
    const permissions = PERMISSIONS[name];
    const logGroup = new LogGroup(this, 'Log', { retention: config.logDays, removalPolicy: RemovalPolicy.DESTROY });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        [name]: new PolicyDocument({
          statements: [
            allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]),
            ...statements(Stack.of(this), ground, permissions),
          ],
        }),
      },
    });
    this.function = new Function(this, 'Function', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(bundles.folder(name)),
      handler: 'index.handler',
      description: `Siaga: ${name}`,
      role,
      logGroup,
      timeout: Duration.seconds(config.timeoutSeconds[name]),
      memorySize: config.memoryMb[name],
      tracing: config.tracing ? Tracing.ACTIVE : Tracing.DISABLED,
      environment: { ...environment, NODE_OPTIONS: '--enable-source-maps', POWERTOOLS_LOG_LEVEL: config.logLevel },
      retryAttempts: 0,
    });
    if (permissions.consumes) this.#consume(ground, permissions.consumes);
    this.#explain(permissions, config);
  }

  #consume({ config, queues }: Ground, name: QueueName): void {
    new EventSourceMapping(this, 'Messages', {
      target: this.function,
      eventSourceArn: queues[name].queue.queueArn,
      batchSize: config.batchSize[name],
      maxConcurrency: config.concurrency[name],
      reportBatchItemFailures: true,
    });
  }

  #explain({ topics, account }: Permissions, config: Config): void {
    const explain = (resource: string, reason: string): void =>
      Validations.of(this).acknowledge({ id: `AwsSolutions-IAM5[Resource::${resource}]`, reason });
    if (topics) {
      const pattern = `arn:<AWS::Partition>:sns:<AWS::Region>:<AWS::AccountId>:${topicPrefix(config)}-*`;
      explain(
        pattern,
        'Topics are made when somebody subscribes, one for each address: only their prefix is known here.',
      );
    }
    if (account) explain('*', account.why);
  }
}

/** The statements of a role, in the order of permissions.ts. */
function statements(stack: Stack, { data, queues, config }: Ground, permissions: Permissions): PolicyStatement[] {
  const result: PolicyStatement[] = [];
  for (const table of ['news', 'people'] as const) {
    const access = permissions[table];
    if (!access) continue;
    const { tableArn } = data[table];
    const actions = access.actions.map((action) => `dynamodb:${action}`);
    result.push(allow(actions, [tableArn], access.keys && onlyKeys(access.keys)));
    if (access.index) result.push(allow(['dynamodb:Query'], [`${tableArn}/index/${INDEX.name}`]));
  }
  if (permissions.consumes) {
    const { queueArn } = queues[permissions.consumes].queue;
    const actions = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'];
    if (permissions.handsBack) actions.push('ChangeMessageVisibility');
    result.push(
      allow(
        actions.map((action) => `sqs:${action}`),
        [queueArn],
      ),
    );
  }
  if (permissions.sends) {
    result.push(
      allow(
        ['sqs:SendMessage'],
        permissions.sends.map((queue) => queues[queue].queue.queueArn),
      ),
    );
  }
  if (permissions.topics) {
    const resource = stack.formatArn({ service: 'sns', resource: `${topicPrefix(config)}-*` });
    result.push(
      allow(
        permissions.topics.map((action) => `sns:${action}`),
        [resource],
      ),
    );
  }
  if (permissions.phones) result.push(allowPhoneNumbers(stack));
  if (permissions.account)
    result.push(
      allow(
        permissions.account.actions.map((action) => `sns:${action}`),
        ['*'],
      ),
    );
  return result;
}

const allow = (actions: readonly string[], resources: string[], conditions: Record<string, unknown> = {}) =>
  new PolicyStatement({ effect: Effect.ALLOW, actions: [...actions], resources, conditions });

/** A phone number has no ARN: "whatever is no topic" allows them and, unlike `*`, none of the account's other topics. */
const allowPhoneNumbers = (stack: Stack) =>
  new PolicyStatement({
    effect: Effect.ALLOW,
    actions: ['sns:Publish'],
    notResources: [`arn:${stack.partition}:sns:*:*:*`],
  });

const onlyKeys = (keys: readonly string[]) => ({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...keys] } });
