/**
 * The three calls that Lambda's own pollers make, with the function's credentials, through the endpoint.
 *
 * They are written out instead of taken from the SDK, which would retry by itself: a poller whose call stays
 * unanswered, as in a test that drops it, must only be ended from outside.
 */

export interface Received {
  MessageId: string;
  ReceiptHandle: string;
  Body: string;
  MD5OfBody: string;
  Attributes: Record<string, string>;
  MessageAttributes?: Record<string, unknown>;
}

export interface Caller {
  endpointUrl: string;
  region: string;
  key: string;
  signal: AbortSignal;
}

class CallRefused extends Error {
  override name = 'CallRefused';
}

async function call(caller: Caller, action: string, input: unknown): Promise<unknown> {
  const { endpointUrl, region, key, signal } = caller;
  const response = await fetch(endpointUrl, {
    method: 'POST',
    signal,
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AmazonSQS.${action}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${key}/20260101/${region}/sqs/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(input),
  });
  const text = await response.text();
  if (!response.ok) throw new CallRefused(`${action} answered ${response.status}: ${text}`);
  return text === '' ? {} : JSON.parse(text);
}

export async function receive(caller: Caller, queueUrl: string, most: number): Promise<Received[]> {
  const answer = await call(caller, 'ReceiveMessage', {
    QueueUrl: queueUrl,
    MaxNumberOfMessages: Math.min(10, most),
    WaitTimeSeconds: 0,
    MessageSystemAttributeNames: ['All'],
    MessageAttributeNames: ['All'],
  });
  return (answer as { Messages?: Received[] }).Messages ?? [];
}

export async function deleteMessages(caller: Caller, queueUrl: string, done: readonly Received[]): Promise<void> {
  for (let from = 0; from < done.length; from += 10) {
    const Entries = done
      .slice(from, from + 10)
      .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await call(caller, 'DeleteMessageBatch', { QueueUrl: queueUrl, Entries });
  }
}
