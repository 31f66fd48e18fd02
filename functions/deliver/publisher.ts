/**
 * SNS as the publisher of messages, and what its answers mean.
 *
 * A refusal that names the request is for ever; one that names the moment (throttling, 5xx, and a missing permission,
 * which an operator can mend) is for now. No answer at all may hide a message that was sent.
 */
import {
  CheckIfPhoneNumberIsOptedOutCommand,
  PublishCommand,
  type PublishCommandInput,
  type SNSClient,
} from '@aws-sdk/client-sns';
import type { DropReason } from '../../shared/delivery/owed.ts';
import type { Publisher, PublishOutcome, PublishRequest } from '../../shared/delivery/publisher.ts';
import { log } from '../../shared/platform/log.ts';

export function createPublisher(client: SNSClient, { smsMaxPriceUsd }: { smsMaxPriceUsd: string }): Publisher {
  return {
    async publish(request) {
      const refusal = request.kind === 'sms' ? await findRefusal(client, request.phoneNumber) : null;
      if (refusal) return refusal;
      try {
        const { MessageId = '' } = await client.send(new PublishCommand(toInput(request, smsMaxPriceUsd)));
        return { kind: 'accepted', messageId: MessageId };
      } catch (error) {
        const outcome = toOutcome(error as SnsError);
        log.warn('SNS did not take a message', { delivery: request.deliveryId, ...outcome });
        return outcome;
      }
    },
  };
}

/** Nothing has been sent yet, so a check that fails hides nothing. */
async function findRefusal(client: SNSClient, phoneNumber: string): Promise<PublishOutcome | null> {
  try {
    const { isOptedOut } = await client.send(new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber }));
    return isOptedOut ? { kind: 'rejected', reason: 'opted-out', detail: 'This number has opted out.' } : null;
  } catch (error) {
    const outcome = toOutcome(error as SnsError);
    return outcome.kind === 'unanswered' ? { ...outcome, kind: 'unavailable' } : outcome;
  }
}

function toInput(request: PublishRequest, maxPrice: string): PublishCommandInput {
  const attributes = { delivery: text(request.deliveryId), trace: text(request.trace) };
  if (request.kind === 'email') {
    return {
      TopicArn: request.topicArn,
      Subject: request.subject,
      Message: request.body,
      MessageAttributes: attributes,
    };
  }
  return {
    PhoneNumber: request.phoneNumber,
    Message: request.body,
    MessageAttributes: {
      ...attributes,
      'AWS.SNS.SMS.SMSType': text('Transactional'),
      'AWS.SNS.SMS.MaxPrice': { DataType: 'Number', StringValue: maxPrice },
    },
  };
}

const text = (StringValue: string) => ({ DataType: 'String', StringValue });

interface SnsError extends Error {
  code?: string;
  $metadata?: { httpStatusCode?: number };
}

const FOR_EVER: Record<string, DropReason> = {
  InvalidParameterException: 'refused',
  InvalidParameterValueException: 'refused',
  ValidationException: 'refused',
  UserErrorException: 'refused',
  NotFoundException: 'left',
  EndpointDisabledException: 'left',
  OptedOutException: 'opted-out',
};

/** Before anything was sent. */
const NO_CONNECTION = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH'];

function toOutcome(error: SnsError): PublishOutcome {
  const detail = `${error.name}: ${error.message}`;
  const reason = FOR_EVER[error.name];
  if (reason) return { kind: 'rejected', reason, detail };
  const isAnswered = error.$metadata?.httpStatusCode !== undefined;
  const isConnected = !NO_CONNECTION.includes(error.code ?? '');
  return { kind: isAnswered || !isConnected ? 'unavailable' : 'unanswered', detail };
}
