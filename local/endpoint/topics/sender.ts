/** From a publication to the messages of its recipients, accepted or refused. */
import { EventEmitter } from 'node:events';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { createRequire } from 'node:module';
import type { LocalClock } from '../../clock.ts';
import { invalid, SnsFault } from './fault.ts';
import { CONFIRMATION_SUBJECT, confirmationBody, NO_SUBJECT, type SendMail, unsubscribeFooter } from './mail.ts';
import { bodyFor, checkPhone, type MessageAttributes, parsePublication, type Publication } from './message.ts';
import type { MessageLog, StoredMessage } from './outbox.ts';
import type { Subscription, Subscriptions } from './subscriptions.ts';
import type { Topic, Topics } from './topics.ts';

const splitSms: { split(text: string): { parts: unknown[] } } = createRequire(import.meta.url)('split-sms');

export interface SenderParts {
  clock: LocalClock;
  database: DatabaseSync;
  topics: Topics;
  subscriptions: Subscriptions;
  log: MessageLog;
  url: string;
  sendMail: SendMail | undefined;
}

/** Who calls, and with what. */
export interface Origin {
  principal: string;
  request: Record<string, unknown>;
}

export class Sender {
  readonly events = new EventEmitter<{ message: [StoredMessage] }>();
  readonly #parts: SenderParts;
  readonly #isOptedOut: StatementSync;

  constructor(parts: SenderParts) {
    this.#parts = parts;
    this.#isOptedOut = parts.database.prepare('SELECT 1 FROM optOuts WHERE phone = ?');
  }

  isOptedOut(phone: string): boolean {
    return this.#isOptedOut.get(phone) !== undefined;
  }

  askToConfirm(subscription: Subscription, topic: Topic, origin: Origin): void {
    const kind = subscription.protocol === 'email' ? 'confirmation' : 'https';
    const body = `Subscription confirmation for ${subscription.topic}`;
    this.#send({
      ...this.#draft(origin, kind, subscription.endpoint),
      from: displayName(topic),
      subject: CONFIRMATION_SUBJECT,
      body,
      topicArn: topic.arn,
      subscriptionArn: subscription.arn,
    });
  }

  /** Gives SNS's message id; a refused publication stands in the outbox too, before it is thrown. */
  publish(origin: Origin): string {
    const { request } = origin;
    const phone = textOf(request, 'PhoneNumber');
    const topicArn = textOf(request, 'TopicArn') ?? textOf(request, 'TargetArn');
    try {
      if (phone !== undefined) return this.#publishToPhone(phone, origin);
      if (topicArn === undefined) throw invalid('TopicArn or TargetArn Reason: no value for required parameter');
      return this.#publishToTopic(topicArn, origin);
    } catch (error) {
      if (error instanceof SnsFault) this.#keepRefused(origin, error, phone, topicArn);
      throw error;
    }
  }

  #publishToPhone(phone: string, origin: Origin): string {
    const publication = parsePublication(origin.request);
    const body = bodyFor(publication, 'sms');
    checkPhone(phone, body);
    const messageId = crypto.randomUUID();
    const message = {
      ...this.#draft(origin, 'sms', phone),
      messageId,
      body,
      parts: countParts(body),
      attributes: publication.attributes,
    };
    // Accepted by the call and dropped behind it: the caller learns nothing, which is why it asks beforehand.
    if (this.isOptedOut(phone)) this.#send({ ...message, state: 'refused', reason: 'Phone number is opted out' });
    else this.#send(message);
    return messageId;
  }

  #publishToTopic(topicArn: string, origin: Origin): string {
    const topic = this.#parts.topics.get(topicArn);
    const publication = parsePublication(origin.request);
    const messageId = crypto.randomUUID();
    for (const subscription of this.#parts.subscriptions.listOfTopic(topicArn)) {
      if (!subscription.isPending) this.#send(this.#addressed(origin, topic, subscription, publication, messageId));
    }
    return messageId;
  }

  #addressed(origin: Origin, topic: Topic, subscription: Subscription, publication: Publication, messageId: string) {
    const { protocol, endpoint, arn } = subscription;
    return {
      ...this.#draft(origin, protocol === 'email' ? 'email' : 'https', endpoint),
      messageId,
      from: displayName(topic),
      subject: publication.subject ?? NO_SUBJECT,
      body: bodyFor(publication, protocol),
      attributes: publication.attributes,
      topicArn: topic.arn,
      subscriptionArn: arn,
    };
  }

  #draft({ principal, request }: Origin, kind: StoredMessage['kind'], to: string): Omit<StoredMessage, 'id'> {
    return {
      messageId: null,
      kind,
      state: 'sent',
      reason: null,
      from: '',
      to,
      subject: '',
      body: '',
      parts: 0,
      attributes: {},
      at: this.#parts.clock.now(),
      principal,
      topicArn: null,
      subscriptionArn: null,
      request,
    };
  }

  #keepRefused(origin: Origin, { message }: SnsFault, phone: string | undefined, topicArn: string | undefined): void {
    const [recipient] = topicArn === undefined ? [] : this.#parts.subscriptions.listOfTopic(topicArn);
    const body = textOf(origin.request, 'Message') ?? '';
    this.#send({
      ...this.#draft(origin, phone === undefined ? 'email' : 'sms', phone ?? recipient?.endpoint ?? topicArn ?? ''),
      state: 'refused',
      reason: message,
      subject: textOf(origin.request, 'Subject') ?? '',
      body,
      parts: phone === undefined ? 0 : countParts(body),
      attributes: (origin.request['MessageAttributes'] ?? {}) as MessageAttributes,
      topicArn: topicArn ?? null,
    });
  }

  #send(message: Omit<StoredMessage, 'id'>): void {
    const stored = this.#parts.log.add(message);
    this.events.emit('message', stored);
    const isMail = stored.kind === 'email' || stored.kind === 'confirmation';
    if (this.#parts.sendMail && isMail && stored.state === 'sent') void this.#forward(stored, this.#parts.sendMail);
  }

  /** To the operator's own server; whether it takes the message changes nothing for the caller. */
  async #forward(message: StoredMessage, sendMail: SendMail): Promise<void> {
    const { from, to, subject } = message;
    try {
      await sendMail({ from, to, subject, text: this.textOf(message) });
    } catch (error) {
      this.#parts.log.replace({ ...message, forwardFailure: String(error) });
    }
  }

  /** As it arrives: the body with this start's links. */
  textOf(message: StoredMessage): string {
    const footer = this.footerOf(message);
    return footer === '' ? this.bodyOf(message) : `${this.bodyOf(message)}\n\n${footer}`;
  }

  bodyOf(message: StoredMessage): string {
    const subscription = message.kind === 'confirmation' && this.#subscriptionOf(message);
    return subscription ? confirmationBody(subscription, this.#parts.url) : message.body;
  }

  footerOf(message: StoredMessage): string {
    const subscription = message.kind === 'email' && this.#subscriptionOf(message);
    return subscription ? unsubscribeFooter(subscription, this.#parts.url) : '';
  }

  #subscriptionOf({ subscriptionArn }: StoredMessage): Subscription | undefined {
    return subscriptionArn === null ? undefined : this.#parts.subscriptions.find(subscriptionArn);
  }
}

const countParts = (body: string): number => splitSms.split(body).parts.length;

/** Without a display name, e-mail comes from the topic's own name. */
const displayName = ({ arn, attributes }: Topic): string => attributes['DisplayName'] ?? arn.split(':').at(-1) ?? arn;

function textOf(request: Record<string, unknown>, name: string): string | undefined {
  const value = request[name];
  return typeof value === 'string' ? value : undefined;
}
