import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { afterEach, describe, expect, it } from 'vitest';
import { startStack, type Stack, type StackOptions } from '../../../local/stack.ts';
import { send } from '../support/calls.ts';
import { synthesizeApp } from '../support/app.ts';

let stack: Stack | undefined;
afterEach(async () => {
  await stack?.stop();
  stack = undefined;
});

interface Setting {
  schedule?: string;
  timeout?: number;
  retryAttempts?: number;
  /** Whether the role may send to the second queue. */
  maySend?: boolean;
  options?: StackOptions;
}

/** One function, started by a queue and a schedule, that may send to a second queue. */
async function startWorker(source: string, setting: Setting = {}): Promise<Stack> {
  const { schedule = 'rate(1 hour)', timeout = 5, retryAttempts = 0, maySend = true, options = {} } = setting;
  const assembly = synthesizeApp(({ stack: parent, addFunction }) => {
    const queue = new Queue(parent, 'Work', { visibilityTimeout: Duration.seconds(30) });
    const next = new Queue(parent, 'Next');
    const worker = addFunction('Worker', source, {
      timeout: Duration.seconds(timeout),
      retryAttempts,
      environment: { NEXT_QUEUE_URL: next.queueUrl, GREETING: 'halo' },
    });
    queue.grantConsumeMessages(worker);
    if (maySend)
      worker.addToRolePolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [next.queueArn] }));
    new EventSourceMapping(parent, 'Source', { target: worker, eventSourceArn: queue.queueArn, batchSize: 1 });
    const role = new Role(parent, 'SchedulerRole', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    worker.grantInvoke(role);
    new CfnSchedule(parent, 'Tick', {
      scheduleExpression: schedule,
      flexibleTimeWindow: { mode: 'OFF' },
      target: { arn: worker.functionArn, roleArn: role.roleArn, input: JSON.stringify({ task: 'tick' }) },
    });
  });
  return startStack({ assembly, fireAtStart: false, ...options });
}

const SENDS = `
  import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
  const client = new SQSClient({ maxAttempts: 1 });
  const send = (body) => client.send(new SendMessageCommand({ QueueUrl: process.env.NEXT_QUEUE_URL, MessageBody: body }));`;

const waitingIn = async ({ endpoint, plan }: Stack): Promise<number> =>
  (await endpoint.inspectQueue(plan.queues.find(({ name }) => name !== plan.sources[0]!.queue)!.name)).ready;

describe('a function', () => {
  it('sees the environment of the template, the machine’s clock and nothing of the runner', async () => {
    process.env['SECRET_OF_THE_RUNNER'] = 'x';
    stack = await startWorker(`export const handler = async () => {
      throw new Error(JSON.stringify({ env: process.env, year: new Date().getUTCFullYear() }));
    };`);
    const year = stack.clock.now().getUTCFullYear();
    await stack.advance(2 * 366 * 86_400_000);
    await stack.tick('worker');
    const seen = JSON.parse(stack.trace.at(-1)!.error!) as { env: Record<string, string>; year: number };
    expect(seen.year).toBe(year + 2);
    expect(seen.env).toMatchObject({
      GREETING: 'halo',
      AWS_ENDPOINT_URL: stack.endpoint.url,
      AWS_ACCESS_KEY_ID: 'worker.1',
    });
    expect(seen.env).not.toHaveProperty('SECRET_OF_THE_RUNNER');
    expect(seen.env).not.toHaveProperty('PATH');
  });

  it('is stopped at the timeout of the template, also when it never lets go of its thread', async () => {
    stack = await startWorker(`export const handler = async ({ Records }) => { if (Records) for (;;); };`, {
      timeout: 1,
    });
    await send(stack, 'worker', 1);
    await stack.settle();
    const [stuck] = stack.trace;
    expect(stuck).toMatchObject({ outcome: 'timeout', error: 'worker was stopped after its timeout of 1 s.' });
    expect(stuck!.ms).toBeGreaterThan(990);
    await stack.tick('worker');
    expect(stack.trace.at(-1)).toMatchObject({ outcome: 'ok' });
  });

  it('does nothing after its timeout: what it had under way is not performed', async () => {
    stack = await startWorker(
      `${SENDS} export const handler = async () => { await new Promise((r) => setTimeout(r, 990)); for (;;) await send('late'); };`,
      { timeout: 1 },
    );
    await stack.tick('worker');
    const sent = await waitingIn(stack);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await waitingIn(stack)).toBe(sent);
    const answered = stack.trace.at(-1)!.calls.length;
    expect(sent).toBeLessThanOrEqual(answered + 1);
  });

  it('knows how much time it has left, whatever the clock does', async () => {
    stack = await startWorker(`export const handler = async (event, context) => {
      throw new Error(String(context.getRemainingTimeInMillis()));
    };`);
    await stack.advance(3_600_000);
    const left = Number(stack.trace.at(-1)!.error);
    expect(left).toBeGreaterThan(4_000);
    expect(left).toBeLessThanOrEqual(5_000);
  });

  it('is refused what its role does not allow, in a sentence that names function, action and resource', async () => {
    stack = await startWorker(`${SENDS} export const handler = async () => { await send('x'); };`, { maySend: false });
    await stack.tick('worker');
    expect(stack.trace.at(-1)!.error).toMatch(
      /worker is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:us-east-1:000000000000:Tiny-Next/,
    );
  });

  it('loses its life and not its message when it is killed', async () => {
    stack = await startWorker(`import { existsSync } from 'node:fs';
      export const handler = async ({ Records }) => {
        if (Records?.[0].attributes.ApproximateReceiveCount === '1') await new Promise(() => setInterval(() => {}, 1_000));
      };`);
    const { endpoint } = stack;
    const received = new Promise((resolve) =>
      endpoint.onCall(({ action }) => action === 'ReceiveMessage' && resolve(0)),
    );
    await send(stack, 'worker', 1);
    await received;
    await new Promise((resolve) => setTimeout(resolve, 50));
    await stack.kill('worker');
    await stack.drain();
    expect(stack.trace.map(({ outcome }) => outcome)).toEqual(['killed', 'ok']);
  });

  it('goes on after a call that nobody ever answered, once it is killed', async () => {
    stack = await startWorker('export const handler = async () => ({});');
    const running = stack;
    let dropped = 0;
    running.endpoint.fault = ({ action }) => {
      if (action !== 'DeleteMessageBatch' || dropped > 0) return undefined;
      dropped += 1;
      void running.kill('worker');
      return 'before';
    };
    await send(running, 'worker', 1);
    await running.drain();
    expect(dropped).toBe(1);
    expect(running.trace.filter(({ outcome }) => outcome === 'ok')).toHaveLength(2);
  });

  it('keeps its calls in the trace of the invocation that made them', async () => {
    stack = await startWorker(`${SENDS} export const handler = async () => { await send('a'); await send('b'); };`);
    await stack.tick('worker');
    expect(stack.trace.at(-1)!.calls.map(({ action, principal }) => `${principal} ${action}`)).toEqual([
      'worker SendMessage',
      'worker SendMessage',
    ]);
  });
});

describe('a schedule', () => {
  it.each([
    ['rate(1 minute)', 59_000, 0],
    ['rate(1 minute)', 60_000, 1],
    ['rate(1 minute)', 3_600_000, 1],
    ['rate(5 minutes)', 299_000, 0],
    ['cron(* * * * ? *)', 60_000, 1],
    ['cron(0 0 29 2 ? 2096)', 86_400_000, 0],
  ])('%s, after %d ms, has fired %d times', async (schedule, ms, times) => {
    stack = await startWorker('export const handler = async () => ({});', { schedule });
    await stack.advance(ms);
    expect(stack.trace).toHaveLength(times);
    for (const { event } of stack.trace) expect(event).toEqual({ task: 'tick' });
  });

  it('fires a rate at the start too, unless it is told not to', async () => {
    stack = await startWorker('export const handler = async () => ({});', { options: { fireAtStart: true } });
    await stack.settle();
    expect(stack.trace).toHaveLength(1);
  });

  it.each([0, 1, 2])('tries a failed tick %d times again, as the template says', async (retryAttempts) => {
    stack = await startWorker(`export const handler = async () => { throw new Error('no'); };`, { retryAttempts });
    await stack.tick('worker');
    for (let minute = 0; minute < 5; minute++) await stack.advance(60_000);
    expect(stack.trace).toHaveLength(1 + retryAttempts);
  });
});
