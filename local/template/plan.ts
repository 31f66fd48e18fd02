/**
 * The template as this machine runs it: functions, queues, tables, and what starts which function.
 *
 * Everything here is found by type and by reference. No name of a function, a queue or a table stands in `local/`.
 */
import { join } from 'node:path';
import type { PolicyStatement } from '../endpoint/index.ts';
import type { Assembly } from './assembly.ts';
import { TemplateError, type Resolver } from './resolver.ts';
import { findStatements } from './roles.ts';
import type { Resource } from './resources.ts';

export interface TablePlan {
  name: string;
  properties: Record<string, unknown>;
}

export interface QueuePlan {
  name: string;
  arn: string;
  attributes: Record<string, unknown>;
}

export interface FunctionPlan {
  /** What people read and credentials say: the name of its construct. */
  name: string;
  arn: string;
  /** The module that `Handler` names, in the folder of the asset. */
  module: string;
  exportName: string;
  environment: Record<string, string>;
  timeoutSeconds: number;
  memoryMb: number;
  statements: PolicyStatement[];
  /** How often a failed asynchronous invocation is tried again. Lambda's own default is 2. */
  retries: number;
}

export interface SourcePlan {
  function: string;
  queue: string;
  queueUrl: string;
  queueArn: string;
  fifo: boolean;
  batchSize: number;
  windowSeconds: number;
  reportsFailures: boolean;
  /** Lambda's default has no limit of its own. */
  maximumConcurrency: number;
}

export interface SchedulePlan {
  name: string;
  function: string;
  expression: string;
  timeZone: string;
  input: unknown;
}

export interface RoutePlan {
  key: string;
  function: string;
}

export interface Plan {
  stacks: string[];
  tables: TablePlan[];
  queues: QueuePlan[];
  functions: FunctionPlan[];
  sources: SourcePlan[];
  schedules: SchedulePlan[];
  routes: RoutePlan[];
}

export const planTables = (resolver: Resolver): TablePlan[] =>
  resolver.ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map((table) => ({
    name: resolver.nameOf(table),
    properties: resolver.properties(table),
  }));

/** Dead-letter queues first, since a queue names its own by ARN. */
export function planQueues(resolver: Resolver): QueuePlan[] {
  const queues = resolver.ofType('AWS::SQS::Queue').map((queue) => ({
    name: resolver.nameOf(queue),
    arn: resolver.arnOf(queue),
    attributes: resolver.properties(queue),
  }));
  return queues.toSorted((a, b) => Number('RedrivePolicy' in a.attributes) - Number('RedrivePolicy' in b.attributes));
}

/** Everything that needs the queues and the API's address to be known. */
export function planFunctions(assembly: Assembly, resolver: Resolver): Plan {
  const resources = resolver.ofType('AWS::Lambda::Function');
  const names = nameFunctions(resources, assembly);
  const byArn = new Map(resources.map((resource) => [resolver.arnOf(resource), names.get(resource)!]));
  const functionOf = (arn: unknown, user: Resource): string => {
    const name = byArn.get(String(arn)) ?? [...byArn].find(([known]) => known.endsWith(`:${String(arn)}`))?.[1];
    if (name) return name;
    throw new TemplateError(`${user.logicalId} calls ${String(arn)}, which is no function of these stacks.`);
  };
  return {
    stacks: [...assembly.templates.keys()],
    tables: planTables(resolver),
    queues: planQueues(resolver),
    functions: resources.map((resource) => planFunction(resource, names.get(resource)!, assembly, resolver)),
    sources: planSources(resolver, functionOf),
    schedules: planSchedules(resolver, functionOf),
    routes: planRoutes(resolver, functionOf),
  };
}

type FunctionOf = (arn: unknown, user: Resource) => string;

/** The words of a construct's path that CDK or convention adds, and that tell nobody which one it is. */
const SAYS_NOTHING = new Set(['Resource', 'Function', 'Handler', 'Default']);

/** A function is called as its construct is: `Siaga/Matching/Match/Function/Resource` is `match`. */
function nameFunctions(resources: readonly Resource[], { constructPaths }: Assembly): Map<Resource, string> {
  const short = ({ stack, logicalId }: Resource): string => {
    const path = constructPaths.get(`${stack}/${logicalId}`)?.split('/') ?? [logicalId];
    const last = path.findLast((part) => !SAYS_NOTHING.has(part)) ?? logicalId;
    return last[0]!.toLowerCase() + last.slice(1);
  };
  const names = resources.map(short);
  return new Map(
    resources.map((resource, index) => {
      const isUnique = names.indexOf(names[index]!) === names.lastIndexOf(names[index]!);
      return [resource, isUnique ? names[index]! : resource.logicalId];
    }),
  );
}

interface FunctionProperties {
  Code: { S3Key?: string };
  Handler: string;
  Runtime: string;
  Role: string;
  Timeout?: number;
  MemorySize?: number;
  Environment?: { Variables?: Record<string, unknown> };
}

function planFunction(resource: Resource, name: string, assembly: Assembly, resolver: Resolver): FunctionPlan {
  const properties = resolver.properties(resource) as unknown as FunctionProperties;
  const folder = assembly.assetFolders.get(String(properties.Code.S3Key));
  if (!folder) throw new TemplateError(`The code of ${name} is not in the cloud assembly: ${properties.Code.S3Key}.`);
  if (!properties.Runtime.startsWith('nodejs')) {
    throw new TemplateError(`${name} wants the runtime ${properties.Runtime}; this machine runs Node only.`);
  }
  const dot = properties.Handler.lastIndexOf('.');
  const arn = resolver.arnOf(resource);
  return {
    name,
    arn,
    module: join(folder, properties.Handler.slice(0, dot)),
    exportName: properties.Handler.slice(dot + 1),
    environment: stringValues(properties.Environment?.Variables ?? {}),
    timeoutSeconds: properties.Timeout ?? 3,
    memoryMb: properties.MemorySize ?? 128,
    statements: findStatements(properties.Role, resolver),
    retries: retriesOf(resolver.nameOf(resource), resolver),
  };
}

const stringValues = (values: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));

function retriesOf(functionName: string, resolver: Resolver): number {
  const config = resolver
    .ofType('AWS::Lambda::EventInvokeConfig')
    .map((resource) => resolver.properties(resource))
    .find(({ FunctionName }) => FunctionName === functionName);
  return Number(config?.['MaximumRetryAttempts'] ?? 2);
}

function planSources(resolver: Resolver, functionOf: FunctionOf): SourcePlan[] {
  const queues = planQueues(resolver);
  return resolver.ofType('AWS::Lambda::EventSourceMapping').flatMap((resource) => {
    const properties = resolver.properties(resource);
    if (properties['Enabled'] === false) return [];
    const queue = queues.find(({ arn }) => arn === properties['EventSourceArn']);
    if (!queue)
      throw new TemplateError(
        `${resource.logicalId} reads ${String(properties['EventSourceArn'])}, which is no queue of these stacks.`,
      );
    if (properties['FilterCriteria'])
      throw new TemplateError(
        `${resource.logicalId} filters its messages, which SQS answers by deleting what does not match.`,
      );
    const fifo = queue.attributes['FifoQueue'] === true;
    const { MaximumConcurrency = Infinity } = (properties['ScalingConfig'] ?? {}) as { MaximumConcurrency?: number };
    const responseTypes = (properties['FunctionResponseTypes'] ?? []) as string[];
    return {
      function: functionOf(properties['FunctionName'], resource),
      queue: queue.name,
      queueUrl: resolver.queueUrl(queue.name),
      queueArn: queue.arn,
      fifo,
      batchSize: Number(properties['BatchSize'] ?? 10),
      windowSeconds: Number(properties['MaximumBatchingWindowInSeconds'] ?? 0),
      reportsFailures: responseTypes.includes('ReportBatchItemFailures'),
      maximumConcurrency: MaximumConcurrency,
    };
  });
}

interface ScheduleProperties {
  ScheduleExpression: string;
  ScheduleExpressionTimezone?: string;
  State?: string;
  Target: { Arn: string; RoleArn: string; Input?: string };
}

function planSchedules(resolver: Resolver, functionOf: FunctionOf): SchedulePlan[] {
  return resolver.ofType('AWS::Scheduler::Schedule').flatMap((resource) => {
    const properties = resolver.properties(resource) as unknown as ScheduleProperties;
    if (properties.State === 'DISABLED') return [];
    const { Arn, Input = '{}', RoleArn } = properties.Target;
    findStatements(RoleArn, resolver);
    return {
      name: resource.logicalId.replace(/[0-9A-F]{8}$/, ''),
      function: functionOf(Arn, resource),
      expression: properties.ScheduleExpression,
      timeZone: properties.ScheduleExpressionTimezone ?? 'UTC',
      input: JSON.parse(Input) as unknown,
    };
  });
}

function planRoutes(resolver: Resolver, functionOf: FunctionOf): RoutePlan[] {
  const integrations = new Map(
    resolver.ofType('AWS::ApiGatewayV2::Integration').map((resource) => [resolver.nameOf(resource), resource]),
  );
  return resolver.ofType('AWS::ApiGatewayV2::Route').map((resource) => {
    const { RouteKey, Target } = resolver.properties(resource) as { RouteKey: string; Target: string };
    const integration = integrations.get(Target.replace(/^integrations\//, ''));
    if (!integration) throw new TemplateError(`The route ${RouteKey} leads to ${Target}, which is no integration.`);
    const { IntegrationUri, PayloadFormatVersion } = resolver.properties(integration);
    if (PayloadFormatVersion !== '2.0')
      throw new TemplateError(
        `${integration.logicalId} wants payload ${String(PayloadFormatVersion)}; this machine speaks 2.0.`,
      );
    return { key: RouteKey, function: functionOf(IntegrationUri, integration) };
  });
}
