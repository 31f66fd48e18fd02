/** The thread of the queues: fauxqs asks `Date.now()` itself, and here that answers with the machine's clock. */
import { parentPort, workerData } from 'node:worker_threads';
import { installClock } from '../../clock.ts';
import { openQueues, type Queues, type SqsQueue } from './fauxqs.ts';
import type { CallResult, QueueState, WorkerReply, WorkerRequest, WorkerStart } from './protocol.ts';

const port = parentPort;
if (!port) throw new Error('The queues run in a thread of their own.');
const start = workerData as WorkerStart;
installClock(start.clock);

const reply = (message: WorkerReply): void => port.postMessage(message);
const queues = await openQueues(start.folder, (queue) => reply({ event: 'send', queue }));

port.on('message', ({ id, request }: { id: number; request: WorkerRequest }) => {
  perform(queues, request).then(
    (result) => reply({ id, result }),
    (error: unknown) => reply({ id, failure: String(error) }),
  );
});
reply({ id: 0, result: undefined });

async function perform(open: Queues, request: WorkerRequest): Promise<unknown> {
  switch (request.kind) {
    case 'call':
      return call(open, request);
    case 'createQueue':
      return createQueue(open, request);
    case 'inspect':
      return inspect(open, request.name);
    case 'reset':
      return reset(open);
    case 'stop':
      return open.stop();
  }
}

async function call({ app }: Queues, request: WorkerRequest & { kind: 'call' }): Promise<CallResult> {
  const { statusCode, headers, payload } = await app.inject({
    method: 'POST',
    url: '/',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': request.target,
      authorization: request.authorization,
    },
    payload: request.body,
  });
  const error = headers['x-amzn-query-error'];
  return {
    status: statusCode,
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      ...(error !== undefined && { 'x-amzn-query-error': String(error) }),
    },
    body: payload,
  };
}

/** Not fauxqs's own `CreateQueue`: that one has an account of its own and refuses other attributes. */
function createQueue({ store }: Queues, request: WorkerRequest & { kind: 'createQueue' }): void {
  const { name, url, arn, attributes } = request;
  const existing = store.getQueueByName(name);
  if (!existing) {
    store.createQueue(name, url, arn, attributes);
    return;
  }
  Object.assign(existing, { url });
  if (Object.entries(attributes).some(([key, value]) => existing.attributes[key] !== value))
    existing.setAttributes(attributes);
  if (!('RedrivePolicy' in attributes)) delete existing.attributes['RedrivePolicy'];
}

function inspect({ store }: Queues, name: string): QueueState {
  const queue: SqsQueue | undefined = store.getQueueByName(name);
  if (!queue) throw new Error(`There is no queue named ${name}.`);
  queue.processTimers();
  const { ready, delayed, inflight } = queue.inspectMessages();
  return {
    ready: queue.isFifo() ? receivableInOrder(queue) : ready.length,
    delayed: delayed.map(({ delayUntil }) => new Date(delayUntil ?? 0)),
    inflight: inflight.map(({ visibilityDeadline }) => new Date(visibilityDeadline)),
  };
}

/** Behind a message in flight the rest of its group waits. */
function receivableInOrder({ fifoMessages, fifoLockedGroups }: SqsQueue): number {
  const free = [...fifoMessages].filter(([group]) => !fifoLockedGroups.has(group));
  return free.reduce((total, [, messages]) => total + messages.length, 0);
}

function reset({ store }: Queues): void {
  store.clearMessages();
  for (const queue of store.allQueues()) queue.deduplicationCache.clear();
}
