import { describe, expect, it } from 'vitest';
import { type AlertPorts, alertSubscribers } from '../../shared/delivery/alertSubscribers.ts';
import type { MailboxRef } from '../../shared/delivery/message.ts';
import { DAY, HOUR } from '../../shared/platform/clock.ts';
import type { AlertMessage } from '../../shared/stories/story.ts';
import type { AudienceRow } from '../../shared/subscribers/ports.ts';
import { NOON } from './support/facts.ts';
import { createMemoryStores } from './support/memory.ts';

const SINCE = NOON.getTime() - HOUR;
const ana: AudienceRow = { subscriber: 'ana', channels: ['email'], since: SINCE };

interface Stage {
  ports: AlertPorts;
  /** `owe`, `alerts`, `deliveries`, in the order in which they happened. */
  steps: string[];
  woken: MailboxRef[];
  continued: AlertMessage[];
}

function stage(audiences: Record<string, AudienceRow[]>): Stage {
  const steps: string[] = [];
  const woken: MailboxRef[] = [];
  const continued: AlertMessage[] = [];
  const { owed } = createMemoryStores();
  const ports: AlertPorts = {
    audience: {
      async list(query, most, from = { shard: 0, after: '' }) {
        const rows = (audiences[query] ?? []).filter(({ subscriber }) => subscriber > from.after);
        const members = rows.slice(0, most);
        return rows.length > most ? { members, next: { shard: 0, after: members.at(-1)!.subscriber } } : { members };
      },
    },
    owed: {
      owe(...values) {
        steps.push('owe');
        return owed.owe(...values);
      },
    },
    alerts: {
      async send(outgoing) {
        steps.push('alerts');
        continued.push(...outgoing.map(({ message }) => message));
      },
    },
    deliveries: {
      async send(outgoing) {
        steps.push('deliveries');
        woken.push(...outgoing.flatMap(({ message }) => message.mailboxes));
      },
    },
    clock: () => NOON,
  };
  return { ports, steps, woken, continued };
}

const message = (changes: Partial<AlertMessage['article']> = {}, queries = ['q1']): AlertMessage => ({
  v: 1,
  story: { id: 'story', revision: 0 },
  article: { id: 'a', published: null, seen: NOON.getTime(), firstPoll: false, timeliness: 'alert', ...changes },
  queries,
});

const people = (count: number): AudienceRow[] =>
  Array.from({ length: count }, (_, index) => ({ ...ana, subscriber: `person-${String(index).padStart(5, '0')}` }));

describe('who is alerted', () => {
  it.each([
    ['what was seen after the subscription', {}, 1],
    ['not what was seen before it', { seen: SINCE - 1 }, 0],
    ['of a first poll, what was published after the subscription', { firstPoll: true, published: SINCE + 1 }, 1],
    ['of a first poll, not what was published before it', { firstPoll: true, published: SINCE }, 0],
    ['of a first poll, nothing without a date', { firstPoll: true }, 0],
  ])('%s', async (_case, article, count) => {
    const { ports, woken } = stage({ q1: [ana] });
    await alertSubscribers(message(article), ports);
    expect(woken).toHaveLength(count);
  });

  it.each([
    ['late by its own words', { timeliness: 'late' as const }, NOON.getTime()],
    ['seen more than a day ago, as after a redrive', { seen: NOON.getTime() - DAY - 1 }, 0],
  ])('nobody at once, for an article that is %s: the digest gathers it', async (_case, article, since) => {
    const { ports, steps, woken } = stage({ q1: [{ ...ana, since: Math.min(since, SINCE) }] });
    await alertSubscribers(message(article), ports);
    expect(woken).toEqual([]);
    expect(steps).toEqual(['owe']);
  });
});

describe('what is owed and who is woken', () => {
  it('one debt and one wake-up for two queries of one mailbox, one for each channel', async () => {
    const both: AudienceRow = { ...ana, channels: ['email', 'sms'] };
    const { ports, steps, woken } = stage({ q1: [both], q2: [both] });
    await alertSubscribers(message({}, ['q1', 'q2']), ports);
    expect(steps).toEqual(['owe', 'owe', 'deliveries']);
    expect(woken).toEqual([
      { subscriber: 'ana', channel: 'email' },
      { subscriber: 'ana', channel: 'sms' },
    ]);
  });

  it('wakes again when the message comes again: the first time it may have died in between', async () => {
    const { ports, woken } = stage({ q1: [ana] });
    await alertSubscribers(message(), ports);
    await alertSubscribers(message(), ports);
    expect(woken).toHaveLength(2);
  });

  it('wakes those whose debt is written, also when another write fails, and then fails', async () => {
    const { ports, woken } = stage({ q1: [ana, { ...ana, subscriber: 'broken' }] });
    const { owe } = ports.owed;
    const failing: AlertPorts = {
      ...ports,
      owed: {
        owe: (key, ...rest) =>
          key.subscriber === 'broken' ? Promise.reject(new Error('throttled')) : owe(key, ...rest),
      },
    };
    await expect(alertSubscribers(message(), failing)).rejects.toThrow('throttled');
    expect(woken).toEqual([{ subscriber: 'ana', channel: 'email' }]);
  });
});

describe('an audience larger than a page', () => {
  it('goes on in messages of its own, each sent before its page is worked on', async () => {
    const { ports, steps, woken, continued } = stage({ q1: people(1_200) });
    await alertSubscribers(message(), ports);
    expect(steps[0]).toBe('alerts');
    while (continued.length > 0) await alertSubscribers(continued.shift()!, ports);
    expect(new Set(woken.map(({ subscriber }) => subscriber)).size).toBe(1_200);
    expect(steps.filter((step) => step === 'owe')).toHaveLength(1_200);
  });

  it('of many queries leaves the queries that are left to the next message', async () => {
    const queries = Array.from({ length: 40 }, (_, index) => `q${index}`);
    const audience = Object.fromEntries(
      queries.map((query) => [query, people(40).map((row) => ({ ...row, subscriber: `${query}-${row.subscriber}` }))]),
    );
    const { ports, woken, continued } = stage(audience);
    await alertSubscribers(message({}, queries), ports);
    expect(continued.map((each) => each.queries.length)).toEqual([24]);
    while (continued.length > 0) await alertSubscribers(continued.shift()!, ports);
    expect(woken).toHaveLength(1_600);
  });
});
