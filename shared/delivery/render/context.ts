/** What every message of one subscriber is rendered with. */
import type { DeliverSettings } from '../ports.ts';
import type { Subscriber } from '../../subscribers/subscriber.ts';
import { type Links, links } from './links.ts';
import { type TimeFormat, timeFormat } from './times.ts';
import { type Words, wordsIn } from './words.ts';

export interface RenderContext {
  recipient: Subscriber;
  words: Words;
  times: TimeFormat;
  links: Links;
  now: Date;
}

export function renderContext(
  recipient: Subscriber,
  now: Date,
  { publicUrl }: Pick<DeliverSettings, 'publicUrl'>,
): RenderContext {
  const words = wordsIn(recipient.language);
  return { recipient, words, times: timeFormat(words, recipient.timeZone), links: links(publicUrl), now };
}
