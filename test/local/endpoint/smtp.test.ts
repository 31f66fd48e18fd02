/** With a server given, e-mail goes there too; whether it takes it changes nothing for the caller. */
import { CreateTopicCommand, PublishCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startTestEndpoint, type TestEndpoint } from './support.ts';

/** Takes every message that does not mention `refuse`, and keeps what was said. */
const mails: string[] = [];
let smtp: Server;
let test: TestEndpoint;

/** Quoted-printable, as far as it occurs here. */
const decodeQuoted = (text: string): string =>
  text
    .replaceAll('=\n', '')
    .replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

beforeAll(async () => {
  smtp = createServer((socket) => {
    let mail: string[] | undefined;
    socket.write('220 test\r\n');
    createInterface({ input: socket }).on('line', (line) => {
      if (mail && line !== '.') mail.push(line);
      else if (mail) {
        mails.push(decodeQuoted(mail.join('\n')));
        socket.write(mail.join('').includes('refuse') ? '554 no\r\n' : '250 taken\r\n');
        mail = undefined;
      } else if (line === 'DATA') {
        mail = [];
        socket.write('354 go on\r\n');
      } else socket.write('250 ok\r\n');
    });
  }).listen(0, '127.0.0.1');
  await once(smtp, 'listening');
  test = await startTestEndpoint({ smtpUrl: `smtp://127.0.0.1:${(smtp.address() as AddressInfo).port}` });
});
afterAll(async () => {
  await test.stop();
  smtp.close();
});

it('sends confirmations and messages as SNS words them, with links that work', async () => {
  const { topics } = test.as('tester');
  const { TopicArn } = await topics.send(
    new CreateTopicCommand({ Name: 'siaga-ana', Attributes: { DisplayName: 'Siaga' } }),
  );
  await topics.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'ana@example.org' }));
  await vi.waitFor(() => expect(mails).toHaveLength(1));
  expect(mails[0]).toContain('From: Siaga <no-reply@sns.amazonaws.com>');
  expect(mails[0]).toContain('Subject: AWS Notification - Subscription Confirmation');
  const [link] = /http:\S+/.exec(mails[0]!)!;
  expect((await fetch(link)).status).toBe(200);

  await topics.send(new PublishCommand({ TopicArn, Subject: 'Rusia NATO', Message: 'Krisis' }));
  await vi.waitFor(() => expect(mails).toHaveLength(2));
  expect(mails[1]).toContain('Subject: Rusia NATO');
  expect(mails[1]).toContain('/unsubscribe.html?');

  await topics.send(new PublishCommand({ TopicArn, Message: 'refuse this' }));
  await vi.waitFor(() => expect(test.endpoint.outbox.list({ limit: 1 })[0]?.forwardFailure).toContain('554'));
  await topics.send(new PublishCommand({ PhoneNumber: '+6281255505530', Message: 'not by mail' }));
  expect(mails).toHaveLength(3);
});
