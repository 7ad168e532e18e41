import { laterPart } from '../frame/later-part';
import type { OtherNamesTableProps } from './other-names-table';
import type { SubscriptionProps } from './subscriptions/subscriptions';

/** The pane of subscriptions, which shops without any never open. */
export const subscriptionsPart = laterPart<SubscriptionProps>(
  async () => (await import('./subscriptions/subscriptions')).Subscriptions,
);

/** The folded table of other names. */
export const otherNamesPart = laterPart<OtherNamesTableProps>(
  async () => (await import('./other-names-table')).OtherNamesTable,
);
