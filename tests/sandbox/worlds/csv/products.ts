import type { ProductRecord } from '../../records';
import { formatMinor } from '../minor-units';
import { FIRST_PRODUCT_ID, FIRST_VARIANT_ID } from './ids';
import { toMinor } from './lines';
import type { Spill } from './spill';
import { integer, optional, text } from './spill';

/** A product with one variant for every SKU of the file; unit costs cannot be seen in an export. */
export function* productsOf(
  spill: Spill,
  digits: number,
  updatedAt: string,
): Generator<ProductRecord> {
  for (const cells of spill.rows('SELECT key, title, sku, price FROM products ORDER BY key')) {
    const key = integer(cells[0]);
    const price = formatMinor(toMinor(integer(cells[3]), digits), digits);
    yield {
      id: FIRST_PRODUCT_ID + key,
      title: text(cells[1]),
      handle: `product-${key}`,
      updatedAt,
      isGiftCard: false,
      variants: [
        {
          id: FIRST_VARIANT_ID + key,
          title: 'Default Title',
          sku: optional(cells[2], text),
          price,
          unitCost: null,
        },
      ],
    };
  }
}
