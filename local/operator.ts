/** What the runner asks of the product's own API, with the operator's key: feeds are added as any operator adds them. */
import * as z from 'zod';
import type { Stack } from './stack.ts';

const AddedFeed = z.object({ id: z.string() });
const Feeds = z.array(z.object({ url: z.string(), title: z.string(), trouble: z.string() }));
const Problem = z.object({ detail: z.string() });

export interface Operator {
  /** A feed that is there already is the same feed. */
  addFeed: (url: string, title: string) => Promise<{ id: string; isNew: boolean }>;
  pollNow: (feed: string) => Promise<void>;
  /** Feeds whose last poll failed, and why. */
  failing: () => Promise<{ url: string; title: string; trouble: string }[]>;
  signUp: (request: Record<string, unknown>) => Promise<void>;
}

/** Why the API did not do it, in its own words. */
export class Refused extends Error {
  override name = 'Refused';
}

export function createOperator({ url, operatorKey }: Pick<Stack, 'url' | 'operatorKey'>): Operator {
  const call = async (method: string, path: string, body?: unknown): Promise<{ status: number; answer: unknown }> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${operatorKey}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (response.ok) return { status: response.status, answer: text === '' ? undefined : JSON.parse(text) };
    throw new Refused(problemIn(text) ?? `${method} ${path} answered ${response.status}: ${text.slice(0, 200)}`);
  };
  const post = (path: string, body?: unknown) => call('POST', path, body);
  return {
    async addFeed(feedUrl, title) {
      const { status, answer } = await post('/v1/feeds', { url: feedUrl, ...(title !== '' && { title }) });
      return { id: AddedFeed.parse(answer).id, isNew: status === 201 };
    },
    async pollNow(feed) {
      await post(`/v1/feeds/${encodeURIComponent(feed)}/poll`);
    },
    async failing() {
      const feeds = Feeds.parse((await call('GET', '/v1/feeds')).answer);
      return feeds.filter(({ trouble }) => trouble !== '');
    },
    async signUp(request) {
      await post('/v1/subscribers', request);
    },
  };
}

function problemIn(text: string): string | undefined {
  try {
    return Problem.parse(JSON.parse(text)).detail;
  } catch {
    return undefined;
  }
}
