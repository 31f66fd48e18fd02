/** Handing a message to SNS, and what its answer means for the next step. */
import type { DropReason } from './owed.ts';

export type PublishRequest =
  | { kind: 'email'; topicArn: string; subject: string; body: string; deliveryId: string; trace: string }
  | { kind: 'sms'; phoneNumber: string; body: string; deliveryId: string; trace: string };

/**
 * `accepted`: SNS has it. Nothing is known about its arrival.
 * `rejected`: can never succeed; recorded and dropped.
 * `unavailable`: surely not sent, and may succeed later (throttling, 5xx, no connection): does not count as an attempt.
 * `unanswered`: perhaps sent; counts.
 */
export type PublishOutcome =
  | { kind: 'accepted'; messageId: string }
  | { kind: 'rejected'; reason: DropReason; detail: string }
  | { kind: 'unavailable'; detail: string }
  | { kind: 'unanswered'; detail: string };

export interface Publisher {
  publish(request: PublishRequest): Promise<PublishOutcome>;
}

/** The same for every attempt of one message, so that a repeat can be known as one. */
export const deliveryId = (subscriber: string, channel: string, seq: number | string): string =>
  `${subscriber}.${channel}.${seq}`;
