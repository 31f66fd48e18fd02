/**
 * No role allows more than the work needs: everything that people and operators do is done once against the whole
 * stack, and what no call made use of is listed here with its reason, one by one.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decide } from '../../local/endpoint/permissions/evaluate.ts';
import { type PolicyStatement, toList } from '../../local/endpoint/permissions/policy.ts';
import type { Call } from '../../local/endpoint/index.ts';
import { HOUR, MINUTE } from '../../shared/platform/clock.ts';
import { startNewsroom, type Newsroom } from '../support/newsroom.ts';
import { addFeed, call, pollNow, signUp } from '../support/readers.ts';
import { startStack, type Stack } from '../support/stack.ts';

/** One action on one resource, as a role allows it. */
interface Allowance {
  /** `poll may sqs:SendMessage on …PollsQueue` */
  name: string;
  function: string;
  statement: PolicyStatement;
}

/** What a day on this machine does not make use of, and why the role has it. */
const UNUSED: Record<string, string> = {
  'logs:CreateLogStream': 'Lambda itself writes the log, with the role of the function.',
  'logs:PutLogEvents': 'Lambda itself writes the log, with the role of the function.',
  'sqs:GetQueueAttributes': 'Lambda refuses to poll a queue for a role that lacks it.',
  'poll may sqs:SendMessage on Polls':
    'A group that failed is split, and what time is too short for is handed on: test/articles.',
  'match may sqs:ChangeMessageVisibility on Articles': 'Handed back when its time is up: test/functions/match.',
  'alert may sqs:SendMessage on Alerts': 'The next page of an audience above 500: test/delivery.',
  'maintain may dynamodb:DeleteItem on News': 'Sweeps the card of a feed whose removal was cut short: test/feeds.',
};

const calls: Call[] = [];
let stack: Stack;
let newsroom: Newsroom;

beforeAll(async () => {
  newsroom = await startNewsroom();
  stack = await startStack({ context: { smsCountries: ['ID'] } });
  stack.endpoint.onCall((made) => void calls.push(made));
  await liveADay();
}, 120_000);

afterAll(async () => {
  await stack.stop();
  await newsroom.stop();
});

const OUTLET = 'Pelita Pagi';

async function liveADay(): Promise<void> {
  newsroom.publish(OUTLET, { title: 'Kabar lama', published: new Date('2026-01-01T00:00:00Z') });
  const feed = await addFeed(stack, newsroom.url(OUTLET));
  const publish = async (title: string): Promise<void> => {
    newsroom.publish(OUTLET, { title, published: stack.clock.now() });
    await stack.advance(6 * MINUTE);
    await pollNow(stack, feed);
    await stack.settle();
  };

  const soon = new Date(stack.clock.now().getTime() + 15 * MINUTE).toISOString().slice(11, 16);
  await signUp(stack, { email: 'ana@example.org', words: 'Rusia' });
  const both = { email: 'digest', sms: 'alert' } as const;
  await signUp(stack, {
    email: 'budi@example.org',
    sms: '+628125550001',
    words: 'NATO',
    modes: both,
    digestAt: soon,
  });
  const leaver = await signUp(stack, { email: 'citra@example.org', words: 'gempa' });
  await publish('Rusia dan NATO bicara');
  // While the mailboxes are closed for a minute: deliver leaves itself wake-ups.
  newsroom.publish(OUTLET, { title: 'Rusia dan NATO bicara lagi', published: stack.clock.now() });
  await pollNow(stack, feed);
  await stack.settle();
  await stack.advance(12 * MINUTE);

  // Somebody leaves here: her words are matched until the night, for nobody.
  expect((await call(stack, 'DELETE', '/v1/me', undefined, leaver)).status).toBeLessThan(300);
  await publish('Gempa di laut');
  // Somebody leaves at SNS.
  const [received] = stack.endpoint.outbox.list({ to: 'ana@example.org', kind: 'email' });
  expect(stack.endpoint.outbox.unsubscribe(received!.id)).toBe(true);
  await stack.tick('reconcile');
  await stack.tick('reconcile');
  await publish('Setelah malam');

  for (const path of ['/v1/articles?q=NATO', '/v1/articles', '/v1/feeds']) {
    expect((await call(stack, 'GET', path)).status).toBe(200);
  }
  const spare = await addFeed(stack, newsroom.url(OUTLET).replace('.xml', '.xml?spare'));
  expect((await call(stack, 'DELETE', `/v1/feeds/${spare}`)).status).toBe(204);
  await stack.advance(2 * HOUR);
  await stack.tick('maintain');
  await stack.drain();
}

/** The name of a table or queue in the stacks, without what CloudFormation adds to it. */
const shortName = (resource: string): string =>
  /(News|People)[^/]*(\/index\/.*)?$/.exec(resource)?.slice(1).join('') ??
  /Queues(\w+?)Queue/.exec(resource)?.[1] ??
  resource.replace(/^.*:/, '');

function allowancesOf({ name, statements }: { name: string; statements: PolicyStatement[] }): Allowance[] {
  return statements.flatMap(({ Condition: _, ...statement }) =>
    toList(statement.Action).flatMap((Action) =>
      (statement.Resource === undefined ? [undefined] : toList(statement.Resource)).map((Resource) => ({
        name: `${name.toLowerCase()} may ${Action} on ${Resource === undefined ? 'phones' : shortName(Resource)}`,
        function: name,
        statement: { ...statement, Action, ...(Resource !== undefined && { Resource }) },
      })),
    ),
  );
}

/** A batch needs the permission of the single action. */
const permissionOf = ({ service, action }: Call): string =>
  service === 'sqs' ? `sqs:${action.replace(/Batch$/, '')}` : `${service}:${action}`;

const isUsed = ({ function: name, statement }: Allowance): boolean =>
  calls.some(
    (made) =>
      made.principal === name &&
      made.resources.some(
        (resource) => decide([statement], { action: permissionOf(made), resource, context: new Map() }).allowed,
      ),
  );

const unusedAllowances = (): Allowance[] =>
  stack.plan.functions.flatMap(allowancesOf).filter((allowance) => !isUsed(allowance));

it('every permission is used by a call, or its reason stands in the list', () => {
  const unused = unusedAllowances();
  const reasonOf = ({ name, statement }: Allowance): string | undefined =>
    UNUSED[name] ?? UNUSED[String(statement.Action)];
  const lines = unused.map((allowance) => `${allowance.name}: ${reasonOf(allowance) ?? 'NO REASON'}`);
  console.info(`Permissions that no call of the day used:\n${lines.join('\n')}`);
  expect(unused.filter((allowance) => reasonOf(allowance) === undefined).map(({ name }) => name)).toEqual([]);
});

it('no reason outlives its permission', () => {
  const unused = unusedAllowances();
  const needed = new Set(unused.flatMap(({ name, statement }) => [name, String(statement.Action)]));
  expect(Object.keys(UNUSED).filter((reason) => !needed.has(reason))).toEqual([]);
});

it('no call was refused', () => {
  const refused = calls.filter(({ decision }) => decision === 'refused');
  expect(refused.map((made) => `${made.principal} ${permissionOf(made)} ${made.resources.join()}`)).toEqual([]);
});
