/** What is owed to somebody who has left meanwhile, or who changed their mind about these words, is not sent. */
import type { DropReason, OwedRow, OwedState } from './owed.ts';
import type { DeliverPorts } from './ports.ts';
import type { MailboxView, ReachableView } from './readMailbox.ts';

/** The view without what is not wanted any more; null when nothing at all may be sent there. */
export async function dropUnwanted(view: MailboxView, ports: DeliverPorts): Promise<ReachableView | null> {
  const { recipient, channel } = view;
  if (!recipient || channel?.state !== 'verified') {
    await settle(view, view.owed, 'dropped', unreachable(view), ports);
    return null;
  }
  const { alert, digest, none } = Object.groupBy(view.owed, (row) => wishedFor(row, view));
  await settle(view, digest ?? [], 'late', undefined, ports);
  await settle(view, none ?? [], 'dropped', 'unsubscribed', ports);
  return { ...view, recipient, channel, owed: alert ?? [] };
}

/** What the live subscriptions of a row want of this channel today. Words moved to the digest go into the next one. */
function wishedFor({ queries }: OwedRow, { wishes, ref }: MailboxView): 'alert' | 'digest' | 'none' {
  const modes = queries.map((query) => wishes.get(query)?.modes[ref.channel]);
  if (modes.includes('alert')) return 'alert';
  return modes.includes('digest') ? 'digest' : 'none';
}

function unreachable({ recipient, channel }: MailboxView): DropReason {
  if (!recipient || !channel) return 'deleted';
  return channel.state === 'left' ? 'left' : 'not-verified';
}

async function settle(
  view: MailboxView,
  rows: readonly OwedRow[],
  state: Exclude<OwedState, 'owed'>,
  reason: DropReason | undefined,
  { owed }: DeliverPorts,
): Promise<void> {
  if (rows.length > 0) await owed.settle(view.ref, rows, { state, at: view.now.getTime(), ...(reason && { reason }) });
}
