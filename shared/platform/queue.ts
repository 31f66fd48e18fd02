/**
 * Handing on: the sending side of a queue.
 *
 * A batch that SQS took only in part is tried again for the rest, and what still fails is thrown, so that the caller's
 * own message comes back. Entries are packed by count and size as SQS bounds them: ten entries and 256 KiB a request,
 * below the 1 MiB that SQS takes today, so that a request stays one to four billed chunks of 64 KiB
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html).
 */
import { SendMessageBatchCommand, type SendMessageBatchRequestEntry, type SQSClient } from '@aws-sdk/client-sqs';

export const MOST_ENTRIES = 10;
export const MOST_BYTES = 256 * 1024;

export interface Outgoing<Message> {
  message: Message;
  /** 0 to 900 seconds; a FIFO queue has no delay per message. */
  delaySeconds?: number;
  /** FIFO queues only. */
  group?: string;
  /** FIFO queues only: the same within five minutes is one message. */
  deduplication?: string;
}

export interface Queue<Message> {
  send(outgoing: readonly Outgoing<Message>[]): Promise<void>;
}

export function createQueue<Message>(client: SQSClient, url: string): Queue<Message> {
  return {
    async send(outgoing) {
      for (const entries of packEntries(outgoing.map(toEntry))) await sendAll(client, url, entries);
    },
  };
}

function toEntry<Message>(outgoing: Outgoing<Message>, index: number): SendMessageBatchRequestEntry {
  return {
    Id: String(index),
    MessageBody: JSON.stringify(outgoing.message),
    ...(outgoing.delaySeconds !== undefined && { DelaySeconds: outgoing.delaySeconds }),
    ...(outgoing.group !== undefined && { MessageGroupId: outgoing.group }),
    ...(outgoing.deduplication !== undefined && { MessageDeduplicationId: outgoing.deduplication }),
  };
}

function* packEntries(entries: readonly SendMessageBatchRequestEntry[]): Generator<SendMessageBatchRequestEntry[]> {
  let batch: SendMessageBatchRequestEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = Buffer.byteLength(entry.MessageBody ?? '');
    if (batch.length === MOST_ENTRIES || (batch.length > 0 && bytes + size > MOST_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(entry);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

const TRIES = 3;

async function sendAll(client: SQSClient, url: string, entries: SendMessageBatchRequestEntry[]): Promise<void> {
  let left = entries;
  for (let attempt = 1; ; attempt++) {
    const { Failed: failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries: left }));
    if (failed.length === 0) return;
    const reasons = failed.map(({ Code, Message }) => `${Code}: ${Message}`).join('; ');
    if (attempt === TRIES || failed.every(({ SenderFault }) => SenderFault)) {
      throw new Error(`SQS refused ${failed.length} of ${left.length} messages for ${url}: ${reasons}`);
    }
    const again = new Set(failed.map(({ Id }) => Id));
    left = left.filter(({ Id }) => again.has(Id));
  }
}
