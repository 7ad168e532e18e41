import type { View } from './view';

interface Period {
  buyers: number;
  repeaters: number;
  reordered: number;
  orders: number;
  ordersAgain: number;
}

export interface ReturningReport {
  last30: Period | null;
  last365: Period | null;
  yearBefore: { buyers: number; kept: number } | null;
}

function periodOf({ buyers, asOf }: View, days: number): Period {
  const own = buyers.filter(({ lastDay }) => lastDay >= asOf - days);
  const orders = own.flatMap(({ purchases }) =>
    purchases.flatMap((purchase, index) =>
      purchase.day >= asOf - days ? purchase.orders.map(() => index) : [],
    ),
  );
  return {
    buyers: own.length,
    repeaters: own.filter(({ purchases }) => purchases.length > 1).length,
    reordered: own.filter((buyer) => buyer.orders.length > 1).length,
    orders: orders.length,
    ordersAgain: orders.filter((index) => index > 0).length,
  };
}

/** The counts of other repeat rates, each null in a history shorter than its days. */
export function returningOf(view: View): ReturningReport {
  const { buyers, asOf, daysOfOrders } = view;
  const boughtOn = (from: number, to: number) =>
    buyers.filter(({ orders }) => orders.some(({ day }) => day >= asOf - from && day < asOf - to));
  const before = boughtOn(730, 365);
  const after = new Set(boughtOn(365, 0));
  return {
    last30: daysOfOrders < 30 ? null : periodOf(view, 30),
    last365: daysOfOrders < 365 ? null : periodOf(view, 365),
    yearBefore:
      daysOfOrders < 730
        ? null
        : { buyers: before.length, kept: before.filter((one) => after.has(one)).length },
  };
}
