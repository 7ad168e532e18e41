import { dayAfter, handBook, productOf, type HandBook, type OrderSpec } from './build';

const asOf = '2024-06-01';
const began = dayAfter(asOf, -100);

/** Customers `from` ... `to`, each with these orders: days after the first, and the product. */
function some(
  from: number,
  to: number,
  ...orders: [after: number, product: number, plan?: boolean][]
): OrderSpec[] {
  return Array.from({ length: to - from + 1 }, (_, at) =>
    orders.map(([after, product, plan = false]) => ({
      customer: from + at,
      at: dayAfter(began, after),
      lines: [{ price: 1000, product, plan }],
    })),
  ).flat();
}

const named = (product: number) => ({
  productId: String(product),
  title: `Product ${String(product)}`,
});

export const NEXT_PRODUCT_BOOKS: readonly HandBook[] = [
  handBook({
    name: 'what they bought next is said by product of the purchase before, of 30 customers or more',
    asOf,
    products: [1, 2, 3, 4].map((product) => productOf(product)),
    orders: [
      ...some(1, 20, [0, 1], [20, 2], [25, 1]),
      // the same again
      ...some(21, 30, [0, 1], [40, 1]),
      ...some(31, 50, [0, 3], [10, 2], [25, 4]),
      // not back yet: in no count
      ...some(51, 60, [0, 1]),
      // a return and a gift card are none of a purchase's products
      { customer: 50, at: dayAfter(began, 10), lines: [{ price: 500, product: 4, kept: 0 }] },
      { customer: 50, at: dayAfter(began, 10), lines: [{ price: 500, giftCard: true }] },
    ],
    expected: {
      nextProducts: {
        second: {
          // 40 of these 50 bought product 2, 10 product 1
          customers: 50,
          products: 2,
          from: [
            {
              ...{ ...named(1), customers: 30 },
              next: [
                // 20 of 30 beside 40 of 50: a lift of 0.83
                { ...named(2), customers: 20, base: 40, medianDays: 20 },
                { ...named(1), customers: 10, base: 10, medianDays: 40 },
              ],
            },
            // 20 customers
            { ...named(3), customers: 20, next: [] },
          ],
        },
        third: {
          customers: 40,
          products: 1,
          from: [
            {
              ...{ ...named(2), customers: 40 },
              next: [
                { ...named(1), customers: 20, base: 20, medianDays: 5 },
                { ...named(4), customers: 20, base: 20, medianDays: 15 },
              ],
            },
          ],
        },
      },
      nextProductsWithoutRenewals: null,
    },
  }),
  handBook({
    name: 'without renewals the next product is of the next purchase that is more than a renewal',
    asOf,
    products: [productOf(1), productOf(2)],
    orders: some(1, 30, [0, 1, true], [30, 1, true], [60, 1, true], [75, 2]),
    expected: {
      nextProducts: {
        second: {
          customers: 30,
          from: [
            {
              ...{ ...named(1), customers: 30 },
              next: [{ ...named(1), customers: 30, base: 30, medianDays: 30 }],
            },
          ],
        },
      },
      nextProductsWithoutRenewals: {
        second: {
          customers: 30,
          products: 1,
          from: [
            {
              ...{ ...named(1), customers: 30 },
              next: [{ ...named(2), customers: 30, base: 30, medianDays: 75 }],
            },
          ],
        },
        third: { customers: 0, products: 0, from: [] },
      },
    },
  }),
  handBook({
    name: 'eight first products are kept, and their number is said',
    asOf,
    products: Array.from({ length: 9 }, (_, at) => productOf(at + 1)),
    orders: Array.from({ length: 9 }, (_, at) => at + 1).flatMap((product) =>
      some(product, product, [0, product], [10, product]),
    ),
    expected: {
      nextProducts: {
        second: {
          customers: 9,
          products: 9,
          from: [1, 2, 3, 4, 5, 6, 7, 8].map((product) => ({
            ...named(product),
            ...{ customers: 1, next: [] },
          })),
        },
      },
    },
  }),
];
