/** A small WebSub hub on loopback: takes subscriptions, asks back, and sends signed content to who confirmed. */
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** As the subscriber asked for it. */
export interface HubRequest {
  topic: string;
  callback: string;
  secret: string;
  leaseSeconds: number;
  userAgent: string;
}

/** A call to a callback: over the network, or straight into an app. */
export type CallBack = (url: string, init?: RequestInit) => Promise<Response>;

export interface Hub {
  url: string;
  requests: HubRequest[];
  /** What it answers to a subscription, and the lease that it grants. */
  readonly settings: { status: number; leaseSeconds: number; asksBack: boolean };
  /** Asks the newest subscriber whether it meant it; gives its answer. */
  verify: (changes?: Record<string, string>) => Promise<{ status: number; text: string; challenge: string }>;
  /** Sends content to the newest subscriber; gives the status of its answer. */
  publish: (body: string, options?: { method?: string; secret?: string; signature?: string }) => Promise<number>;
  stop: () => Promise<void>;
}

export async function startHub(callBack: CallBack = fetch): Promise<Hub> {
  const requests: HubRequest[] = [];
  const settings = { status: 202, leaseSeconds: 864_000, asksBack: true };
  let challenges = 0;

  const verify: Hub['verify'] = async (changes = {}) => {
    const { topic, callback } = requests.at(-1)!;
    const challenge = `tantangan-${++challenges}`;
    const question = new URLSearchParams({
      'hub.mode': 'subscribe',
      'hub.topic': topic,
      'hub.challenge': challenge,
      'hub.lease_seconds': String(settings.leaseSeconds),
      ...changes,
    });
    const answer = await callBack(`${callback}?${question.toString()}`);
    return { status: answer.status, text: await answer.text(), challenge };
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      const asked = (name: string): string => form.get(`hub.${name}`) ?? '';
      requests.push({
        topic: asked('topic'),
        callback: asked('callback'),
        secret: asked('secret'),
        leaseSeconds: Number(asked('lease_seconds')),
        userAgent: request.headers['user-agent'] ?? '',
      });
      // Before it answers, as some hubs do.
      const before = settings.asksBack ? verify() : Promise.resolve();
      void before.finally(() => response.writeHead(settings.status).end());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}/`,
    requests,
    settings,
    verify,
    async publish(body, { method = 'sha256', secret, signature } = {}) {
      const { callback, secret: agreed } = requests.at(-1)!;
      const digest = createHmac(method, secret ?? agreed)
        .update(body)
        .digest('hex');
      const answer = await callBack(callback, {
        method: 'POST',
        headers: {
          'content-type': 'application/rss+xml; charset=utf-8',
          ...(signature !== '' && { 'x-hub-signature': signature ?? `${method}=${digest}` }),
        },
        body,
      });
      return answer.status;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
