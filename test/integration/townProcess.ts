/**
 * The stack as a process of its own, so that it can be killed as a whole: `node townProcess.ts STATE ASSEMBLY KEY`.
 * It does what its parent says over IPC and tells what came of it.
 */
import { startStack } from '../../local/stack.ts';
import { addFeed, signUp } from '../support/readers.ts';

export type Order =
  | { do: 'begin'; feed: string; readers: { email: string; words: string }[] }
  | { do: 'drain' }
  | { do: 'list' };

export interface Answered {
  feed?: string;
  messages?: { to: string; text: string; delivery: string; state: string }[];
}

const [state, assembly, operatorKey] = process.argv.slice(2) as [string, string, string];
const stack = await startStack({ state, assembly, operatorKey, fireAtStart: false });

async function obey(order: Order): Promise<Answered> {
  if (order.do === 'begin') {
    const feed = await addFeed(stack, order.feed);
    for (const { email, words } of order.readers) await signUp(stack, { email, words });
    return { feed };
  }
  if (order.do === 'drain') {
    await stack.drain();
    return {};
  }
  const messages = stack.endpoint.outbox.list().map(({ to, body, attributes, state: sent }) => {
    return { to, text: body, delivery: attributes['delivery']?.StringValue ?? '', state: sent };
  });
  return { messages };
}

process.on('message', (order: Order) => {
  obey(order).then(
    (answered) => process.send!(answered),
    (error: Error) => process.send!({ error: error.stack }),
  );
});
process.send!({ url: stack.url });
