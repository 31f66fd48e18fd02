/** Everything that deliver is given: stores, SNS, its own queue, time, and the operator's settings. */
import type { Clock } from '../platform/clock.ts';
import type { Sender } from './alertSubscribers.ts';
import type { DeliveryStore } from './delivery.ts';
import type { HoldStore } from './hold.ts';
import type { MailboxStore } from './mailbox.ts';
import type { DeliveryMessage } from './message.ts';
import type { News } from './news.ts';
import type { NoticeStore } from './notice.ts';
import type { OwedStore } from './owed.ts';
import type { Publisher } from './publisher.ts';
import type { Recipients } from './recipients.ts';

export interface DeliverSettings {
  /** Without a slash at its end. */
  publicUrl: string;
  /** ISO 3166 codes of the countries that may get SMS. */
  smsCountries: readonly string[];
  /** Messages a subscriber and local day. */
  smsDailyCap: number;
}

export interface DeliverPorts {
  recipients: Recipients;
  news: News;
  owed: OwedStore;
  mailboxes: MailboxStore;
  deliveries: DeliveryStore;
  notices: NoticeStore;
  holds: Pick<HoldStore, 'hold'>;
  publisher: Publisher;
  /** The deliveries queue, which deliver also reads. */
  wakeUps: Sender<DeliveryMessage>;
  /** Takes SMS parts out of the stack's monthly budget; false when they are not there any more. */
  spendSmsParts(parts: number, now: Date): Promise<boolean>;
  clock: Clock;
  settings: DeliverSettings;
}
