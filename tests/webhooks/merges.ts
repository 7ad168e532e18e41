import { MERGE_SCOPE, MERGE_SUBSCRIPTION } from '../../deploy/customer-merge';
import type { Subscription } from '../sandbox/webhooks/webhooks';

export { MERGE_SCOPE };

/** What an app that was set up with --customer-merge hears of besides the rest. */
export const MERGES: Subscription = {
  topic: 'customers/merge',
  uri: MERGE_SUBSCRIPTION.uri,
  includeFields: MERGE_SUBSCRIPTION.include_fields,
};
