import { ledgerOfBook } from './book-ledger';
import type { Book } from './book';
import { dayOf } from './calendar';
import { chosenAmong, type OracleFilter } from './filtered';
import type { OrderFact } from './ledger';
import { must } from './must';
import { paybackOf, type PaybackReport } from './payback';
import { reportOf } from './report';
import { DEFAULT_SETTINGS, type OracleSettings } from './settings';
import { perCustomerWithin } from './tenure';
import { viewAsOf } from './view';

type By = 'product' | 'discount' | 'source' | 'plan';

export interface OracleGroup {
  key: string | null;
  title: string | null;
  customers: number;
  curve: {
    days: number;
    orders: number | null;
    revenue: number | null;
    interval: readonly [number, number] | null;
  }[];
  line: { days: number; revenue: number }[];
  paybackDays: number | null;
  paybackUnknown: PaybackReport['paybackUnknown'];
}

/** The LTV curve of groups of newcomers by their first counted order: a second reading of README.md section 2. */
export function oracleSplit(
  book: Book,
  asOf: string,
  by: By,
  settings: Partial<OracleSettings> = {},
  filter: OracleFilter = {},
): OracleGroup[] {
  const all = { ...DEFAULT_SETTINGS, ...settings };
  const shop = viewAsOf(ledgerOfBook(book, all), dayOf(asOf), all);
  const { firstOrders, ltv } = reportOf(shop);
  const view = chosenAmong(shop, filter);
  const has = (order: OrderFact, product: string) =>
    order.goods.some(({ productId }) => productId === product);
  const products = firstOrders.products.slice(0, 5);
  const sources = firstOrders.sources.slice(0, 5).map(({ source }) => source);
  const groups: Record<By, [string | null, (first: OrderFact) => boolean][]> = {
    product: [
      ...products.map(({ productId }): [string, (first: OrderFact) => boolean] => [
        productId,
        (first) => has(first, productId),
      ]),
      [null, (first) => products.every(({ productId }) => !has(first, productId))],
    ],
    source: [
      ...sources.map((source): [string, (first: OrderFact) => boolean] => [
        source,
        (first) => first.source === source,
      ]),
      [null, ({ source }) => source !== null && !sources.includes(source)],
      ['unknown', ({ source }) => source === null],
    ],
    discount: [
      ['yes', ({ discounted }) => discounted],
      ['no', ({ discounted }) => !discounted],
    ],
    plan: [
      ['yes', ({ subscription }) => subscription],
      ['no', ({ subscription }) => !subscription],
    ],
  };
  const steps = [1, ...Array.from({ length: 40 }, (_, at) => ((at + 1) * ltv.durationDays) / 20)];
  const longest = Math.max(730, 2 * ltv.durationDays);
  return groups[by].flatMap(([key, isIn]): OracleGroup[] => {
    const buyers = view.newcomers.filter((buyer) => isIn(must(buyer.orders[0])));
    if (key === null && buyers.length === 0) return [];
    const within = perCustomerWithin({ asOf: view.asOf, buyers }, longest);
    const { paybackDays, paybackUnknown } = paybackOf(
      { ...view, newcomers: buyers },
      ltv.acquisitionCost,
      ltv.marginRate,
    );
    return [
      {
        ...{ paybackDays, paybackUnknown },
        key,
        title: products.find(({ productId }) => productId === key)?.title ?? null,
        customers: buyers.length,
        curve: [30, 60, 90, 180, 365, 730].map((days) => {
          const point = within(days);
          return {
            ...{ days, orders: point?.orders ?? null, revenue: point?.revenue ?? null },
            interval: point?.interval ?? null,
          };
        }),
        line: steps.map(Math.round).flatMap((days) => {
          const point = within(days);
          return point === null ? [] : [{ days, revenue: point.revenue }];
        }),
      },
    ];
  });
}
