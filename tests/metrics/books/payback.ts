import type { PaybackReport } from '../oracle/payback';
import { dayAfter, handBook, productOf, type HandBook } from './build';

const asOf = '2024-06-01';
/** An order of 1000 leaves 400. */
const products = [productOf(1, '600')];
/** 30 customers buy on their days 0, 40 and 80, and are seen for 100 days: R is 1000, 2000 from 41 days on, 3000 from 81 on. */
const orders = bought(30);
type Reason = NonNullable<PaybackReport['paybackUnknown']>['reason'];

function bought(customers: number) {
  return [-100, -60, -20].flatMap((days) =>
    Array.from({ length: customers }, (_, index) => ({
      ...{ customer: index + 1, at: dayAfter(asOf, days) },
      lines: [{ price: 1000, product: 1 }],
    })),
  );
}

/** They first bought on February 22. */
const cost = (each: number) => ({ advertising: [{ month: '2024-02', spend: 30 * each }] });
const unknown = (reason: Reason, knownDays: number) => ({
  ltv: {
    paybackDays: null,
    paybackMonths: null,
    paybackRevenue: null,
    paybackUnknown: { reason, knownDays },
  },
});

export const PAYBACK_BOOKS: readonly HandBook[] = [
  handBook({
    name: 'a cost that the second order pays for is paid back on the day after its 40 days',
    ...{ asOf, products, orders, settings: cost(800) },
    // 0.4 x R(40) = 400; 0.4 x R(41) = 800: the second month
    expected: {
      ltv: {
        ...{ acquisitionCost: 800, paybackDays: 41, paybackMonths: 2, paybackRevenue: 2000 },
        paybackUnknown: null,
      },
    },
  }),
  handBook({
    name: 'a little more waits for the third order',
    ...{ asOf, products, orders, settings: cost(801) },
    // 0.4 x R(81) = 1200: day 81 is in the third month
    expected: { ltv: { paybackDays: 81, paybackMonths: 3 } },
  }),
  handBook({
    name: 'a cost that the first order pays for is paid back on day 1',
    ...{ asOf, products, orders, settings: cost(400) },
    expected: { ltv: { paybackDays: 1, paybackMonths: 1 } },
  }),
  handBook({
    name: 'a cost above the margin of all known days is not paid back in them',
    ...{ asOf, products, orders, settings: cost(1201) },
    expected: unknown('notReached', 100),
  }),
  handBook({
    name: 'what orders cost besides goods is paid first',
    ...{ asOf, products, orders },
    settings: { ...cost(800), orderCost: { amount: 10, share: 0 } },
    // the margin rate is 0.39: 780 after two orders
    expected: { ltv: { paybackDays: 81 } },
  }),
  handBook({
    name: 'without spend the payback is not known',
    ...{ asOf, products, orders },
    expected: unknown('costUnknown', 100),
  }),
  handBook({
    name: 'without a margin the payback is not known',
    ...{ asOf, products: [productOf(1)], orders, settings: cost(800) },
    expected: unknown('marginUnknown', 100),
  }),
  handBook({
    name: 'of 29 customers the payback is not known',
    ...{ asOf, products, settings: cost(800) },
    orders: bought(29),
    expected: unknown('fewObserved', 0),
  }),
];
