import type { CustomerTotal } from '../orders/customer-totals.sql';
import { customersIn } from '../orders/customer-totals.sql';

/** Which columns of a summary count: with subscription renewals, or without. */
export interface RepeatColumns {
  purchases: 'purchases' | 'plain_purchases';
  secondDay: 'second_day' | 'plain_second_day';
  lastDay: 'last_day' | 'plain_last_day';
}

export const WITH_RENEWALS: RepeatColumns = {
  purchases: 'purchases',
  secondDay: 'second_day',
  lastDay: 'last_day',
};
export const WITHOUT_RENEWALS: RepeatColumns = {
  purchases: 'plain_purchases',
  secondDay: 'plain_second_day',
  lastDay: 'plain_last_day',
};

/** Customers with this many purchases or more. */
export function atLeast(totals: readonly CustomerTotal[], purchases: number): number {
  return customersIn(totals.filter((one) => one.purchases >= purchases));
}
