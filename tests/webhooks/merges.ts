import { MERGE_SCOPE, MERGE_SUBSCRIPTION } from '../../deploy/customer-merge';
import type { Subscription } from '../sandbox/webhooks/webhooks';

export { MERGE_SCOPE };

/** The further subscriptions of an app that was set up with --customer-merge. */
export const MERGES: Subscription = {
  topic: 'customers/merge',
  uri: MERGE_SUBSCRIPTION.uri,
  includeFields: MERGE_SUBSCRIPTION.include_fields,
};
