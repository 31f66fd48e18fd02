/**
 * The stores of delivery in memory, for tests that run thousands of interleavings. They answer the same contract as the
 * real ones: test/store/delivery.contract.test.ts asks both.
 */
import type { DeliveryRecord, DeliveryStore, DueDigest } from '../../../shared/delivery/delivery.ts';
import type { HoldStore } from '../../../shared/delivery/hold.ts';
import { EMPTY_MAILBOX, type Mailbox, type MailboxStore } from '../../../shared/delivery/mailbox.ts';
import type { Notice, NoticeStore } from '../../../shared/delivery/notice.ts';
import type { MailboxKey, OwedRow, OwedStore } from '../../../shared/delivery/owed.ts';
import { storyIdRanges } from '../../../shared/stories/storyId.ts';

export interface MemoryStores {
  owed: OwedStore;
  mailboxes: MailboxStore;
  deliveries: DeliveryStore;
  holds: HoldStore;
  notices: NoticeStore;
  /** Nothing in them asks for the time. */
  setClock: () => void;
  /** What stands in the log, by delivery. */
  log: Map<string, DeliveryRecord>;
}

const nameOf = ({ subscriber, channel }: MailboxKey, ...rest: (string | number)[]): string =>
  [subscriber, channel, ...rest].join('#');

export function createMemoryStores(): MemoryStores {
  const log = new Map<string, DeliveryRecord>();
  return {
    log,
    owed: createOwed(),
    mailboxes: createMailboxes(),
    deliveries: createDeliveries(log),
    holds: createHolds(),
    notices: createNotices(),
    setClock: () => {},
  };
}

function createOwed(): OwedStore {
  const rows = new Map<string, { mailbox: string; row: OwedRow }>();
  const put = (mailbox: MailboxKey, row: OwedRow): OwedRow => {
    const name = nameOf(mailbox, row.story, row.revision);
    const before = rows.get(name)?.row;
    const queries = [...new Set([...(before?.queries ?? []), ...row.queries])].toSorted();
    const after = before ? { ...before, queries } : { ...row, queries };
    rows.set(name, { mailbox: nameOf(mailbox), row: after });
    return after;
  };
  return {
    async owe({ story, revision, ...mailbox }, queries, state, now) {
      return put(mailbox, { story, revision, queries, state, at: now.getTime() }).state;
    },
    async list(mailbox, since) {
      const [{ first } = { first: '' }] = storyIdRanges(since, since);
      const own = [...rows.values()].filter((each) => each.mailbox === nameOf(mailbox) && each.row.story >= first);
      return own.map(({ row }) => row).toSorted((one, other) => (one.story < other.story ? -1 : 1));
    },
    async settle(mailbox, settled, { state }) {
      for (const { story, revision } of settled) {
        const entry = rows.get(nameOf(mailbox, story, revision));
        if (entry) entry.row = { ...entry.row, state };
      }
    },
    async claimSent(mailbox, stories, _seq, now) {
      for (const story of stories) put(mailbox, { story, revision: 0, queries: [], state: 'sent', at: now.getTime() });
    },
  };
}

function createMailboxes(): MailboxStore {
  const mailboxes = new Map<string, Mailbox>();
  return {
    async read(mailbox) {
      return mailboxes.get(nameOf(mailbox)) ?? EMPTY_MAILBOX;
    },
    async claim(mailbox, ver, claim, now) {
      const before = mailboxes.get(nameOf(mailbox)) ?? EMPTY_MAILBOX;
      if (before.ver !== ver || before.nextAt > now.getTime()) return false;
      mailboxes.set(nameOf(mailbox), { ...before, ...claim, ver: ver + 1 });
      return true;
    },
    async resolve(mailbox, ver, change) {
      const before = mailboxes.get(nameOf(mailbox));
      if (before?.ver !== ver) return false;
      mailboxes.set(nameOf(mailbox), { ...before, ...change, ver: ver + 1 });
      return true;
    },
    async noteWakeUp(mailbox, wakeAt) {
      const before = mailboxes.get(nameOf(mailbox));
      if (before) mailboxes.set(nameOf(mailbox), { ...before, wakeAt });
    },
  };
}

function createDeliveries(log: Map<string, DeliveryRecord>): DeliveryStore {
  const windows = new Map<string, DueDigest>();
  return {
    async record(mailbox, delivery) {
      const name = nameOf(mailbox, delivery.seq);
      if (!log.has(name)) log.set(name, delivery);
    },
    async openWindow(mailbox, window) {
      const name = nameOf(mailbox, window.id);
      const found = windows.get(name) ?? { ...window, state: 'due' };
      windows.set(name, found);
      return found;
    },
    async findWindow(mailbox, id) {
      return windows.get(nameOf(mailbox, id)) ?? null;
    },
    async closeWindow(mailbox, id, delivery) {
      const found = windows.get(nameOf(mailbox, id));
      if (found?.state !== 'due') return;
      windows.set(nameOf(mailbox, id), { ...found, state: delivery.state });
      log.set(nameOf(mailbox, `D#${id}`), delivery);
    },
  };
}

function createHolds(): HoldStore {
  const held = new Map<string, { minute: number; mailbox: MailboxKey }>();
  return {
    async hold({ subscriber, channel }, minute) {
      held.set(nameOf({ subscriber, channel }, minute.getTime()), {
        minute: minute.getTime(),
        mailbox: { subscriber, channel },
      });
    },
    async due(minute) {
      return [...held.values()].filter((each) => each.minute === minute.getTime()).map(({ mailbox }) => mailbox);
    },
  };
}

function createNotices(): NoticeStore {
  const notices = new Map<string, Notice>();
  const change = ({ subscriber, id }: Pick<Notice, 'subscriber' | 'id'>, changes: Partial<Notice>): void => {
    const found = notices.get(`${subscriber}#${id}`);
    if (found) notices.set(`${subscriber}#${id}`, { ...found, ...changes });
  };
  return {
    async add(notice) {
      const name = `${notice.subscriber}#${notice.id}`;
      if (!notices.has(name)) notices.set(name, { ...notice, state: 'due', attempts: 0, leaseUntil: 0 });
    },
    async find(subscriber, id) {
      return notices.get(`${subscriber}#${id}`) ?? null;
    },
    async lease({ subscriber, id, attempts }, until, now) {
      const found = notices.get(`${subscriber}#${id}`);
      if (found?.attempts !== attempts || found.leaseUntil > now.getTime()) return false;
      change(found, { attempts: attempts + 1, leaseUntil: until });
      return true;
    },
    async finish(notice, state) {
      change(notice, { state });
    },
  };
}
