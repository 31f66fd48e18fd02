/** What a role reaches, and what happens when it reaches too little: tried with its own credentials. */
import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  paginateScan,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { ListSubscriptionsCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startNewsroom, type Newsroom } from '../support/newsroom.ts';
import { addFeed, call, signUp } from '../support/readers.ts';
import { startStack, type Stack, type Template } from '../support/stack.ts';

const ADDRESS = 'ana@example.org';
const PHONE = '+628125550001';
const OUTLET = 'Warta Khatulistiwa';

let newsroom: Newsroom;
beforeAll(async () => {
  newsroom = await startNewsroom();
  newsroom.publish(OUTLET, { title: 'Rusia bicara', published: new Date() });
});
afterAll(() => newsroom.stop());

describe('what reads strangers’ feeds cannot read an address', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ context: { smsCountries: ['ID'] } });
    await addFeed(stack, newsroom.url(OUTLET));
    await signUp(stack, { email: ADDRESS, sms: PHONE, words: 'Rusia' });
    await stack.drain();
  });
  afterAll(() => stack.stop());

  const as = (accessKeyId: string) => ({
    endpoint: stack.endpoint.url,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey: 'any' },
    maxAttempts: 1,
  });
  const table = (name: string): string => stack.plan.tables.find((each) => each.name.includes(name))!.name;

  it.each(['dispatch', 'poll', 'match', 'maintain'])('%s is refused every way into People', async (name) => {
    const client = new DynamoDBClient(as(name));
    const TableName = table('People');
    const Key = { pk: { S: 'U#somebody' }, sk: { S: 'P' } };
    const query = { TableName, ExpressionAttributeValues: { ':v': { S: 'U#somebody' } } };
    const tries = [
      new GetItemCommand({ TableName, Key }),
      new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [Key] } } }),
      new QueryCommand({ ...query, KeyConditionExpression: 'pk = :v' }),
      new QueryCommand({ ...query, IndexName: 'gsi1', KeyConditionExpression: 'gsi1pk = :v' }),
      new ScanCommand({ TableName }),
      new PutItemCommand({ TableName, Item: Key }),
    ];
    for (const attempt of tries) {
      // Each command has its own type of input; the client takes any of them.
      const answer = client.send(attempt as GetItemCommand);
      await expect(answer).rejects.toThrow(/is not authorized .*SiagaData-People.* no identity-based policy allows/);
    }
    // The same credentials are good for what the role does allow.
    await client.send(new GetItemCommand({ TableName: table('News'), Key }));
    client.destroy();
  });

  it.each(['dispatch', 'poll', 'match', 'maintain'])(
    '%s is refused the queue and the list that name people',
    async (name) => {
      const queues = new SQSClient(as(name));
      const topics = new SNSClient(as(name));
      for (const queue of stack.plan.queues.filter((each) => each.name.includes('Deliveries'))) {
        const QueueUrl = `${stack.endpoint.url}/000000000000/${queue.name}`;
        await expect(queues.send(new ReceiveMessageCommand({ QueueUrl }))).rejects.toThrow('not authorized');
      }
      await expect(topics.send(new ListSubscriptionsCommand({}))).rejects.toThrow('not authorized');
      queues.destroy();
      topics.destroy();
    },
  );

  it('and what they may read, the whole of News, has none', async () => {
    stack.endpoint.permit('Auditor', [{ Effect: 'Allow', Action: 'dynamodb:Scan', Resource: '*' }]);
    const client = new DynamoDBClient(as('Auditor'));
    const itemsOf = async (name: string): Promise<string> => {
      const items = [];
      for await (const { Items = [] } of paginateScan({ client }, { TableName: table(name) })) items.push(...Items);
      return JSON.stringify(items);
    };
    expect(await itemsOf('People')).toContain(ADDRESS);
    const news = await itemsOf('News');
    expect(news).toContain('Rusia bicara');
    for (const secret of [ADDRESS, 'ana', PHONE, PHONE.slice(1)]) expect(news).not.toContain(`"${secret}`);
    client.destroy();
  });
});

describe('a permission that is missing is named where it fails', () => {
  /** Takes one action away from every statement of the role of one function. */
  const without =
    (name: string, action: string) =>
    (template: Template): Template => {
      const copy = structuredClone(template);
      for (const [id, { Type, Properties = {} }] of Object.entries(copy.Resources)) {
        if (Type !== 'AWS::IAM::Role' || !id.toLowerCase().includes(`${name}role`)) continue;
        const policies = Properties['Policies'] as { PolicyDocument: { Statement: { Action: string | string[] }[] } }[];
        for (const { PolicyDocument } of policies) {
          for (const statement of PolicyDocument.Statement) {
            statement.Action = [statement.Action]
              .flat()
              .map((each) => (each === action ? 'dynamodb:ListTables' : each));
          }
        }
      }
      return copy;
    };

  it.each([
    ['api', 'sqs:SendMessage', /resource: arn:aws:sqs:\S+Queues(Polls|Deliveries)Queue/],
    ['poll', 'dynamodb:UpdateItem', /resource: arn:aws:dynamodb:\S+table\/SiagaData-News/],
    ['match', 'dynamodb:PutItem', /resource: arn:aws:dynamodb:\S+table\/SiagaData-News/],
  ])('%s without %s', async (name, action, resource) => {
    const stack = await startStack({ template: without(name, action) });
    await call(stack, 'POST', '/v1/feeds', { url: newsroom.url(OUTLET) });
    await stack.settle();
    const told = stack.logs(name).join('\n');
    expect(told).toContain(`User: ${name} is not authorized to perform: ${action} on`);
    expect(told).toMatch(resource);
    await stack.stop();
  });
});
