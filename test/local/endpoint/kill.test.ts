/** `kill -9` under load: what was acknowledged is there, items and index rows agree, no message is lost or doubled. */
import { PutItemCommand, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { PublishCommand } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Clients, createClients, startTestEndpoint, TABLE } from './support.ts';

const KILLS = 4;
const LOAD_MS = 300;
const SLOTS = ['W#5', 'W#10', 'W#15'];
const folder = mkdtempSync(join(tmpdir(), 'kill-'));

/** What the service said it had taken. */
const acknowledged = {
  versions: new Map<string, number>(),
  messages: new Set<string>(),
  publications: new Set<string>(),
};

beforeAll(async () => {
  for (let kill = 0; kill < KILLS; kill++) await loadAndKill(kill);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function loadAndKill(kill: number): Promise<void> {
  const { child, url, queue } = await startVictim();
  const clients = createClients(url, 'tester');
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null;
  const load = [
    writeItems(clients, isAlive, kill),
    sendMessages(clients, queue, isAlive, kill),
    moveToDead(clients, queue, isAlive),
    publish(clients, isAlive, kill),
  ];
  await new Promise((resolve) => setTimeout(resolve, LOAD_MS + 37 * kill));
  child.kill('SIGKILL');
  await Promise.allSettled([once(child, 'exit'), ...load]);
  for (const client of Object.values(clients)) client.destroy();
}

async function startVictim(): Promise<{ child: ChildProcess; url: string; queue: string }> {
  const script = new URL('./victim.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    return { child, ...(JSON.parse(line) as { url: string; queue: string }) };
  }
  throw new Error('The victim did not start.');
}

/** Items that move between slots of the index, by eight writers. */
async function writeItems({ tables }: Clients, isAlive: () => boolean, kill: number): Promise<void> {
  const writer = async (id: string): Promise<void> => {
    for (let version = kill * 100_000; isAlive(); version++) {
      const Item = {
        pk: { S: id },
        sk: { S: 'S' },
        version: { N: String(version) },
        ...(version % 4 > 0 && { gsi1pk: { S: SLOTS[version % 3]! }, gsi1sk: { S: id } }),
      };
      await tables.send(new PutItemCommand({ TableName: 'News', Item }));
      acknowledged.versions.set(id, version);
    }
  };
  await Promise.allSettled(Array.from({ length: 8 }, (_, n) => writer(`F#${n}`)));
}

async function sendMessages(
  { queues }: Clients,
  QueueUrl: string,
  isAlive: () => boolean,
  kill: number,
): Promise<void> {
  for (let n = 0; isAlive(); n++) {
    const MessageBody = `${kill}/${n}`;
    await queues.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    acknowledged.messages.add(MessageBody);
  }
}

/** Every second receive of a message moves it to the dead letters. */
async function moveToDead({ queues }: Clients, QueueUrl: string, isAlive: () => boolean): Promise<void> {
  const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 });
  while (isAlive()) await queues.send(receive);
}

async function publish({ topics }: Clients, isAlive: () => boolean, kill: number): Promise<void> {
  for (let n = 0; isAlive(); n++) {
    const Message = `${kill}/${n}`;
    await topics.send(new PublishCommand({ PhoneNumber: '+6281255505530', Message }));
    acknowledged.publications.add(Message);
  }
}

describe(`after ${KILLS} kills`, () => {
  let test: Awaited<ReturnType<typeof startTestEndpoint>>;
  let clients: Clients;

  beforeAll(async () => {
    test = await startTestEndpoint({ folder });
    await test.endpoint.createTable('News', TABLE);
    clients = test.as('tester');
  });
  afterAll(() => test.stop());

  it('every acknowledged write is there, and the index holds exactly the rows of its items', async () => {
    const { Items = [] } = await clients.tables.send(new ScanCommand({ TableName: 'News' }));
    expect(acknowledged.versions.size).toBe(8);
    for (const item of Items) {
      expect(Number(item['version']?.N)).toBeGreaterThanOrEqual(acknowledged.versions.get(item['pk']!.S!)!);
    }
    const expected = Items.filter((item) => item['gsi1pk']).map((item) => `${item['gsi1pk']!.S} ${item['pk']!.S}`);
    const found: string[] = [];
    for (const slot of SLOTS) {
      const values = { ':slot': { S: slot } };
      const query = {
        TableName: 'News',
        IndexName: 'gsi1',
        KeyConditionExpression: 'gsi1pk = :slot',
        ExpressionAttributeValues: values,
      };
      const rows = await clients.tables.send(new QueryCommand(query));
      for (const row of rows.Items ?? []) found.push(`${slot} ${row['pk']!.S}`);
    }
    expect(found.sort()).toEqual(expected.sort());
  });

  it('every acknowledged message is in its queue or among the dead letters, once', async () => {
    const dead = await test.endpoint.createQueue('alerts-dead', {});
    const { url } = await test.endpoint.createQueue('alerts', {});
    const found: string[] = [];
    for (const QueueUrl of [url, dead.url]) {
      const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 3600 });
      for (;;) {
        const { Messages = [] } = await clients.queues.send(receive);
        if (Messages.length === 0) break;
        found.push(...Messages.map(({ Body }) => Body!));
      }
    }
    expect(new Set(found).size).toBe(found.length);
    expect([...acknowledged.messages].filter((body) => !found.includes(body))).toEqual([]);
    expect((await test.endpoint.inspectQueue('alerts-dead')).inflight.length).toBeGreaterThan(0);
  });

  it('every acknowledged publication is in the outbox', () => {
    const bodies = new Set(test.endpoint.outbox.list().map(({ body }) => body));
    expect(acknowledged.publications.size).toBeGreaterThan(KILLS);
    expect([...acknowledged.publications].filter((body) => !bodies.has(body))).toEqual([]);
  });
});

describe('a state folder', () => {
  it('that another process holds is refused with its id, and free once that process is killed', async () => {
    const { child } = await startVictim();
    await expect(startTestEndpoint({ folder })).rejects.toThrow(`in use by process ${child.pid}`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await (await startTestEndpoint({ folder })).stop();
  });
});
