/** A call to the endpoint: who asks for what, and what came of it. */

export type Service = 'dynamodb' | 'sqs' | 'sns';

export interface Call {
  /** From 1, in the order of arrival, over all services. */
  number: number;
  /** The function: the access key without its life. */
  principal: string;
  /** The access key as sent, `<function>` or `<function>.<life>`. */
  key: string;
  service: Service;
  /** As the SDK names it: `SendMessageBatch`, not the permission `sqs:SendMessage`. */
  action: string;
  /** ARNs; `*` where the action has none. */
  resources: string[];
  decision: 'allowed' | 'refused';
  readUnits: number;
  writeUnits: number;
  input: unknown;
  at: Date;
  /** 0 until it was answered. */
  ms: number;
  /** HTTP status; 0 until it was answered, and for ever if the answer was held back. */
  status: number;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
  readUnits?: number;
  writeUnits?: number;
}

/** What is being asked, before it is known whether it may be. */
export interface Request {
  key: string;
  principal: string;
  service: Service;
  action: string;
  /** Parsed JSON for tables and queues; for topics the form as nested objects. */
  input: Record<string, unknown>;
  body: string;
}

/** `<function>.<life>` is the function; so is a key without a life. */
export function principalOf(key: string): string {
  const dot = key.lastIndexOf('.');
  return dot > 0 ? key.slice(0, dot) : key;
}
