/** The real SNS client against a server that answers as SNS does, and as a network does when it fails. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SNSClient } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPublisher } from '../../../functions/deliver/publisher.ts';

const email = {
  kind: 'email',
  topicArn: 'arn:aws:sns:us-east-1:123456789012:siaga-ana-email',
  subject: 'Kuba: Kapal riset singgah',
  body: 'Kapal riset singgah\n',
  deliveryId: 'ana.email.1',
  trace: '{"story":"k3p9x2"}',
} as const;

const sms = {
  kind: 'sms',
  phoneNumber: '+6281255505530',
  body: 'Siaga: …',
  deliveryId: 'ana.sms.1',
  trace: '{}',
} as const;

let server: Server;
let requests: URLSearchParams[];
let answer: (action: string, response: ServerResponse) => void;

beforeEach(async () => {
  requests = [];
  answer = accept;
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const parameters = new URLSearchParams(Buffer.concat(chunks).toString());
      requests.push(parameters);
      answer(parameters.get('Action')!, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const xml = (response: ServerResponse, status: number, body: string): void =>
  void response.writeHead(status, { 'content-type': 'text/xml' }).end(body);

const NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/';

function accept(action: string, response: ServerResponse): void {
  const result = action === 'Publish' ? '<MessageId>m-1</MessageId>' : '<isOptedOut>false</isOptedOut>';
  xml(
    response,
    200,
    `<${action}Response xmlns="${NAMESPACE}"><${action}Result>${result}</${action}Result></${action}Response>`,
  );
}

const refuse = (status: number, code: string) => (_action: string, response: ServerResponse) =>
  xml(
    response,
    status,
    `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`,
  );

function publisher() {
  const { port } = server.address() as AddressInfo;
  const client = new SNSClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'deliver', secretAccessKey: 'any' },
    maxAttempts: 1,
    requestHandler: { requestTimeout: 200, throwOnRequestTimeout: true },
  });
  return createPublisher(client, { smsMaxPriceUsd: '0.10' });
}

const attributeNames = (parameters: URLSearchParams): string[] =>
  [...parameters].flatMap(([name, value]) => (name.endsWith('.Name') ? [value] : [])).toSorted();

describe('what SNS is asked', () => {
  it('an e-mail goes to the topic of its subscriber, with its delivery and how it came', async () => {
    expect(await publisher().publish(email)).toEqual({ kind: 'accepted', messageId: 'm-1' });
    expect(requests.map((each) => each.get('Action'))).toEqual(['Publish']);
    expect(requests[0]!.get('TopicArn')).toBe(email.topicArn);
    expect(requests[0]!.get('Subject')).toBe(email.subject);
    expect(attributeNames(requests[0]!)).toEqual(['delivery', 'trace']);
  });

  it('an SMS is asked about first, is transactional, and has its highest price', async () => {
    expect(await publisher().publish(sms)).toEqual({ kind: 'accepted', messageId: 'm-1' });
    expect(requests.map((each) => each.get('Action'))).toEqual(['CheckIfPhoneNumberIsOptedOut', 'Publish']);
    expect(attributeNames(requests[1]!)).toEqual(['AWS.SNS.SMS.MaxPrice', 'AWS.SNS.SMS.SMSType', 'delivery', 'trace']);
  });

  it('a number that has opted out gets nothing', async () => {
    answer = (action, response) =>
      xml(
        response,
        200,
        `<${action}Response xmlns="${NAMESPACE}"><${action}Result><isOptedOut>true</isOptedOut></${action}Result></${action}Response>`,
      );
    expect(await publisher().publish(sms)).toMatchObject({ kind: 'rejected', reason: 'opted-out' });
    expect(requests).toHaveLength(1);
  });
});

describe('what its answer means', () => {
  it.each([
    ['a parameter it never takes', 400, 'InvalidParameter', { kind: 'rejected', reason: 'refused' }],
    ['a topic that is gone', 404, 'NotFound', { kind: 'rejected', reason: 'left' }],
    ['throttling', 429, 'Throttled', { kind: 'unavailable' }],
    ['a failure of its own', 500, 'InternalError', { kind: 'unavailable' }],
    ['a permission that an operator must mend', 403, 'AuthorizationError', { kind: 'unavailable' }],
  ])('%s', async (_case, status, code, outcome) => {
    answer = refuse(status, code);
    expect(await publisher().publish(email)).toMatchObject(outcome);
    expect(requests).toHaveLength(1);
  });

  it('no answer may hide a message that was sent', async () => {
    answer = () => {};
    expect(await publisher().publish(email)).toMatchObject({ kind: 'unanswered' });
  });

  it('a connection that breaks may, too', async () => {
    answer = (_action, response) => response.socket?.destroy();
    expect(await publisher().publish(email)).toMatchObject({ kind: 'unanswered' });
  });

  it('a connection that was never made hides nothing', async () => {
    const late = publisher();
    await new Promise((resolve) => server.close(resolve));
    expect(await late.publish(email)).toMatchObject({ kind: 'unavailable' });
  });

  it('an SMS whose opt-out check fails was surely not sent', async () => {
    answer = () => {};
    expect(await publisher().publish(sms)).toMatchObject({ kind: 'unavailable' });
  });
});
