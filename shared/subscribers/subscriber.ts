/**
 * A subscriber: a person or program with verified channels, a language, a time zone, a digest schedule and quiet hours.
 */
import * as z from 'zod';

/** 16 base32 characters of chance. Lower case, since it stands in topic names. */
export type SubscriberId = string;

export const ChannelKind = z.enum(['email', 'sms']);
export type ChannelKind = z.infer<typeof ChannelKind>;

/** `alert`: at once. `digest`: at the subscriber's local time. `off`: not on this channel. */
export const Mode = z.enum(['alert', 'digest', 'off']);
export type Mode = z.infer<typeof Mode>;

export const Language = z.enum(['en', 'id', 'es']);
export type Language = z.infer<typeof Language>;

/** `pending`: asked, not yet confirmed. `verified`: may be sent to. `left`: unsubscribed or opted out; never sent to again. */
export const ChannelState = z.enum(['pending', 'verified', 'left']);
export type ChannelState = z.infer<typeof ChannelState>;
