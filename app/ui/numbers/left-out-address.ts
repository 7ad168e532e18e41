import type { LeftOutReason } from '../../terms/left-out-reasons';

/** The list of the orders that are left out for a reason. */
export const leftOutAddress = (reason: LeftOutReason): string =>
  `/app/settings/data/orders?reason=${reason}`;
