import {
  CheckIfPhoneNumberIsOptedOutCommand,
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  PublishCommand,
  type PublishCommandInput,
  SetTopicAttributesCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HOUR } from '../../../shared/platform/clock.ts';
import { ACCOUNT, refusalOf, REGION, startTestEndpoint, type TestEndpoint } from './support.ts';

let test: TestEndpoint;
let sns: ReturnType<TestEndpoint['as']>['topics'];

beforeAll(async () => {
  test = await startTestEndpoint();
  sns = test.as('tester').topics;
});
beforeEach(() => test.endpoint.reset());
afterAll(() => test.stop());

const createTopic = async (Name = 'siaga-ana-email'): Promise<string> => {
  const Attributes = { DisplayName: 'Siaga & Co <alerts>' };
  const Tags = [{ Key: 'stack', Value: 'siaga' }];
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name, Attributes, Tags }));
  return TopicArn!;
};

const subscribe = async (TopicArn: string, Endpoint = 'ana@example.org'): Promise<string> => {
  const input = { TopicArn, Protocol: 'email', Endpoint, ReturnSubscriptionArn: true };
  return (await sns.send(new SubscribeCommand(input))).SubscriptionArn!;
};

const confirmed = async (): Promise<{ topic: string; subscription: string }> => {
  const topic = await createTopic();
  const subscription = await subscribe(topic);
  const [mail] = test.endpoint.outbox.list({ kind: 'confirmation' });
  expect(test.endpoint.outbox.confirm(mail!.id)).toBe(true);
  return { topic, subscription };
};

const counts = async (TopicArn: string): Promise<string[]> => {
  const { Attributes = {} } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
  return ['Pending', 'Confirmed', 'Deleted'].map((state) => `${state} ${Attributes[`Subscriptions${state}`]}`);
};

describe('a topic', () => {
  it('is the same topic when it is created again', async () => {
    const first = await createTopic();
    expect(first).toBe(`arn:aws:sns:${REGION}:${ACCOUNT}:siaga-ana-email`);
    expect(await createTopic()).toBe(first);
    const { Topics } = await sns.send(new ListTopicsCommand({}));
    expect(Topics).toEqual([{ TopicArn: first }]);
  });

  it('cannot be created again with other attributes', async () => {
    const topic = await createTopic();
    const again = new CreateTopicCommand({ Name: 'siaga-ana-email', Attributes: { DisplayName: 'Other' } });
    expect(await refusalOf(sns.send(again))).toMatchObject({ name: 'InvalidParameterException' });
    await sns.send(
      new SetTopicAttributesCommand({ TopicArn: topic, AttributeName: 'DisplayName', AttributeValue: 'Other' }),
    );
    expect((await sns.send(again)).TopicArn).toBe(topic);
  });

  it('keeps its tags and its name as written', async () => {
    const ResourceArn = await createTopic();
    const { Tags } = await sns.send(new ListTagsForResourceCommand({ ResourceArn }));
    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn: ResourceArn }));
    expect(Tags).toEqual([{ Key: 'stack', Value: 'siaga' }]);
    expect(Attributes?.['DisplayName']).toBe('Siaga & Co <alerts>');
  });

  it('takes its subscriptions with it', async () => {
    const { topic, subscription } = await confirmed();
    await sns.send(new DeleteTopicCommand({ TopicArn: topic }));
    const asked = sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: subscription }));
    expect(await refusalOf(asked)).toEqual({ name: 'NotFoundException', message: 'Subscription does not exist' });
    const published = sns.send(new PublishCommand({ TopicArn: topic, Message: 'Berita' }));
    expect(await refusalOf(published)).toEqual({ name: 'NotFoundException', message: 'Topic does not exist' });
  });
});

describe('a subscription by e-mail', () => {
  it('is pending until the link in the confirmation is followed', async () => {
    const topic = await createTopic();
    const SubscriptionArn = await subscribe(topic);
    const state = async () => {
      const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
      return Attributes?.['PendingConfirmation'];
    };
    expect(await state()).toBe('true');
    expect(await counts(topic)).toEqual(['Pending 1', 'Confirmed 0', 'Deleted 0']);
    const [mail] = test.endpoint.outbox.list();
    expect(mail).toMatchObject({
      kind: 'confirmation',
      to: 'ana@example.org',
      from: 'Siaga & Co <alerts>',
      subject: 'AWS Notification - Subscription Confirmation',
      confirmation: { state: 'waiting' },
    });
    const link = mail!.body.split('\n').at(-1)!;
    expect((await fetch(link)).status).toBe(200);
    expect(await state()).toBe('false');
    expect(await counts(topic)).toEqual(['Pending 0', 'Confirmed 1', 'Deleted 0']);
    expect(test.endpoint.outbox.get(mail!.id)?.confirmation?.state).toBe('confirmed');
  });

  it('does not say its name before it is confirmed, unless asked to', async () => {
    const TopicArn = await createTopic();
    const input = { TopicArn, Protocol: 'email', Endpoint: 'ana@example.org' };
    expect((await sns.send(new SubscribeCommand(input))).SubscriptionArn).toBe('pending confirmation');
    const listed = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    expect(listed.Subscriptions?.[0]).toMatchObject({
      SubscriptionArn: 'PendingConfirmation',
      Endpoint: 'ana@example.org',
    });
  });

  it('is asked for again: the same subscription, one more confirmation; once confirmed, none', async () => {
    const topic = await createTopic();
    const first = await subscribe(topic);
    expect(await subscribe(topic)).toBe(first);
    expect(test.endpoint.outbox.list({ kind: 'confirmation' })).toHaveLength(2);
    test.endpoint.outbox.confirm(test.endpoint.outbox.list()[1]!.id);
    expect(await subscribe(topic)).toBe(first);
    expect(test.endpoint.outbox.list({ kind: 'confirmation' })).toHaveLength(2);
  });

  it('is gone after 48 hours without confirmation, and not a minute before', async () => {
    const topic = await createTopic();
    await subscribe(topic);
    const [mail] = test.endpoint.outbox.list();
    test.clock.advance(48 * HOUR - 60_000);
    expect(await counts(topic)).toEqual(['Pending 1', 'Confirmed 0', 'Deleted 0']);
    test.clock.advance(60_000);
    expect(await counts(topic)).toEqual(['Pending 0', 'Confirmed 0', 'Deleted 0']);
    expect(test.endpoint.outbox.confirm(mail!.id)).toBe(false);
    expect(test.endpoint.outbox.get(mail!.id)?.confirmation?.state).toBe('gone');
  });

  it('cannot be ended while it is pending', async () => {
    const SubscriptionArn = await subscribe(await createTopic());
    const refused = await refusalOf(sns.send(new UnsubscribeCommand({ SubscriptionArn })));
    expect(refused.message).toContain('pending confirmation');
  });

  it('is ended by its owner, who may say so twice', async () => {
    const { topic, subscription } = await confirmed();
    await sns.send(new UnsubscribeCommand({ SubscriptionArn: subscription }));
    await sns.send(new UnsubscribeCommand({ SubscriptionArn: subscription }));
    expect(await counts(topic)).toEqual(['Pending 0', 'Confirmed 0', 'Deleted 1']);
  });

  it('is ended by the link under an e-mail, which tells nobody', async () => {
    const { topic } = await confirmed();
    await sns.send(new PublishCommand({ TopicArn: topic, Message: 'Berita' }));
    const [mail] = test.endpoint.outbox.list({ kind: 'email' });
    expect(mail!.footer).toContain('/unsubscribe.html?SubscriptionArn=');
    expect(test.endpoint.outbox.unsubscribe(mail!.id)).toBe(true);
    expect(test.endpoint.outbox.unsubscribe(mail!.id)).toBe(false);
    expect((await sns.send(new ListSubscriptionsCommand({}))).Subscriptions).toEqual([]);
    expect(test.endpoint.outbox.list()).toHaveLength(2);
  });

  it('is confirmed by a call with the token of the confirmation, not with another', async () => {
    const TopicArn = await createTopic();
    const arn = await subscribe(TopicArn);
    const link = new URL(test.endpoint.outbox.list()[0]!.body.split('\n').at(-1)!);
    const wrong = await refusalOf(sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token: 'f00' })));
    expect(wrong.message).toBe('Invalid parameter: Token');
    const Token = link.searchParams.get('Token')!;
    expect((await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }))).SubscriptionArn).toBe(arn);
  });

  it('is listed a hundred a page', async () => {
    const TopicArn = await createTopic();
    for (let n = 0; n < 101; n++) await subscribe(TopicArn, `reader-${n}@example.org`);
    const first = await sns.send(new ListSubscriptionsCommand({}));
    const second = await sns.send(new ListSubscriptionsCommand({ NextToken: first.NextToken }));
    expect([first.Subscriptions?.length, second.Subscriptions?.length, second.NextToken]).toEqual([100, 1, undefined]);
  });

  it.each([
    ['email', 'not an address', 'Invalid parameter: Email address'],
    ['https', 'http://desk.example/hook', 'Invalid parameter: Endpoint must match the specified protocol'],
    ['pigeon', 'coop 7', 'Invalid parameter: Does not support this protocol string: pigeon'],
  ])('is refused by %s to %s', async (Protocol, Endpoint, message) => {
    const TopicArn = await createTopic();
    const refused = await refusalOf(sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint })));
    expect(refused).toEqual({ name: 'InvalidParameterException', message });
  });
});

describe('publishing to a topic', () => {
  it('gives each protocol its own body, and keeps attributes and the request', async () => {
    const { topic, subscription } = await confirmed();
    const sent = await sns.send(
      new PublishCommand({
        TopicArn: topic,
        Subject: 'Krisis: “Rusia” & NATO ⚡',
        MessageStructure: 'json',
        Message: JSON.stringify({ default: 'short', email: 'Baris satu\r\nBaris <dua> &\n' }),
        MessageAttributes: { delivery: { DataType: 'String', StringValue: 'd-1' } },
      }),
    );
    expect(test.endpoint.outbox.list({ to: 'ana@example.org', kind: 'email' })).toMatchObject([
      {
        messageId: sent.MessageId,
        state: 'sent',
        subject: 'Krisis: “Rusia” & NATO ⚡',
        body: 'Baris satu\r\nBaris <dua> &\n',
        attributes: { delivery: { DataType: 'String', StringValue: 'd-1' } },
        principal: 'tester',
        topicArn: topic,
        subscriptionArn: subscription,
        at: expect.any(Date) as Date,
        request: { MessageStructure: 'json' },
      },
    ]);
  });

  it('reaches nobody who has not confirmed, and is accepted all the same', async () => {
    const topic = await createTopic();
    await subscribe(topic);
    expect((await sns.send(new PublishCommand({ TopicArn: topic, Message: 'Berita' }))).MessageId).toBeDefined();
    expect(test.endpoint.outbox.list({ kind: 'email' })).toEqual([]);
  });

  const text = (length: number): string => 'x'.repeat(length);
  const attribute = (StringValue: string) => ({ trace: { DataType: 'String', StringValue } });
  it.each<[string, Partial<PublishCommandInput>]>([
    ['a subject of 99 characters', { Subject: text(99) }],
    ['a subject outside ASCII', { Subject: 'Kuba — “¿qué?”' }],
    ['a body of 256 KiB', { Message: text(256 * 1024) }],
  ])('accepts %s', async (_case, input) => {
    const { topic } = await confirmed();
    await sns.send(new PublishCommand({ TopicArn: topic, Message: 'Berita', ...input }));
    expect(test.endpoint.outbox.list({ kind: 'email' })).toHaveLength(1);
  });

  it.each<[string, Partial<PublishCommandInput>, string]>([
    ['a subject of 100 characters', { Subject: text(100) }, 'Invalid parameter: Subject'],
    ['an empty subject', { Subject: '' }, 'Invalid parameter: Subject'],
    ['a line break in the subject', { Subject: 'Rusia\nBcc: all' }, 'Invalid parameter: Subject'],
    ['a control character in the subject', { Subject: 'Rusia\u0007' }, 'Invalid parameter: Subject'],
    ['a line separator in the subject', { Subject: 'Rusia\u2028NATO' }, 'Invalid parameter: Subject'],
    ['an empty message', { Message: '' }, 'Invalid parameter: Empty message'],
    ['a message over 256 KiB', { Message: text(256 * 1024 + 1) }, 'Invalid parameter: Message too long'],
    [
      'attributes that make it too long',
      { Message: text(256 * 1024 - 10), MessageAttributes: attribute('0123456789') },
      'Invalid parameter: Message too long',
    ],
    [
      'bodies that are not JSON',
      { MessageStructure: 'json', Message: '{' },
      'Invalid parameter: Message Structure - JSON message body failed to parse',
    ],
    [
      'bodies without a default',
      { MessageStructure: 'json', Message: '{"email":"x"}' },
      'Invalid parameter: Message Structure - No default entry in JSON message body',
    ],
    [
      'an empty attribute',
      { MessageAttributes: attribute('') },
      "The message attribute 'trace' must contain non-empty message attribute value for message attribute type 'String'.",
    ],
  ])('refuses %s, and the outbox says so in the same words', async (_case, input, message) => {
    const { topic } = await confirmed();
    const refused = await refusalOf(sns.send(new PublishCommand({ TopicArn: topic, Message: 'Berita', ...input })));
    expect(refused.message).toBe(message);
    expect(test.endpoint.outbox.list({ kind: 'email' })).toMatchObject([
      { state: 'refused', reason: message, to: 'ana@example.org', messageId: null },
    ]);
  });
});

describe('publishing to a phone', () => {
  const publish = (PhoneNumber: string, Message: string) => sns.send(new PublishCommand({ PhoneNumber, Message }));

  it.each([
    ['160 characters of GSM-7', 'a'.repeat(160), 1],
    ['161 characters of GSM-7', 'a'.repeat(161), 2],
    ['70 characters with one outside GSM-7', `${'a'.repeat(69)}á`, 1],
    ['71 characters with one outside GSM-7', `${'a'.repeat(70)}á`, 2],
    ['160 characters, one of them an escape', `${'a'.repeat(159)}€`, 2],
  ])('counts the parts of %s', async (_case, body, parts) => {
    await publish('+6281255505530', body);
    expect(test.endpoint.outbox.list({ kind: 'sms' })).toMatchObject([
      { to: '+6281255505530', body, parts, state: 'sent' },
    ]);
  });

  it.each(['081255505530', '+062812', '+62 812 5550', '+1234567890123456', 'ana'])('refuses %s', async (phone) => {
    const refused = await refusalOf(publish(phone, 'Kode'));
    expect(refused.message).toBe(`Invalid parameter: PhoneNumber Reason: ${phone} is not valid to publish to`);
    expect(test.endpoint.outbox.list()).toMatchObject([{ kind: 'sms', state: 'refused', to: phone }]);
  });

  it('refuses more than 1,600 characters', async () => {
    await publish('+6281255505530', 'a'.repeat(1600));
    expect((await refusalOf(publish('+6281255505530', 'a'.repeat(1601)))).message).toContain('too long');
  });

  it('accepts a message to who has opted out and does not deliver it; asked beforehand it says so', async () => {
    const isOptedOut = async () => {
      const asked = await sns.send(new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber: '+6281255505530' }));
      return asked.isOptedOut;
    };
    expect(await isOptedOut()).toBe(false);
    test.endpoint.outbox.optOut('+6281255505530');
    expect(await isOptedOut()).toBe(true);
    expect((await publish('+6281255505530', 'Kode')).MessageId).toBeDefined();
    expect(test.endpoint.outbox.list()).toMatchObject([{ state: 'refused', reason: 'Phone number is opted out' }]);
    test.endpoint.outbox.optIn('+6281255505530');
    expect(await isOptedOut()).toBe(false);
  });
});

describe('the outbox', () => {
  it('tells of each message as it comes, until the listener is let go', async () => {
    const heard: string[] = [];
    const end = test.endpoint.outbox.onMessage(({ body }) => heard.push(body));
    await sns.send(new PublishCommand({ PhoneNumber: '+6281255505530', Message: 'satu' }));
    end();
    await sns.send(new PublishCommand({ PhoneNumber: '+6281255505530', Message: 'dua' }));
    expect(heard).toEqual(['satu']);
    expect(test.endpoint.outbox.list({ limit: 1 }).map(({ body }) => body)).toEqual(['dua']);
  });
});
