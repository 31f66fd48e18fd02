/**
 * Everything that an operator may choose, in one place, with defaults that cost little and disturb nobody.
 *
 * Each field can be set by CDK context: `npx cdk deploy --all -c smsCountries=ID,ES -c memoryMb.match=2048`, or in
 * cdk.json. The command line knows only text, so numbers may come as text, lists separated by commas, and a field of a
 * group by its path. A name that is not known here is refused: a misspelt setting must not be a silent default.
 */
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod';

const number = z.coerce.number();
const separate = (value: unknown): unknown =>
  typeof value === 'string'
    ? value
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean)
    : value;
const list = z.preprocess(separate, z.array(z.string()));

const perQueue = (field: z.ZodType<number>, [polls, articles, alerts, deliveries]: readonly number[]) =>
  z
    .strictObject({
      polls: field.default(polls!),
      articles: field.default(articles!),
      alerts: field.default(alerts!),
      deliveries: field.default(deliveries!),
    })
    .prefault({});

const seconds = (fallback: number, most: number, least = 1) => number.int().min(least).max(most).default(fallback);
const megabytes = (fallback: number) => number.int().min(128).max(10_240).default(fallback);

export const Config = z.strictObject({
  /** Stands before the names of the stacks and, in lower case, before those of the topics. One for each copy of Siaga in an account. */
  name: z
    .string()
    .regex(/^[A-Z][A-Za-z0-9]{0,30}$/, 'starts with a capital, then letters and digits')
    .default('Siaga'),

  /** The address that messages link to, without a slash at the end; empty: the HTTP API's own. */
  publicUrl: z
    .string()
    .regex(/^(https?:\/\/[^\s/]+(\/[^\s/]+)*)?$/, 'is an http(s) address without a slash at the end')
    .default(''),
  /** Where a publisher can read who polls its feeds: stands in the User-Agent of every request; empty: the public address. */
  contactUrl: z
    .literal('')
    .or(z.url({ protocol: /^https?$/ }))
    .default(''),
  /** Ports that feeds may be served on. No setting opens an address that is not on the public internet. */
  feedPorts: z
    .preprocess(separate, z.array(number.int().min(1).max(65_535)).min(1, 'names at least one port'))
    .default([80, 443]),
  /** sha-256, as hex, of the key that operators call the API with; empty: nobody is an operator. */
  operatorKeyHash: z
    .string()
    .regex(/^([0-9a-f]{64})?$/, 'is the sha-256 of the key as 64 hex digits')
    .default(''),
  /** Who is told about alarms, by e-mail; empty: they show in CloudWatch only. */
  operatorEmail: z.literal('').or(z.email('is an e-mail address')).default(''),

  /** Countries (ISO 3166, as `ID,ES`) whose numbers may get SMS. None until somebody decides to pay for it. */
  smsCountries: list.pipe(z.array(z.string().regex(/^[A-Z]{2}$/, 'is a country as two capitals'))).default([]),
  /** Most that one part of an SMS may cost, in dollars. */
  smsMaxPriceUsd: number.min(0).max(5).default(0.1),
  /** Most SMS that one subscriber gets in a day. */
  smsDailyCap: number.int().min(1).max(100).default(10),
  /** Most parts of SMS that the whole stack sends in a month. */
  smsMonthlyBudget: number.int().min(0).default(1_000),
  /** Most e-mail addresses that may wait for their confirmation: SNS stops at 5,000 in an account. */
  pendingMost: number.int().min(1).max(5_000).default(4_000),

  /** Days that logs are kept: one of the numbers that CloudWatch knows (1, 3, 5, 7, 14, 30, 60, 90, …). */
  logDays: z.preprocess(Number, z.enum(RetentionDays)).default(RetentionDays.ONE_MONTH),
  logLevel: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']).default('INFO'),
  /** X-Ray samples everything at the rates of a small stack, and bills it. */
  tracing: z.stringbool().or(z.boolean()).default(false),

  /** How many invocations a queue may start at once, at least two each: the whole quota of a new account may be ten. */
  concurrency: perQueue(number.int().min(2).max(1_000), [2, 2, 2, 2]),
  /** Most messages in one invocation. Polls and articles are lists of their own, and stay at one. */
  batchSize: perQueue(number.int().min(1).max(10), [1, 1, 5, 5]).refine(
    ({ polls, articles }) => polls === 1 && articles === 1,
    'polls and articles come one message at a time',
  ),
  /**
   * Seconds that a function may run; a queue hides its messages for six times as long.
   * Deliver stays far below the 60 seconds of a mailbox's gate: whoever held it is dead before it opens again.
   */
  timeoutSeconds: z
    .strictObject({
      dispatch: seconds(30, 60),
      // At least what one feed may take and something over (pollGroup.ts); at most what a host's turn lasts (hostTurn.ts).
      poll: seconds(60, 60, 45),
      match: seconds(10, 50),
      alert: seconds(10, 50),
      deliver: seconds(10, 50),
      digest: seconds(50, 300),
      reconcile: seconds(50, 900),
      maintain: seconds(300, 900),
      api: seconds(15, 29),
    })
    .prefault({}),
  /** Memory, and with it the share of a processor. */
  memoryMb: z
    .strictObject({
      dispatch: megabytes(256),
      poll: megabytes(1_024),
      match: megabytes(1_024),
      alert: megabytes(512),
      deliver: megabytes(512),
      digest: megabytes(256),
      reconcile: megabytes(256),
      maintain: megabytes(1_024),
      api: megabytes(512),
    })
    .prefault({}),
});
export type Config = z.infer<typeof Config>;

export type FunctionName = keyof Config['memoryMb'];

/** Names with one of these belong to CDK itself: `@aws-cdk/core:…`, `aws:cdk:…`, `cli-telemetry`. */
const NOT_OURS = /[/:@-]/;

/** The configuration that a CDK context asks for, or an error that names every field which is wrong and why. */
export function readConfig(context: Record<string, unknown> = {}): Config {
  const ours: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(context)) {
    if (NOT_OURS.test(key)) continue;
    const [field, part] = key.split('.', 2) as [string, string?];
    ours[field] = part === undefined ? value : { ...(ours[field] as object | undefined), [part]: value };
  }
  const parsed = Config.safeParse(ours);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `  ${path.join('.') || 'context'}: ${message}`);
  throw new Error(`The configuration is not usable (infra/config.ts describes each field):\n${problems.join('\n')}`);
}
