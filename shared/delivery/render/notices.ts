/** The messages around an address: the welcome, the personal link, the code, and how to stop SMS. */
import type { DeliverSettings } from '../ports.ts';
import type { NoticeKind } from '../notice.ts';
import type { Channel, Subscription } from '../../subscribers/subscriber.ts';
import type { RenderContext } from './context.ts';
import { harmless } from './harmless.ts';
import { shortenFirst, toBody, withLink, wrap } from './lines.ts';
import { noticeWordsIn } from './noticeWords.ts';
import type { Rendered } from './rendered.ts';
import { canReplyStop, toSms } from './sms.ts';
import { foldToGsm } from './smsText.ts';
import { smsWordsIn } from './smsWords.ts';
import { subjectLine } from './subject.ts';
import { count } from './words.ts';

export interface NoticeFacts {
  kind: NoticeKind;
  channel: Channel;
  subscriptions: readonly Subscription[];
  /** Whether the digest goes to an address too. */
  hasEmail: boolean;
}

export function renderNotice(
  facts: NoticeFacts,
  context: RenderContext,
  settings: Pick<DeliverSettings, 'smsDailyCap'>,
): Rendered {
  if (facts.channel.kind === 'sms') return renderNoticeSms(facts, context, settings.smsDailyCap);
  return facts.kind === 'link' ? renderLink(context) : renderWelcome(facts.subscriptions, context);
}

function renderNoticeSms(
  { kind, channel, subscriptions, hasEmail }: NoticeFacts,
  { recipient, words: { locale }, links }: RenderContext,
  cap: number,
): Rendered {
  const words = smsWordsIn(recipient.language);
  if (kind === 'code') return toSms(foldToGsm(words.code(spaced(channel.code ?? ''))));
  if (kind === 'link') return toSms(foldToGsm(words.link(links.manage(recipient))));
  if (kind === 'cap') {
    return toSms(foldToGsm(words.cap(cap, localTime(recipient.digestAt, locale), links.manage(recipient), hasEmail)));
  }
  const alerts = subscriptions.filter(({ modes }) => modes.sms === 'alert');
  const [first] = alerts.length > 0 ? alerts : subscriptions;
  const link = alerts.length === 1 && first ? links.stop(first.stopToken) : links.leave(recipient);
  const name = (first?.text ?? 'Siaga') + (alerts.length > 1 ? ` +${alerts.length - 1}` : '');
  return toSms(foldToGsm(words.stopLink(name, cap, link, canReplyStop(channel.address))));
}

/** Indonesian writes 07.00. */
const localTime = (time: string, locale: string): string => (locale === 'id' ? time.replace(':', '.') : time);

/** `482 915`. */
const spaced = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`.trim();

function renderWelcome(subscriptions: readonly Subscription[], context: RenderContext): Rendered {
  const { recipient, words, times, links, now } = context;
  const own = noticeWordsIn(recipient.language);
  const [first] = subscriptions;
  const more = subscriptions.length > 1 ? `, ${count(words, words.andMore, subscriptions.length - 1)}` : '';
  const digestTime = `${localTime(recipient.digestAt, words.locale)} ${times.shortZone(now.getTime())}`;
  const whens = { alert: own.alert, digest: own.digest(digestTime), off: own.off };
  return {
    subject: subjectLine(first ? own.onAlertFor(`${harmless(first.text, 60)}${more}`) : own.confirmed),
    parts: 0,
    body: toBody([
      wrap(own.confirmed),
      subscriptions.map(({ text, modes }) =>
        shortenFirst(`- ${harmless(text, 60)}`, `: ${whens[modes.email ?? 'off']}`),
      ),
      [...wrap(own.change), links.manage(recipient), ...wrap(own.keepLink)],
      [
        '----',
        ...withLink(words.pause, links.pause(recipient)),
        ...withLink(words.leave, links.leave(recipient)),
        words.leaveHint,
        words.amazon,
      ],
    ]),
  };
}

function renderLink(context: RenderContext): Rendered {
  const { recipient, words, links } = context;
  const own = noticeWordsIn(recipient.language);
  return {
    subject: subjectLine(own.linkSubject),
    parts: 0,
    body: toBody([
      [...wrap(own.linkAsked), links.manage(recipient), ...wrap(own.keepLink)],
      [
        '----',
        ...withLink(words.pause, links.pause(recipient)),
        ...withLink(words.leave, links.leave(recipient)),
        words.amazon,
      ],
    ]),
  };
}
