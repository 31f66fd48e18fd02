/** The end of every e-mail: the same links in the same order, and what Amazon's own link does. */
import type { RenderContext } from './context.ts';
import { withLink } from './lines.ts';

/** `stopToken` when the message is about one query's words alone. */
export function footer({ recipient, words, links }: RenderContext, stopToken?: string): string[] {
  return [
    '----',
    ...(stopToken === undefined ? [] : withLink(words.stopWords, links.stop(stopToken))),
    ...withLink(words.pause, links.pause(recipient)),
    ...withLink(stopToken === undefined ? words.manageSome : words.manage, links.manage(recipient)),
    words.amazon,
  ];
}
