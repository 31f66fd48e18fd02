/** Proof of life: a digest with nothing in it, for who asked for those too. */
import type { DigestWindow } from '../delivery.ts';
import type { RenderContext } from './context.ts';
import { digestTitle, type QueryPast, pastLine, windowHours } from './digestEmail.ts';
import { footer } from './footer.ts';
import { harmless } from './harmless.ts';
import { shortenFirst, toBody, wrap } from './lines.ts';
import type { Rendered } from './rendered.ts';
import { subjectLine } from './subject.ts';
import { count } from './words.ts';

export function renderEmpty(pasts: readonly QueryPast[], window: DigestWindow, context: RenderContext): Rendered {
  const { words, times } = context;
  const queries = count(words, words.yourWordsCount, pasts.length);
  return {
    subject: subjectLine(`${times.day(window.to)}: ${words.nothingFor(queries)}`),
    parts: 0,
    body: toBody([
      wrap(digestTitle(window, context)),
      wrap(words.nothingMatched(windowHours(window, context), times.weekTime(window.from))),
      pasts.map((past) =>
        shortenFirst(`- ${harmless(past.wish.text, 40)}`, `: ${lowerFirst(pastLine(past, context).join(' '))}`),
      ),
      wrap(words.emptyAsked),
      footer(context),
    ]),
  };
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/u, '');
