/**
 * The cloud on one machine: DynamoDB, SQS and SNS behind one port, for unmodified SDK clients.
 *
 * Every call is numbered, checked against what its caller's role permits, performed and priced; a test may drop it
 * before or after. A caller is the access key it signs with: the function's name, or `<function>.<life>`.
 */
import type { LocalClock } from '../clock.ts';
import type { Answer, Call } from './call.ts';
import { claimFolder, releaseFolder } from './folder.ts';
import { decide } from './permissions/evaluate.ts';
import { type Arns, needsOf } from './permissions/needs.ts';
import type { PolicyStatement } from './permissions/policy.ts';
import { type QueueState, Queues } from './queues/index.ts';
import { firstRefusal, refuse } from './refusals.ts';
import { type Incoming, listen } from './server.ts';
import { Tables } from './tables/index.ts';
import { type Outbox, TopicService } from './topics/index.ts';

export type { Call } from './call.ts';
export type { PolicyStatement } from './permissions/policy.ts';
export type { QueueState } from './queues/index.ts';
export type { Outbox } from './topics/index.ts';
export type { OutgoingMessage } from './topics/outbox.ts';
export { FolderInUse } from './folder.ts';

export interface EndpointOptions {
  clock: LocalClock;
  /** Where state survives the process; absent: in memory. */
  folder?: string | undefined;
  region: string;
  account: string;
  /** A server that gets every e-mail too, `smtp://host:port`. */
  smtpUrl?: string | undefined;
}

export type Fault = (call: Call) => 'before' | 'after' | undefined;

export interface Endpoint {
  /** For `AWS_ENDPOINT_URL`. */
  url: string;
  /** By CloudFormation properties without intrinsics; the same again changes nothing, a new index is filled. */
  createTable(name: string, properties: unknown): Promise<void>;
  createQueue(name: string, properties: Record<string, unknown>): Promise<{ url: string; arn: string }>;
  /** What a principal may do from now on; who was never permitted anything is refused everything. */
  permit(principal: string, statements: PolicyStatement[]): void;
  /** After each call; the returned function ends it. */
  onCall(listener: (call: Call) => void): () => void;
  /** `before`: the call is dropped; `after`: performed, but its answer never sent. The connection stays open. */
  fault: Fault | undefined;
  /** Calls of this access key are left unanswered from now on: its holder is dead. */
  revoke(key: string): void;
  inspectQueue(name: string): Promise<QueueState>;
  /** When something was sent to a queue; the returned function ends it. */
  onSend(listener: (queue: string) => void): () => void;
  outbox: Outbox;
  /** Deletes expired items, as the endpoint also does by itself every ten minutes. Gives their number. */
  sweepExpired(): Promise<number>;
  /** Empties tables, queues and SNS; the definitions of tables and queues and what is permitted stay. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

const SWEEP_EVERY_MS = 10 * 60_000;

export async function startEndpoint(options: EndpointOptions): Promise<Endpoint> {
  const { clock, folder, region, account } = options;
  const arns: Arns = {
    table: (name) => `arn:aws:dynamodb:${region}:${account}:table/${name}`,
    queue: (name) => `arn:aws:sqs:${region}:${account}:${name}`,
    topic: (name) => `arn:aws:sns:${region}:${account}:${name}`,
  };
  const sendListeners = new Set<(queue: string) => void>();
  const callListeners = new Set<(call: Call) => void>();
  const roles = new Map<string, PolicyStatement[]>();
  const revoked = new Set<string>();
  const tables = await claimFolder(folder, () => Tables.open({ clock, folder, arnOf: arns.table }));
  const queues = await Queues.open({
    clock,
    folder,
    onSend: (queue) => sendListeners.forEach((listener) => listener(queue)),
  });
  let numbers = 0;

  const perform = async (request: Incoming): Promise<Answer> => {
    if (request.service === 'dynamodb') return tables.perform(request.action, request.body);
    if (request.service === 'sns') return topics.perform(request.action, request.input, request.principal);
    return queues.perform(request.target, request.body, request.authorization);
  };

  const answerCall = async (request: Incoming): Promise<Answer | undefined> => {
    const isRevoked = (): boolean => revoked.has(request.key) || revoked.has(request.principal);
    if (isRevoked()) return undefined;
    const needs = needsOf(request, arns, (name) => tables.definition(name));
    const statements = roles.get(request.principal);
    const refusal = firstRefusal(
      request.principal,
      request.service,
      request.action,
      needs,
      statements && ((need) => decide(statements, need)),
    );
    const call: Call = {
      number: ++numbers,
      principal: request.principal,
      key: request.key,
      service: request.service,
      action: request.action,
      resources: needs.map(({ resource }) => resource),
      decision: refusal === undefined ? 'allowed' : 'refused',
      readUnits: 0,
      writeUnits: 0,
      input: request.input,
      at: clock.now(),
      ms: 0,
      status: 0,
    };
    const fault = endpoint.fault?.(call);
    if (fault === 'before') return undefined;
    const started = performance.now();
    const answer = refusal === undefined ? await perform(request) : refuse(request.service, refusal);
    Object.assign(call, {
      ms: performance.now() - started,
      readUnits: answer.readUnits ?? 0,
      writeUnits: answer.writeUnits ?? 0,
    });
    const isHeldBack = fault === 'after' || isRevoked();
    if (!isHeldBack) call.status = answer.status;
    for (const listener of callListeners) listener(call);
    return isHeldBack ? undefined : answer;
  };

  const front = await listen({ call: answerCall, link: (url) => topics.followLink(url) });
  const topics = await TopicService.open({
    clock,
    folder,
    account,
    arnOf: arns.topic,
    url: front.url,
    smtpUrl: options.smtpUrl,
  });
  let sweep: Promise<number> = Promise.resolve(0);
  const sweeper = setInterval(() => {
    sweep = tables.sweepExpired();
  }, SWEEP_EVERY_MS).unref();

  const endpoint: Endpoint = {
    url: front.url,
    fault: undefined,
    createTable: (name, properties) => tables.define(name, properties),
    async createQueue(name, properties) {
      const queue = { url: `${front.url}/${account}/${name}`, arn: arns.queue(name) };
      await queues.create(name, queue.url, queue.arn, properties);
      return queue;
    },
    permit: (principal, statements) => void roles.set(principal, statements),
    revoke: (key) => void revoked.add(key),
    onCall: (listener) => subscribe(callListeners, listener),
    onSend: (listener) => subscribe(sendListeners, listener),
    outbox: topics.outbox,
    inspectQueue: (name) => queues.inspect(name),
    sweepExpired: () => tables.sweepExpired(),
    async reset() {
      topics.reset();
      await Promise.all([tables.reset(), queues.reset()]);
    },
    async stop() {
      clearInterval(sweeper);
      await sweep;
      await front.stop();
      await Promise.all([queues.stop(), tables.close()]);
      topics.close();
      releaseFolder(folder);
    },
  };
  return endpoint;
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
