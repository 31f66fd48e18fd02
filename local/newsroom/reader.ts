/**
 * The demo's reader: signed up through the API and confirmed through the inbox, as a person does it, once for a state
 * folder.
 */
import * as z from 'zod';
import type { Operator } from '../operator.ts';
import type { Stack } from '../stack.ts';
import { openKept } from './kept.ts';

export const READER = 'maya@example.org';

export interface Wish {
  query: string;
  mode: 'alert' | 'digest';
}

const ReaderState = z.object({
  address: z.string(),
  wishes: z.array(z.object({ query: z.string(), mode: z.enum(['alert', 'digest']) })),
});

/** What the reader watches: what was chosen at the first start, or `wishes`. */
export async function findReader(
  stack: Pick<Stack, 'endpoint' | 'confirm' | 'clock'>,
  operator: Operator,
  wishes: readonly Wish[],
  stateFile: string,
): Promise<readonly Wish[]> {
  const kept = openKept(stateFile, ReaderState, { address: '', wishes: [] });
  if (kept.value.address !== '') return kept.value.wishes;
  await operator.signUp({ email: READER, subscriptions: wishes, ...localTimes(stack.clock.now()) });
  const [waiting] = stack.endpoint.outbox.list({ kind: 'confirmation', to: READER });
  if (!waiting || !stack.confirm(waiting.id)) throw new Error(`No confirmation for ${READER} came to the inbox.`);
  Object.assign(kept.value, { address: READER, wishes: [...wishes] });
  kept.save();
  return wishes;
}

/** A digest's window closes two minutes before it is sent, and must hold what is published in the first minute. */
const MINUTES_TO_DIGEST = 4;

/** The zone of this machine, and a digest soon, so that a first run shows one. */
function localTimes(now: Date): { timeZone: string; digestAt: string } {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const soon = new Date(now.getTime() + MINUTES_TO_DIGEST * 60_000);
  const digestAt = soon.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone });
  return { timeZone, digestAt };
}
