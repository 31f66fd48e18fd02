/** The three tasks of reconcile, within their time: what it does not reach, a later tick does. */
import * as z from 'zod';
import { SECOND } from '../../shared/platform/clock.ts';
import type { Cursor } from '../../shared/store/cursors.ts';
import { erase, listDuePending, lookAtPending, type PartitionStore } from '../../shared/subscribers/reconcile.ts';
import type { ChannelRef } from '../../shared/subscribers/ports.ts';
import { sweep } from '../../shared/subscribers/sweep.ts';
import { tidy, type TidyPorts } from '../../shared/subscribers/tidy.ts';

export const Task = z.object({ task: z.enum(['pending', 'sweep', 'tidy']) });
export type Task = z.infer<typeof Task>;

/** Below the function's own time, so that it ends by itself. */
export const BUDGET_MS = 40 * SECOND;

const AT_ONCE = 8;

export interface TaskPorts extends TidyPorts {
  partitions: PartitionStore;
  cursor: Cursor;
  report(words: string, facts: Record<string, unknown>): void;
  complain(words: string, facts: Record<string, unknown>): void;
}

export async function runTask({ task }: Task, ports: TaskPorts): Promise<void> {
  const deadline = ports.clock().getTime() + BUDGET_MS;
  const isInTime = (): boolean => ports.clock().getTime() < deadline;
  switch (task) {
    case 'pending':
      return lookAtAllPending(ports, isInTime);
    case 'sweep': {
      const outcome = await sweep(ports, isInTime);
      const say = outcome.kind === 'swept' ? ports.report : ports.complain;
      return say('Swept the subscriptions at SNS', { outcome });
    }
    case 'tidy': {
      const outcome = await tidy(ports, isInTime);
      return (outcome.isWhole ? ports.report : ports.complain)('Tidied People', { outcome });
    }
  }
}

async function lookAtAllPending(ports: TaskPorts, isInTime: () => boolean): Promise<void> {
  const failures: unknown[] = [];
  const attempt = async (work: () => Promise<void>, facts: Record<string, unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      failures.push(error);
      ports.complain('One of the pending failed', { ...facts, error });
    }
  };

  const before = await ports.cursor.read();
  const due = startAfter(await listDuePending(ports.clock(), ports), before);
  let last: ChannelRef | undefined;
  for (let at = 0; at < due.length && isInTime(); at += AT_ONCE) {
    const group = due.slice(at, at + AT_ONCE);
    await Promise.all(group.map((ref) => attempt(() => lookAtPending(ref, ports), { subscriber: ref.subscriber })));
    last = group.at(-1);
  }
  const isWhole = last === due.at(-1);
  if (!isWhole && last) await ports.cursor.advance(before, new Date(last.since));
  for (const subscriber of await ports.subscribers.listLeaving()) {
    if (isInTime()) await attempt(() => erase(subscriber, ports), { subscriber });
  }
  if (failures.length > 0) throw new Error(`${failures.length} of ${due.length} looks failed; each is logged.`);
}

/** A tick that ran out of time noted where it stopped: the next one begins there, so that nobody starves. */
function startAfter(due: ChannelRef[], stopped: Date | null): ChannelRef[] {
  const at = stopped ? due.findIndex(({ since }) => since < stopped.getTime()) : -1;
  return at > 0 ? [...due.slice(at), ...due.slice(0, at)] : due;
}
