/**
 * The alert stage: who wants this story at once? Write what is owed to them and wake their mailboxes.
 *
 * A message is worth about one page of subscribers. What is beyond (more subscribers of one query, more queries) goes
 * on as messages of its own, sent before this page is worked on, so a crash repeats a page and never skips one.
 * Mailboxes are woken whether the debt is new or not: the one who wrote it first may have died before the wake-up.
 */
import { DAY, type Clock } from '../platform/clock.ts';
import type { QueryId } from '../queries/query.ts';
import type { AlertMessage } from '../stories/story.ts';
import type { AudienceRow, AudienceStore } from '../subscribers/ports.ts';
import { type DeliveryMessage, MAILBOXES_A_MESSAGE } from './message.ts';
import type { MailboxKey, OwedStore } from './owed.ts';
import { inParallel } from '../feeds/inParallel.ts';

/** Subscribers in one page of an audience, and about as many in one message. */
export const AUDIENCE_A_PAGE = 500;

/** Seen longer ago than this, as after a redrive, nothing alerts: the next digest gathers it. */
export const ALERT_WITHIN_MS = DAY;

const READS_AT_ONCE = 16;
const WRITES_AT_ONCE = 32;

export interface Sender<Message> {
  send(outgoing: readonly { message: Message; delaySeconds?: number }[]): Promise<void>;
}

export interface AlertPorts {
  audience: Pick<AudienceStore, 'list'>;
  owed: Pick<OwedStore, 'owe'>;
  alerts: Sender<AlertMessage>;
  deliveries: Sender<DeliveryMessage>;
  clock: Clock;
}

export async function alertSubscribers(message: AlertMessage, ports: AlertPorts): Promise<void> {
  const { wanted, rest } = await readAudience(message, ports);
  if (rest.length > 0) await ports.alerts.send(rest.map((continuation) => ({ message: continuation })));
  const woken: MailboxKey[] = [];
  try {
    await writeOwed(message, wanted, woken, ports);
  } finally {
    await wake(woken, ports);
  }
}

/** Who wants it, by mailbox, with the queries that say so. */
type Wanted = Map<string, { mailbox: MailboxKey; queries: QueryId[] }>;

async function readAudience(
  message: AlertMessage,
  ports: AlertPorts,
): Promise<{ wanted: Wanted; rest: AlertMessage[] }> {
  const wanted: Wanted = new Map();
  const rest: AlertMessage[] = [];
  let members = 0;
  let read = 0;
  while (read < message.queries.length && members < AUDIENCE_A_PAGE) {
    const queries = message.queries.slice(read, read + READS_AT_ONCE);
    const pages = await Promise.all(queries.map((query) => ports.audience.list(query, AUDIENCE_A_PAGE, message.from)));
    for (const [index, page] of pages.entries()) {
      const query = queries[index]!;
      members += page.members.length;
      if (page.next) rest.push({ ...message, queries: [query], from: page.next });
      for (const member of page.members) if (isNewsFor(member, message.article)) want(wanted, member, query);
    }
    read += queries.length;
  }
  if (read < message.queries.length) rest.push({ ...message, queries: message.queries.slice(read) });
  return { wanted, rest };
}

/**
 * A subscription alerts for what was seen after it. What came with a feed's first poll must also have been published
 * after it: else a new feed would pour its old articles over everybody.
 */
function isNewsFor({ since }: AudienceRow, { firstPoll, published, seen }: AlertMessage['article']): boolean {
  if (seen < since) return false;
  return !firstPoll || (published !== null && published > since);
}

function want(wanted: Wanted, { subscriber, channels }: AudienceRow, query: QueryId): void {
  for (const channel of channels) {
    const name = `${subscriber}#${channel}`;
    const entry = wanted.get(name);
    if (entry) entry.queries.push(query);
    else wanted.set(name, { mailbox: { subscriber, channel }, queries: [query] });
  }
}

/** Adds to `woken` where the story stands as owed, by this write or by one before it: also when another write fails. */
async function writeOwed(
  { story, article }: AlertMessage,
  wanted: Wanted,
  woken: MailboxKey[],
  { owed, clock }: AlertPorts,
): Promise<void> {
  const now = clock();
  const isLate = article.timeliness === 'late' || now.getTime() - article.seen > ALERT_WITHIN_MS;
  await inParallel([...wanted.values()], WRITES_AT_ONCE, async ({ mailbox, queries }) => {
    const key = { ...mailbox, story: story.id, revision: story.revision };
    const state = await owed.owe(key, queries, isLate ? 'late' : 'owed', now);
    if (state === 'owed') woken.push(mailbox);
  });
}

async function wake(mailboxes: readonly MailboxKey[], { deliveries }: AlertPorts): Promise<void> {
  const outgoing: { message: DeliveryMessage }[] = [];
  for (let at = 0; at < mailboxes.length; at += MAILBOXES_A_MESSAGE) {
    outgoing.push({ message: { v: 1, mailboxes: mailboxes.slice(at, at + MAILBOXES_A_MESSAGE) } });
  }
  if (outgoing.length > 0) await deliveries.send(outgoing);
}
