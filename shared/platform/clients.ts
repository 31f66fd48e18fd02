/**
 * The AWS clients, one of each for a life of a function.
 *
 * Time limits are set, because the SDK has none of its own and a hung connection must not eat a function's whole time:
 * a call that answers nothing for three seconds is tried again inside the same invocation. Without
 * `throwOnRequestTimeout` the client only warns and goes on waiting.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';

const shortLimits = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
} as const;

export const createTables = (): DynamoDBClient => new DynamoDBClient(shortLimits);
export const createQueues = (): SQSClient => new SQSClient(shortLimits);

/**
 * One attempt: a repeated `Publish` is a second message to a person, so only deliver's attempt counter may repeat it.
 * And a connection of its own for each: one that the other side closed while the function was frozen would fail the
 * only attempt.
 */
export const createTopics = (): SNSClient =>
  new SNSClient({
    maxAttempts: 1,
    requestHandler: {
      ...shortLimits.requestHandler,
      httpAgent: { keepAlive: false },
      httpsAgent: { keepAlive: false },
    },
  });

/** For functions that only look at topics, make and delete them: what can be repeated. */
export const createTopicAdmin = (): SNSClient => new SNSClient(shortLimits);
