import type { ProductRecord } from '../../store/records';
import { formatMinor } from '../minor-units';
import { FIRST_PRODUCT_ID, FIRST_VARIANT_ID } from './ids';
import { toMinor } from './lines';
import { productOf, titleOf, type Goods } from './order-line';
import type { Spill } from './spill';
import { integer, optional, text } from './spill';

// Cache size: enough for any catalogue, and bounded for a file with a new product on every line.
const REMEMBERED = 20_000;

const TABLE = `
CREATE TABLE products (
  ident TEXT PRIMARY KEY, key INTEGER, title TEXT NOT NULL, sku TEXT, price INTEGER NOT NULL
) WITHOUT ROWID`;

// Stores the least of several titles and prices, so that the order of rows does not matter.
const UPSERT = `
INSERT INTO products (ident, title, sku, price) VALUES (?, ?, ?, ?)
ON CONFLICT (ident) DO UPDATE SET title = min(title, excluded.title), price = min(price, excluded.price)`;

/** Collects a product for every SKU of the file, or name of a line without a SKU. */
export class Catalogue {
  private readonly known = new Map<string, string>();
  private readonly upsert;

  constructor(spill: Spill) {
    spill.run(TABLE);
    this.upsert = spill.writer(UPSERT);
  }

  add(goods: Goods): void {
    const ident = productOf(goods);
    if (ident === null) return;
    const [, sku, , price] = goods;
    const title = titleOf(goods);
    const said = `${price} ${title}`;
    if (this.known.get(ident) === said) return;
    this.upsert(ident, title, sku, price);
    if (this.known.size >= REMEMBERED) this.known.clear();
    this.known.set(ident, said);
  }
}

/** Numbers products by SKU or name, independent of the order of the rows. */
export function numberProducts(spill: Spill): void {
  spill.run(`
    UPDATE products SET key = numbered.rank
    FROM (SELECT ident, row_number() OVER (ORDER BY ident) AS rank FROM products) AS numbered
    WHERE numbered.ident = products.ident`);
}

/** Looks up the number of a line's product; null for a line without one. */
export function productKeys(spill: Spill): (goods: Goods) => number | null {
  const find = spill.finder('SELECT key FROM products WHERE ident = ?');
  const known = new Map<string, number>();
  return (goods) => {
    const ident = productOf(goods);
    if (ident === null) return null;
    const remembered = known.get(ident);
    if (remembered !== undefined) return remembered;
    const key = integer(find(ident)?.[0]);
    if (known.size >= REMEMBERED) known.clear();
    known.set(ident, key);
    return key;
  };
}

/** A product with one variant for every SKU of the file; an export has no unit costs. */
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
