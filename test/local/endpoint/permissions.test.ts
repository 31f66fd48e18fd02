import {
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  BatchWriteItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { PublishCommand } from '@aws-sdk/client-sns';
import { SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide } from '../../../local/endpoint/permissions/evaluate.ts';
import type { PolicyStatement } from '../../../local/endpoint/permissions/policy.ts';
import { ACCOUNT, refusalOf, REGION, startTestEndpoint, TABLE, type TestEndpoint } from './support.ts';

const table = (name: string): string => `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${name}`;
const allow = (rest: Omit<PolicyStatement, 'Effect'>): PolicyStatement => ({ Effect: 'Allow', ...rest });
const deny = (rest: Omit<PolicyStatement, 'Effect'>): PolicyStatement => ({ Effect: 'Deny', ...rest });

describe('a decision', () => {
  const isAllowed = (
    statements: PolicyStatement[],
    action: string,
    resource: string,
    context: Record<string, string[]> = {},
  ) => decide(statements, { action, resource, context: new Map(Object.entries(context)) }).allowed;

  const news = allow({ Action: ['dynamodb:GetItem', 'dynamodb:Query*'], Resource: table('News') });
  it.each<[string, boolean, PolicyStatement[], string, string]>([
    ['what is listed', true, [news], 'dynamodb:GetItem', table('News')],
    ['another action', false, [news], 'dynamodb:PutItem', table('News')],
    ['another resource', false, [news], 'dynamodb:GetItem', table('People')],
    ['a longer name that begins alike', false, [news], 'dynamodb:GetItem', table('News2')],
    ['an index, when only the table is listed', false, [news], 'dynamodb:Query', `${table('News')}/index/gsi1`],
    ['actions in any case', true, [news], 'DynamoDB:getitem', table('News')],
    ['a pattern of actions', true, [news], 'dynamodb:Query', table('News')],
    ['one character by ?', true, [allow({ Action: '*', Resource: table('New?') })], 'x:Y', table('News')],
    ['two characters by ?', false, [allow({ Action: '*', Resource: table('New?') })], 'x:Y', table('Newss')],
    ['a dot in a pattern, literally', false, [allow({ Action: 'a:b', Resource: 'q.fifo' })], 'a:b', 'qxfifo'],
    ['nothing listed at all', false, [], 'dynamodb:GetItem', table('News')],
    [
      'what a Deny names, though allowed',
      false,
      [news, deny({ Action: '*', Resource: '*' })],
      'dynamodb:GetItem',
      table('News'),
    ],
    [
      'what a Deny does not name',
      true,
      [news, deny({ Action: 'sqs:*', Resource: '*' })],
      'dynamodb:GetItem',
      table('News'),
    ],
    ['all but NotAction', true, [allow({ NotAction: 'sns:*', Resource: '*' })], 'sqs:SendMessage', 'q'],
    ['what NotAction names', false, [allow({ NotAction: 'sns:*', Resource: '*' })], 'sns:Publish', 't'],
    [
      'a phone, by NotResource of all topics',
      true,
      [allow({ Action: 'sns:Publish', NotResource: 'arn:aws:sns:*:*:*' })],
      'sns:Publish',
      '*',
    ],
    [
      'a topic, by NotResource of all topics',
      false,
      [allow({ Action: 'sns:Publish', NotResource: 'arn:aws:sns:*:*:*' })],
      'sns:Publish',
      'arn:aws:sns:r:a:t',
    ],
    [
      'a phone, by a pattern of topics',
      false,
      [allow({ Action: 'sns:Publish', Resource: 'arn:aws:sns:*' })],
      'sns:Publish',
      '*',
    ],
  ])('%s: %s', (_case, allowed, statements, action, resource) => {
    expect(isAllowed(statements, action, resource)).toBe(allowed);
  });

  const keys = (...values: string[]) => ({ 'dynamodb:LeadingKeys': values });
  const when = (operator: string, values: string | string[], key = 'dynamodb:LeadingKeys'): PolicyStatement[] => [
    allow({ Action: '*', Resource: '*', Condition: { [operator]: { [key]: values } } }),
  ];
  it.each<[boolean, string, string | string[], Record<string, string[]>]>([
    [true, 'StringEquals', ['A', 'B'], keys('B')],
    [false, 'StringEquals', ['A', 'B'], keys('C')],
    [false, 'StringEquals', 'A', {}],
    [true, 'StringEqualsIfExists', 'A', {}],
    [true, 'StringNotEquals', 'A', {}],
    [false, 'StringNotEquals', ['A', 'B'], keys('B')],
    [true, 'StringLike', 'QS#*', keys('QS#0a')],
    [false, 'StringLike', 'QS#*', keys('U#1')],
    [false, 'StringNotLike', 'QS#*', keys('QS#0a')],
    [true, 'ForAllValues:StringLike', ['QS#*', 'QL#*'], keys('QS#1', 'QL#2')],
    [false, 'ForAllValues:StringLike', ['QS#*', 'QL#*'], keys('QS#1', 'U#2')],
    [true, 'ForAllValues:StringLike', 'QS#*', {}],
    [true, 'ForAnyValue:StringLike', 'QS#*', keys('U#1', 'QS#2')],
    [false, 'ForAnyValue:StringLike', 'QS#*', keys('U#1')],
    [false, 'ForAnyValue:StringLike', 'QS#*', {}],
    [true, 'Null', 'true', {}],
    [false, 'Null', 'false', {}],
    [true, 'Null', 'false', keys('A')],
    [false, 'StringResembles', 'A', keys('A')],
  ])('%s when %s %j and the request has %j', (allowed, operator, values, context) => {
    expect(isAllowed(when(operator, values), 'dynamodb:Query', 'x', context)).toBe(allowed);
  });

  it('says which operator it does not know', () => {
    const decision = decide(when('StringResembles', 'A'), { action: 'a:b', resource: '*', context: new Map() });
    expect(decision).toMatchObject({ reason: expect.stringContaining('StringResembles') as string });
  });
});

describe('a call', () => {
  let test: TestEndpoint;
  let queue: { url: string; arn: string };

  beforeAll(async () => {
    test = await startTestEndpoint();
    for (const name of ['News', 'People']) await test.endpoint.createTable(name, TABLE);
    queue = await test.endpoint.createQueue('polls', {});
  });
  afterAll(() => test.stop());

  const permit = (...statements: PolicyStatement[]) => test.endpoint.permit('match', statements);
  const get = (TableName: string, pk = 'A#1') =>
    test.as('match').tables.send(new GetItemCommand({ TableName, Key: { pk: { S: pk }, sk: { S: 'A' } } }));

  it('is refused with the function, the action and the resource, and counted so', async () => {
    permit(allow({ Action: 'dynamodb:GetItem', Resource: table('News') }));
    await get('News');
    expect(test.calls.at(-1)).toMatchObject({ principal: 'match', decision: 'allowed', resources: [table('News')] });
    const refused = await refusalOf(get('People'));
    expect(refused.name).toBe('AccessDeniedException');
    expect(refused.message).toContain(
      `match is not authorized to perform: dynamodb:GetItem on resource: ${table('People')}`,
    );
    expect(test.calls.at(-1)).toMatchObject({ decision: 'refused', readUnits: 0, status: 400 });
  });

  it('is refused to a stranger', async () => {
    const stranger = test.as('nobody').tables.send(new ScanCommand({ TableName: 'News' }));
    expect((await refusalOf(stranger)).message).toContain('no role with this name');
  });

  it('is the function’s in each of its lives', async () => {
    permit(allow({ Action: 'dynamodb:Scan', Resource: table('News') }));
    await test.as('match.7').tables.send(new ScanCommand({ TableName: 'News' }));
    expect(test.calls.at(-1)).toMatchObject({ principal: 'match', key: 'match.7', decision: 'allowed' });
  });

  it('on an index needs the index, not the table', async () => {
    const query = (IndexName?: string) =>
      test.as('match').tables.send(
        new QueryCommand({
          TableName: 'News',
          ...(IndexName && { IndexName }),
          KeyConditionExpression: '#k = :k',
          ExpressionAttributeNames: { '#k': IndexName ? 'gsi1pk' : 'pk' },
          ExpressionAttributeValues: { ':k': { S: 'W#5#0' } },
        }),
      );
    permit(allow({ Action: 'dynamodb:Query', Resource: `${table('News')}/index/gsi1` }));
    await query('gsi1');
    expect((await refusalOf(query())).message).toContain(`resource: ${table('News')} `);
  });

  it('of a batch needs every table of it', async () => {
    permit(allow({ Action: 'dynamodb:BatchWriteItem', Resource: table('News') }));
    const Item = { pk: { S: 'A#1' }, sk: { S: 'A' } };
    const write = (...names: string[]) => {
      const RequestItems = Object.fromEntries(names.map((name) => [name, [{ PutRequest: { Item } }]]));
      return test.as('match').tables.send(new BatchWriteItemCommand({ RequestItems }));
    };
    await write('News');
    expect((await refusalOf(write('News', 'People'))).message).toContain(table('People'));
  });

  const onQueries = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['QS#*', 'QL#*'] } };
  it.each<[string, string, (key: string) => Promise<unknown>]>([
    ['a get', 'GetItem', (key) => get('News', key)],
    [
      'a put',
      'PutItem',
      (key) =>
        test
          .as('match')
          .tables.send(new PutItemCommand({ TableName: 'News', Item: { pk: { S: key }, sk: { S: 'x' } } })),
    ],
    [
      'a query',
      'Query',
      (key) =>
        test.as('match').tables.send(
          new QueryCommand({
            TableName: 'News',
            KeyConditionExpression: '#pk = :pk and begins_with(#sk, :sk)',
            ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
            ExpressionAttributeValues: { ':pk': { S: key }, ':sk': { S: 'x' } },
          }),
        ),
    ],
    [
      'a batch',
      'BatchWriteItem',
      (key) =>
        test.as('match').tables.send(
          new BatchWriteItemCommand({
            RequestItems: { News: [{ DeleteRequest: { Key: { pk: { S: key }, sk: { S: 'x' } } } }] },
          }),
        ),
    ],
  ])('by %s sees only the partitions that its condition names', async (_case, action, call) => {
    permit(allow({ Action: `dynamodb:${action}`, Resource: table('News'), Condition: onQueries }));
    await call('QS#0a');
    expect((await refusalOf(call('U#ana'))).name).toBe('AccessDeniedException');
  });

  it('that sends a batch to a queue needs the single action', async () => {
    const send = () =>
      test
        .as('match')
        .queues.send(new SendMessageBatchCommand({ QueueUrl: queue.url, Entries: [{ Id: '1', MessageBody: 'x' }] }));
    permit(allow({ Action: 'sqs:SendMessage', Resource: queue.arn }));
    expect((await send()).Successful).toHaveLength(1);
    permit(allow({ Action: 'sqs:SendMessageBatch', Resource: queue.arn }));
    const refused = await refusalOf(send());
    expect(refused).toMatchObject({ name: 'AccessDenied' });
    expect(refused.message).toContain(`match is not authorized to perform: sqs:SendMessage on resource: ${queue.arn}`);
  });

  it('to a phone has no resource: only a statement for everything allows it', async () => {
    const publish = () =>
      test.as('match').topics.send(new PublishCommand({ PhoneNumber: '+6281255505530', Message: 'x' }));
    permit(allow({ Action: 'sns:Publish', Resource: 'arn:aws:sns:*:*:siaga-*' }));
    const refused = await refusalOf(publish());
    expect(refused.name).toBe('AuthorizationErrorException');
    expect(refused.message).toContain('match is not authorized to perform: sns:Publish on resource: *');
    permit(allow({ Action: 'sns:Publish', Resource: '*' }));
    expect((await publish()).MessageId).toBeDefined();
  });

  it('that the endpoint cannot place is refused even to who may do everything', async () => {
    const { Authorization: signature } = {
      Authorization:
        'AWS4-HMAC-SHA256 Credential=tester/20261123/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
    };
    const response = await fetch(test.endpoint.url, {
      method: 'POST',
      headers: { authorization: signature, 'x-amz-target': 'DynamoDB_20120810.ExecuteStatement' },
      body: '{"Statement":"SELECT * FROM People"}',
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('dynamodb:ExecuteStatement');
    expect(test.calls.at(-1)).toMatchObject({ action: 'ExecuteStatement', decision: 'refused' });
  });

  it('without a signature is nobody’s', async () => {
    const before = test.calls.length;
    expect((await fetch(test.endpoint.url, { method: 'POST', body: '{}' })).status).toBe(403);
    expect(test.calls).toHaveLength(before);
  });

  it('of a queue elsewhere is refused by its name', async () => {
    permit(allow({ Action: 'sqs:*', Resource: queue.arn }));
    const send = new SendMessageCommand({ QueueUrl: `${test.endpoint.url}/${ACCOUNT}/alerts`, MessageBody: 'x' });
    expect((await refusalOf(test.as('match').queues.send(send))).message).toContain(':alerts ');
  });
});
