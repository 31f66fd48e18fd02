/** The shapes of the JSON API, as requests are checked by them and the OpenAPI document shows them. */
import * as z from 'zod';
import { ChannelKind, ChannelState, Language, Mode } from '../../shared/subscribers/subscriber.ts';

const instant = z.iso.datetime().describe('An instant in UTC');

const Modes = z
  .strictObject({ email: Mode.optional(), sms: Mode.optional() })
  .describe('How each channel gets it: at once, with the digest, or not');

export const Words = z.strictObject({
  query: z.string().max(4_000).describe('The words, as in: Rusia NATO, or "krisis rudal" AND Kuba'),
  mode: z.enum(['alert', 'digest']).optional().describe('For every channel; alert when nothing is said'),
  modes: Modes.optional(),
  urgent: z.boolean().optional().describe('Also in quiet hours'),
});

const settings = {
  language: Language.optional(),
  timeZone: z.string().max(64).optional().describe('A name of the IANA list: Asia/Jakarta'),
  digestAt: z.string().max(5).optional().describe('Local time: 07:00'),
  emptyDigests: z.boolean().optional().describe('A digest also when nothing matched'),
};

export const SignUpBody = z.strictObject({
  email: z.string().max(400).optional(),
  phone: z.string().max(40).optional().describe('With the country code: +62 812 3456 7890'),
  subscriptions: z.array(Words).min(1).max(20),
  ...settings,
  quietFrom: z.string().max(5).optional(),
  quietTo: z.string().max(5).optional(),
});

export const SettingsBody = z.strictObject({
  ...settings,
  quietFrom: z.string().max(5).nullable().optional().describe('Local time: 22:00; null ends the quiet hours'),
  quietTo: z.string().max(5).nullable().optional(),
});

export const ChangeBody = z.strictObject({ modes: Modes.optional(), urgent: z.boolean().optional() });

export const Answer = z.object({ title: z.string(), text: z.string() });

export const SubscriptionView = z.object({
  query: z.string().describe('The id of the words'),
  text: z.string(),
  modes: Modes,
  urgent: z.boolean(),
  since: instant,
});

export const MeView = z.object({
  language: Language,
  timeZone: z.string(),
  digestAt: z.string(),
  nextDigestAt: instant,
  emptyDigests: z.boolean(),
  quietFrom: z.string().nullable(),
  quietTo: z.string().nullable(),
  pausedAt: instant.nullable(),
  channels: z.array(z.object({ kind: ChannelKind, address: z.string(), state: ChannelState })),
  subscriptions: z.array(SubscriptionView),
  proposals: z.array(
    z.object({ query: z.string(), text: z.string(), mode: z.enum(['alert', 'digest']), proposedAt: instant }),
  ),
});
export type MeView = z.infer<typeof MeView>;

export const ProblemView = z.object({
  type: z.url(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  instance: z.string(),
  errors: z
    .array(
      z.object({
        pointer: z.string(),
        detail: z.string(),
        code: z.string().optional(),
        position: z.number().int().optional().describe('UTF-16 offset into the text, from 0'),
        length: z.number().int().optional(),
        found: z.string().optional(),
        suggestion: z.string().optional(),
      }),
    )
    .optional(),
  query: z.string().optional(),
});
