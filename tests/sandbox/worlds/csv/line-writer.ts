import type { Row } from './row';
import type { Spill } from './spill';
import { integer } from './spill';

/** Prices are kept to a ten-thousandth, since a line does not say its currency. */
export const PRICE_DIGITS = 4;

// Enough for the catalogue of any shop; a file where every line is a product of its own must not fill the memory.
const REMEMBERED = 20_000;

/** Writes the lines of orders, and a product for every SKU (or name, where a line has none). */
export class LineWriter {
  private readonly known = new Map<string, number>();
  private readonly line;
  private readonly product;
  private readonly find;

  constructor(spill: Spill) {
    this.line = spill.writer('INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?, ?)');
    this.product = spill.writer(
      'INSERT INTO products (ident, title, sku, price) VALUES (?, ?, ?, ?) ON CONFLICT (ident) DO NOTHING',
    );
    this.find = spill.finder('SELECT key FROM products WHERE ident = ?');
  }

  add(row: Row, orderKey: number): void {
    const name = row.text('lineName');
    const sku = row.text('lineSku') || null;
    const quantity = row.whole('lineQuantity', '1');
    const price = row.amount('linePrice', PRICE_DIGITS);
    if (name === '' && sku === null && quantity === null) return;
    const title = name || (sku ?? 'Item');
    if (!Number.isSafeInteger(price * (quantity ?? 1)))
      throw row.bad('linePrice', 'a smaller amount');
    const product = this.productOf(sku, name, title, price);
    this.line(orderKey, row.line, title, sku, quantity ?? 1, price, product);
  }

  private productOf(sku: string | null, name: string, title: string, price: number): number | null {
    if (sku === null && name === '') return null;
    const ident = sku === null ? `name:${name}` : `sku:${sku}`;
    const known = this.known.get(ident);
    if (known !== undefined) return known;
    const key = this.product(ident, title, sku, price) ?? integer(this.find(ident)?.[0]);
    if (this.known.size >= REMEMBERED) this.known.clear();
    this.known.set(ident, key);
    return key;
  }
}
