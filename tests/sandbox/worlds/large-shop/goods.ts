import type { LineRecord, ProductRecord } from '../../store/records';

const FIRST_PRODUCT = 8_900_000_000_000;
const FIRST_VARIANT = 45_900_000_000_000;
/** Products of a shop that says no other number. */
export const PRODUCTS = 240;
const TAX = 0.08;

/** Prices from ¥500 to ¥3,890; one variant in twelve has no unit cost. */
function priceOf(product: number): number {
  return 500 + ((product * 7919) % 340) * 10;
}

export function* goods(updatedAt: string, products: number): Generator<ProductRecord> {
  for (let product = 0; product < products; product += 1) {
    const price = priceOf(product);
    yield {
      id: FIRST_PRODUCT + product,
      title: `Product ${product + 1}`,
      handle: `product-${product + 1}`,
      updatedAt,
      isGiftCard: false,
      variants: [
        {
          id: FIRST_VARIANT + product,
          title: 'Default Title',
          sku: `P-${product + 1}`,
          price: String(price),
          unitCost: product % 12 === 0 ? null : String(Math.round(price * 0.4)),
        },
      ],
    };
  }
}

export interface Line {
  record: LineRecord;
  value: number;
  tax: number;
}

/** A line of one or two pieces of the product for a draw from 0 to 1, of so many products. */
export function line(id: number, draw: number, discount: number, products: number): Line {
  const product = Math.floor(draw * draw * products);
  const quantity = id % 5 === 0 ? 2 : 1;
  const original = priceOf(product) * quantity;
  const off = Math.floor(original * discount);
  const value = original - off;
  const tax = Math.round((value * TAX) / (1 + TAX));
  const record: LineRecord = {
    id,
    title: `Product ${product + 1}`,
    sku: `P-${product + 1}`,
    quantity,
    currentQuantity: quantity,
    isGiftCard: false,
    productId: FIRST_PRODUCT + product,
    variantId: FIRST_VARIANT + product,
    sellingPlan: null,
    originalTotal: String(original),
    allocations:
      off === 0
        ? []
        : [{ amount: String(off), kind: 'code', name: 'SALE', targetType: 'LINE_ITEM' }],
    taxLines: [{ title: '消費税', rate: TAX, price: String(tax) }],
  };
  return { record, value, tax };
}
