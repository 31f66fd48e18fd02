/** What delivery needs to know about people: implemented by the stores of subscribers. */
import type { Channel, ChannelKind, Subscriber, SubscriberId, Subscription } from '../subscribers/subscriber.ts';

/** All strongly consistent: somebody who has just left gets nothing more. */
export interface Recipients {
  findSubscriber(subscriber: SubscriberId): Promise<Subscriber | null>;
  findChannel(subscriber: SubscriberId, channel: ChannelKind): Promise<Channel | null>;
  /** In the order of subscribing. */
  listSubscriptions(subscriber: SubscriberId): Promise<Subscription[]>;
}
