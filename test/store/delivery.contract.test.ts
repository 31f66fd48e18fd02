/** One contract, two implementations: the stores of delivery on DynamoDB's stand-in, and those in memory for models. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeliveryRecord, DeliveryStore } from '../../shared/delivery/delivery.ts';
import type { HoldStore } from '../../shared/delivery/hold.ts';
import type { Claim, Intent, MailboxStore } from '../../shared/delivery/mailbox.ts';
import type { NoticeStore } from '../../shared/delivery/notice.ts';
import type { MailboxKey, OwedStore } from '../../shared/delivery/owed.ts';
import { createDeliveries } from '../../shared/store/deliveries.ts';
import { createHolds } from '../../shared/store/holds.ts';
import { createMailboxes } from '../../shared/store/mailboxes.ts';
import { createNotices } from '../../shared/store/notices.ts';
import { createOwed } from '../../shared/store/owed.ts';
import { createStoryId } from '../../shared/stories/storyId.ts';
import { createMemoryStores } from '../delivery/support/memory.ts';
import { startTables, type TestTables } from '../support/tables.ts';

interface Stores {
  owed: OwedStore;
  mailboxes: MailboxStore;
  deliveries: DeliveryStore;
  holds: HoldStore;
  notices: NoticeStore;
}

const NOW = new Date('2026-11-25T05:00:00Z');
const LATER = new Date('2026-11-25T05:01:00Z');

let tables: TestTables;
beforeAll(async () => void (tables = await startTables()));
afterAll(() => tables.stop());

const dynamo = (): Stores => ({
  owed: createOwed(tables.people, () => NOW),
  mailboxes: createMailboxes(tables.people),
  deliveries: createDeliveries(tables.people),
  holds: createHolds(tables.people),
  notices: createNotices(tables.people),
});

const newMailbox = (): MailboxKey => ({ subscriber: randomUUID(), channel: 'email' });
const storyAt = (time: Date, chance = 0): string => createStoryId(time, (bytes) => new Uint8Array(bytes).fill(chance));

const intent = (changes: Partial<Intent> = {}): Intent => ({
  seq: 1,
  kind: 'alert',
  ids: ['a#0'],
  attempt: 1,
  subject: 'Kuba: …',
  parts: 0,
  state: 'open',
  ...changes,
});

const claim = (changes: Partial<Claim> = {}): Claim => ({
  nextAt: LATER.getTime(),
  seq: 1,
  intent: intent(),
  hour: '2026-11-25T05',
  hourSent: 1,
  day: '2026-11-25',
  daySent: 1,
  ...changes,
});

const record = (changes: Partial<DeliveryRecord> = {}): DeliveryRecord => ({
  kind: 'digest',
  state: 'accepted',
  stories: ['a'],
  queries: ['q'],
  subject: 'Wed 25 Nov: 1 story',
  parts: 0,
  attempts: 1,
  at: NOW.getTime(),
  seq: 4,
  ...changes,
});

describe.each([
  ['on DynamoDB', dynamo],
  ['in memory', createMemoryStores],
] as const)('the stores of delivery %s', (_name, create) => {
  describe('owed', () => {
    it('keeps the first state and adds up the queries', async () => {
      const { owed } = create();
      const mailbox = newMailbox();
      const story = storyAt(NOW);
      expect(await owed.owe({ ...mailbox, story, revision: 0 }, ['q1'], 'owed', NOW)).toBe('owed');
      expect(await owed.owe({ ...mailbox, story, revision: 0 }, ['q2', 'q1'], 'late', LATER)).toBe('owed');
      expect(await owed.list(mailbox, NOW)).toEqual([
        { story, revision: 0, queries: ['q1', 'q2'], state: 'owed', at: NOW.getTime() },
      ]);
    });

    it('never opens again what is settled', async () => {
      const { owed } = create();
      const mailbox = newMailbox();
      const row = { story: storyAt(NOW), revision: 0 };
      await owed.owe({ ...mailbox, ...row }, ['q1'], 'owed', NOW);
      await owed.settle(mailbox, [row], { state: 'sent', at: LATER.getTime(), seq: 1 });
      expect(await owed.owe({ ...mailbox, ...row }, ['q2'], 'owed', LATER)).toBe('sent');
    });

    it('does not bring back a row that is gone', async () => {
      const { owed } = create();
      const mailbox = newMailbox();
      await owed.settle(mailbox, [{ story: storyAt(NOW), revision: 0 }], { state: 'sent', at: NOW.getTime() });
      expect(await owed.list(mailbox, NOW)).toEqual([]);
    });

    it('is read from the given time of their stories on', async () => {
      const { owed } = create();
      const mailbox = newMailbox();
      const old = storyAt(new Date('2026-11-19T05:00:00Z'));
      const fresh = storyAt(new Date('2026-11-21T05:00:00Z'));
      for (const story of [old, fresh]) await owed.owe({ ...mailbox, story, revision: 0 }, ['q'], 'owed', NOW);
      expect(await owed.list(mailbox, new Date('2026-11-20T05:00:00Z'))).toMatchObject([{ story: fresh }]);
    });

    it('claims a story as sent only where nothing is written yet', async () => {
      const { owed } = create();
      const mailbox = newMailbox();
      const [known, fresh] = [storyAt(NOW, 1), storyAt(NOW, 2)];
      await owed.owe({ ...mailbox, story: known, revision: 0 }, ['q1'], 'owed', NOW);
      await owed.claimSent(mailbox, [known, fresh], 1, LATER);
      expect(await owed.list(mailbox, NOW)).toMatchObject([
        { story: known, state: 'owed' },
        { story: fresh, state: 'sent' },
      ]);
    });
  });

  describe('the gate of a mailbox', () => {
    it('lets exactly one of two racers through', async () => {
      const { mailboxes } = create();
      const mailbox = newMailbox();
      const won = await Promise.all([1, 2].map(() => mailboxes.claim(mailbox, 0, claim(), NOW)));
      expect(won.toSorted()).toEqual([false, true]);
    });

    it.each([
      ['before nextAt', 1, NOW, false],
      ['at nextAt', 1, LATER, true],
      ['after somebody else moved ver', 7, LATER, false],
    ])('asked %s', async (_case, ver, now, expected) => {
      const { mailboxes } = create();
      const mailbox = newMailbox();
      await mailboxes.claim(mailbox, 0, claim(), NOW);
      expect(await mailboxes.claim(mailbox, ver, claim({ seq: 2 }), now)).toBe(expected);
    });

    it('commits once, and only for who holds it', async () => {
      const { mailboxes } = create();
      const mailbox = newMailbox();
      await mailboxes.claim(mailbox, 0, claim(), NOW);
      const published = { intent: intent({ state: 'published' }), wakeAt: LATER.getTime() };
      expect(await mailboxes.resolve(mailbox, 2, published)).toBe(false);
      expect(await mailboxes.resolve(mailbox, 1, published)).toBe(true);
      expect(await mailboxes.resolve(mailbox, 1, published)).toBe(false);
      expect(await mailboxes.read(mailbox)).toEqual({
        ...claim(),
        intent: intent({ state: 'published' }),
        ver: 2,
        wakeAt: LATER.getTime(),
      });
    });

    it('keeps what a digest showed with its intent', async () => {
      const { mailboxes } = create();
      const mailbox = newMailbox();
      const shown = intent({ kind: 'digest', ids: ['a', 'b'], window: '2026-11-25', queries: ['q'] });
      await mailboxes.claim(mailbox, 0, claim({ intent: shown }), NOW);
      expect(await mailboxes.read(mailbox)).toMatchObject({ intent: shown });
    });

    it('notes a wake-up without moving ver, and only where a mailbox is', async () => {
      const { mailboxes } = create();
      const [mailbox, none] = [newMailbox(), newMailbox()];
      await mailboxes.claim(mailbox, 0, claim(), NOW);
      await mailboxes.noteWakeUp(mailbox, LATER.getTime());
      await mailboxes.noteWakeUp(none, LATER.getTime());
      expect(await mailboxes.read(mailbox)).toMatchObject({ ver: 1, wakeAt: LATER.getTime() });
      expect(await mailboxes.read(none)).toMatchObject({ ver: 0 });
    });
  });

  describe('windows of digests', () => {
    const window = { id: '2026-11-25', from: 1, to: 2 };

    it('keep the first one of an id', async () => {
      const { deliveries } = create();
      const mailbox = newMailbox();
      expect(await deliveries.openWindow(mailbox, window)).toEqual({ ...window, state: 'due' });
      expect(await deliveries.openWindow(mailbox, { ...window, to: 9 })).toEqual({ ...window, state: 'due' });
    });

    it('close once', async () => {
      const { deliveries } = create();
      const mailbox = newMailbox();
      await deliveries.openWindow(mailbox, window);
      await deliveries.closeWindow(mailbox, window.id, record());
      await deliveries.closeWindow(mailbox, window.id, record({ state: 'empty' }));
      expect(await deliveries.findWindow(mailbox, window.id)).toEqual({ ...window, state: 'accepted' });
    });

    it('are not made by closing', async () => {
      const { deliveries } = create();
      const mailbox = newMailbox();
      await deliveries.closeWindow(mailbox, window.id, record());
      expect(await deliveries.findWindow(mailbox, window.id)).toBeNull();
    });
  });

  describe('notices', () => {
    const code = () => ({ subscriber: randomUUID(), id: 'code#1', kind: 'code', channel: 'sms' }) as const;

    it('are written once', async () => {
      const { notices } = create();
      const notice = code();
      await notices.add(notice, NOW);
      await notices.finish(notice, 'sent');
      await notices.add(notice, NOW);
      expect(await notices.find(notice.subscriber, notice.id)).toEqual({
        ...notice,
        state: 'sent',
        attempts: 0,
        leaseUntil: 0,
      });
    });

    it('are leased by exactly one of two racers, and again when the lease is over', async () => {
      const { notices } = create();
      const notice = code();
      await notices.add(notice, NOW);
      const due = (await notices.find(notice.subscriber, notice.id))!;
      const won = await Promise.all([1, 2].map(() => notices.lease(due, LATER.getTime(), NOW)));
      expect(won.toSorted()).toEqual([false, true]);
      const leased = (await notices.find(notice.subscriber, notice.id))!;
      expect(leased).toMatchObject({ attempts: 1, leaseUntil: LATER.getTime() });
      expect(await notices.lease(leased, LATER.getTime() + 1, NOW)).toBe(false);
      expect(await notices.lease(leased, LATER.getTime() + 1, LATER)).toBe(true);
    });
  });

  it('finds a held mailbox in its minute only, once', async () => {
    const { holds } = create();
    const mailbox = newMailbox();
    const minute = new Date('2026-11-25T22:00:00Z');
    await holds.hold(mailbox, minute);
    await holds.hold(mailbox, minute);
    expect((await holds.due(minute)).filter(({ subscriber }) => subscriber === mailbox.subscriber)).toEqual([mailbox]);
    expect(await holds.due(new Date('2026-11-25T22:01:00Z'))).toEqual([]);
  });
});

describe('owed rows on DynamoDB', () => {
  it('are told apart when ids differ only in case', async () => {
    const { owed } = dynamo();
    const [one, other] = [
      { subscriber: 'abcDEF', channel: 'email' },
      { subscriber: 'abcdef', channel: 'email' },
    ] as const;
    await owed.owe({ ...one, story: storyAt(NOW), revision: 0 }, ['q'], 'owed', NOW);
    expect(await owed.list(other, NOW)).toEqual([]);
  });
});

describe('the log on DynamoDB', () => {
  it('keeps the first record of a seq, and tells the latest first, digests included', async () => {
    const deliveries = createDeliveries(tables.people);
    const mailbox = newMailbox();
    await deliveries.record(mailbox, record({ kind: 'alert', seq: 1, subject: 'first' }));
    await deliveries.record(mailbox, record({ kind: 'alert', seq: 1, subject: 'second' }));
    await deliveries.openWindow(mailbox, { id: '2026-11-25', from: 1, to: 2 });
    await deliveries.openWindow(mailbox, { id: '2026-11-26', from: 2, to: 3 });
    await deliveries.closeWindow(mailbox, '2026-11-25', record({ at: LATER.getTime(), seq: 2 }));
    expect(await deliveries.latest(mailbox, 10)).toMatchObject([
      { kind: 'digest', seq: 2 },
      { kind: 'alert', seq: 1, subject: 'first' },
    ]);
  });
});
