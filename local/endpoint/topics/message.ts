/**
 * What `Publish` takes, and what it refuses, in SNS's own words
 * (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html).
 *
 * A subject is at most 99 characters without line breaks or control characters; message and attributes together are at
 * most 256 KiB; an SMS is at most 1,600 characters.
 */
import { invalid, SnsFault } from './fault.ts';

export interface MessageAttribute {
  DataType: string;
  StringValue?: string;
  BinaryValue?: string;
}
export type MessageAttributes = Record<string, MessageAttribute>;

export interface Publication {
  subject: string | undefined;
  /** By protocol, with the one for everybody else under `default`. */
  bodies: Record<string, string>;
  attributes: MessageAttributes;
}

const MOST_SUBJECT = 99;
const MOST_BYTES = 256 * 1024;
const MOST_SMS = 1600;
const CONTROL = /\p{Cc}|\p{Zl}|\p{Zp}/u;
const PHONE = /^\+[1-9]\d{6,14}$/;

export function parsePublication(input: Record<string, unknown>): Publication {
  const message = typeof input['Message'] === 'string' ? input['Message'] : '';
  const subject = typeof input['Subject'] === 'string' ? input['Subject'] : undefined;
  const attributes = (input['MessageAttributes'] ?? {}) as MessageAttributes;
  if (message === '') throw invalid('Empty message');
  if (subject !== undefined && !isSubject(subject)) throw invalid('Subject');
  checkAttributes(attributes);
  if (Buffer.byteLength(message) + attributesSize(attributes) > MOST_BYTES) throw invalid('Message too long');
  return {
    subject,
    attributes,
    bodies: input['MessageStructure'] === 'json' ? parseBodies(message) : { default: message },
  };
}

const isSubject = (subject: string): boolean =>
  subject.length > 0 && subject.length <= MOST_SUBJECT && !CONTROL.test(subject) && subject.isWellFormed();

export function checkPhone(phone: string, body: string): void {
  if (!PHONE.test(phone)) throw invalid(`PhoneNumber Reason: ${phone} is not valid to publish to`);
  if (body.length > MOST_SMS) throw invalid('Message too long');
}

export const bodyFor = ({ bodies }: Publication, protocol: string): string =>
  bodies[protocol] ?? bodies['default'] ?? '';

function parseBodies(message: string): Record<string, string> {
  const bodies: unknown = readJson(message);
  if (typeof bodies !== 'object' || bodies === null)
    throw invalid('Message Structure - JSON message body failed to parse');
  const texts = Object.entries(bodies).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  if (!texts.some(([protocol]) => protocol === 'default')) {
    throw invalid('Message Structure - No default entry in JSON message body');
  }
  return Object.fromEntries(texts);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function checkAttributes(attributes: MessageAttributes): void {
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    if (!/^(String|String\.Array|Number|Binary)$/.test(DataType)) {
      throw parameterValue(
        `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
      );
    }
    if (!(DataType === 'Binary' ? BinaryValue : StringValue)) {
      throw parameterValue(
        `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
      );
    }
  }
}

const parameterValue = (message: string): SnsFault => new SnsFault('ParameterValueInvalid', message);

function attributesSize(attributes: MessageAttributes): number {
  return Object.entries(attributes).reduce(
    (total, [name, { DataType, StringValue = '', BinaryValue = '' }]) =>
      total + Buffer.byteLength(name + DataType + StringValue) + Buffer.byteLength(BinaryValue, 'base64'),
    0,
  );
}
