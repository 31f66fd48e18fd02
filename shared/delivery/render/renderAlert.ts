/** Owed stories as the message that fits their number, the hour and the channel. */
import type { DeliverSettings } from '../ports.ts';
import { heldSpan } from '../quietHours.ts';
import type { ReachableView } from '../readMailbox.ts';
import type { StoryEntry } from '../storyEntry.ts';
import { renderOne, renderReleased, renderSeveral } from './alertEmail.ts';
import { renderContext } from './context.ts';
import type { Rendered } from './rendered.ts';
import { renderAlertSms } from './sms.ts';

export function renderAlert(entries: readonly StoryEntry[], view: ReachableView, settings: DeliverSettings): Rendered {
  const context = renderContext(view.recipient, view.now, settings);
  if (view.ref.channel === 'sms') return renderAlertSms(entries, context, view.channel.address);
  const [first] = entries;
  if (entries.length === 1 && first) return renderOne(first, context);
  const matchedAt = entries.map((entry) => entry.matchedAt ?? view.now.getTime());
  const held = heldSpan(view.recipient, matchedAt, view.now);
  return held ? renderReleased(entries, held, context) : renderSeveral(entries, context);
}
