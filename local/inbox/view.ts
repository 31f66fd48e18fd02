/** What the inbox says about messages: numbers, counts, and how each came here. */
import * as z from 'zod';
import splitter from 'split-sms';
import type { OutgoingMessage } from '../endpoint/index.ts';

export const KINDS = ['email', 'sms', 'webhook'] as const;
export type Kind = (typeof KINDS)[number];

export interface NumberedMessage {
  /** From 1, in the order of sending; confirmations are not counted. */
  number: number;
  kind: Kind;
  message: OutgoingMessage;
}

export interface Post {
  /** Newest first. */
  messages: NumberedMessage[];
  /** Confirmations that somebody still has to follow. */
  waiting: OutgoingMessage[];
}

/** `list` is newest first, as the outbox gives it. */
export function sortPost(list: readonly OutgoingMessage[]): Post {
  const messages = list.filter(({ kind }) => kind !== 'confirmation');
  return {
    messages: messages.map((message, index) => ({ number: messages.length - index, kind: kindOf(message), message })),
    waiting: list.filter(({ confirmation }) => confirmation?.state === 'waiting'),
  };
}

const kindOf = ({ kind }: OutgoingMessage): Kind => (kind === 'sms' ? 'sms' : kind === 'https' ? 'webhook' : 'email');

export const kindName: Record<Kind, string> = { email: 'E-mail', sms: 'SMS', webhook: 'Webhook' };

export const plural = (count: number, one: string, several = `${one}s`): string =>
  `${count} ${count === 1 ? one : several}`;

/** As SNS counts and cuts: 99 characters of subject, 256 KiB of body. */
export function countEmail({ subject, body }: OutgoingMessage): string {
  const kib = Buffer.byteLength(body) / 1024;
  const longest = Math.max(...body.split('\n').map((line) => [...line].length));
  return `Subject ${subject.length} of 99 characters · body ${kib.toFixed(1)} of 256 KiB · longest line ${longest}`;
}

/** 160 characters of GSM-7 or 70 of UCS-2 a part, 153 and 67 when they are joined. */
export function countSms({ body }: OutgoingMessage): string {
  const { characterSet, parts, remainingInPart } = splitter.split(body);
  const [alone, joined] = characterSet === 'GSM' ? [160, 153] : [70, 67];
  const room = parts.length > 1 ? joined * parts.length : alone;
  return `${plural(parts.length, 'part')}, ${room - remainingInPart} of ${room}${characterSet === 'GSM' ? '' : ' (not GSM-7)'}`;
}

const Trace = z.object({
  story: z.string(),
  outlet: z.string(),
  published: z.number().nullable(),
  seen: z.number(),
  stored: z.number().nullish(),
  matched: z.number().nullish(),
  queries: z.array(z.string()),
  stories: z.number().optional(),
});
export type Trace = z.infer<typeof Trace>;

/** How a message came here; `undefined` for what no article caused, such as a code. */
export function traceOf({ attributes }: OutgoingMessage): Trace | undefined {
  try {
    return Trace.parse(JSON.parse(attributes['trace']?.StringValue ?? ''));
  } catch {
    return undefined;
  }
}

const PLACE = /^- [^:]+: (.*\*[^*]+\*.*)$/gm;

/** The last place that the message shows, which is the one that says most; `undefined` where it shows none. */
export const placeOf = ({ body }: OutgoingMessage): string | undefined => [...body.matchAll(PLACE)].at(-1)?.[1];

/** Seconds after a moment, as `+0.3 s`; whole minutes and more are said so. */
export function after(from: number, to: number): string {
  const seconds = Math.max(0, to - from) / 1_000;
  if (seconds < 90) return `+${seconds.toFixed(1)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `+${minutes} min` : `+${Math.round(minutes / 60)} h`;
}

const clockTime = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const fullTime = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: '2-digit',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});

export const timeOf = (at: Date | number): string => clockTime.format(at);
/** `Mon 23 Nov 2026, 14:38:42 WIB` */
export const dateTimeOf = (at: Date): string => fullTime.format(at).replace(',', '');
