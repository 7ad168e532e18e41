import type { Snapshot } from '../../metrics/snapshot';

export type OtherName =
  | 'f2Within'
  | 'f2ToDate'
  | 'repeatRate30'
  | 'repeatRate365'
  | 'repeaters30'
  | 'repeaters365'
  | 'shopify30'
  | 'orders30'
  | 'orders365'
  | 'kept'
  | 'churned';

/** One of the repeat rates that others mean. */
export interface OtherRate {
  name: OtherName;
  value: number | null;
  /** value = part ÷ whole; null for an estimate, and where it is unknown */
  part: number | null;
  whole: number | null;
  unit: 'customers' | 'orders';
  /** why it is unknown; null where it is known */
  unknown: 'days30' | 'days365' | 'days730' | 'few' | null;
}

/** Each repeat rate that others mean, from the same orders; renewals are in all of them (README.md section 3). */
export function otherRates({
  repeat,
  returning: { last30, last365, yearBefore },
  customers,
}: Pick<Snapshot, 'repeat' | 'returning' | 'customers'>): OtherRate[] {
  const of = (
    name: OtherName,
    part: number | null | undefined,
    whole: number | null | undefined,
    missing: NonNullable<OtherRate['unknown']>,
    unit: OtherRate['unit'] = 'customers',
  ): OtherRate => {
    const known = part != null && whole != null;
    const value = known && whole > 0 ? part / whole : null;
    return {
      ...{ name, value, unit },
      ...(value === null ? { part: null, whole: null } : { part: part ?? 0, whole: whole ?? 0 }),
      unknown: value !== null ? null : known ? 'few' : missing,
    };
  };
  const within = repeat.within['90'];
  return [
    {
      ...{ name: 'f2Within', value: within, part: null, whole: null, unit: 'customers' },
      unknown: within === null ? 'few' : null,
    },
    of('f2ToDate', repeat.funnel[1], repeat.funnel[0], 'few'),
    of('repeatRate30', last30?.repeaters, last30 && customers, 'days30'),
    of('repeatRate365', last365?.repeaters, last365 && customers, 'days365'),
    of('repeaters30', last30?.repeaters, last30?.buyers, 'days30'),
    of('repeaters365', last365?.repeaters, last365?.buyers, 'days365'),
    of('shopify30', last30?.reordered, last30?.buyers, 'days30'),
    of('orders30', last30?.ordersAgain, last30?.orders, 'days30', 'orders'),
    of('orders365', last365?.ordersAgain, last365?.orders, 'days365', 'orders'),
    of('kept', yearBefore?.kept, yearBefore?.buyers, 'days730'),
    of('churned', yearBefore && yearBefore.buyers - yearBefore.kept, yearBefore?.buyers, 'days730'),
  ];
}
