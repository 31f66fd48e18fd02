/**
 * The frame of every worker: parse each record by its schema, do the work, report what failed.
 *
 * A record that cannot be read, also one of an unknown version, is a failed item: it ends in the dead-letter queue,
 * where somebody sees it, and never counts as done. One bad record costs only itself; in a FIFO batch everything after
 * the first failure is handed back too, since order is what the queue is for.
 */
import {
  BatchProcessor,
  EventType,
  processPartialResponse,
  SqsFifoPartialProcessorAsync,
} from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import { log } from './log.ts';

export interface Delivery {
  /** How often SQS has handed this message out, this time included. */
  receives: number;
  receiptHandle: string;
  /** Milliseconds until the function is stopped. */
  remainingMs: () => number;
}

export type Worker = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

export function eachMessage<Schema extends z.ZodType>(
  schema: Schema,
  work: (message: z.infer<Schema>, delivery: Delivery) => Promise<void>,
  { fifo = false } = {},
): Worker {
  return async (event, context) => {
    const processor = fifo ? new SqsFifoPartialProcessorAsync() : new BatchProcessor(EventType.SQS);
    const handle = async (record: SQSRecord): Promise<void> => {
      try {
        await work(schema.parse(JSON.parse(record.body)), {
          receives: Number(record.attributes.ApproximateReceiveCount),
          receiptHandle: record.receiptHandle,
          remainingMs: () => context.getRemainingTimeInMillis(),
        });
      } catch (error) {
        log.error('A message failed', {
          messageId: record.messageId,
          queue: record.eventSourceARN,
          error: error as Error,
        });
        throw error;
      }
    };
    return processPartialResponse(event, handle, processor, { context, throwOnFullBatchFailure: false });
  };
}
