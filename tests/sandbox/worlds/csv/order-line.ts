import { EXPECTED } from './faults';
import type { Row } from './row';

/** Prices are stored to a ten-thousandth, because a line does not name its currency. */
export const PRICE_DIGITS = 4;

/** A line's goods: name, SKU, quantity, unit price in 1/10,000 of the currency's unit. */
export type Goods = readonly [name: string, sku: string | null, quantity: number, price: number];

/**
 * A line's reference to its order: null if the same row has the order's fields, else the row's fields besides
 * the Name. Shopify leaves the Id of further rows empty.
 */
type Claim = { id: number | null; created: number | null; email: string | null } | null;

export interface OrderLine {
  goods: Goods;
  claim: Claim;
}

/** The goods of a row, or null. */
export function readGoods(row: Row): Goods | null {
  const name = row.text('lineName');
  const sku = row.text('lineSku') || null;
  const quantity = row.whole('lineQuantity', '1');
  const price = row.amount('linePrice', PRICE_DIGITS);
  if (name === '' && sku === null && quantity === null) return null;
  if (!Number.isSafeInteger(price * (quantity ?? 1))) throw row.bad('linePrice', EXPECTED.smaller);
  return [name, sku, quantity ?? 1, price];
}

export function titleOf([name, sku]: Goods): string {
  return name || (sku ?? 'Item');
}

/** A line's product: the SKU, else the name, else null. */
export function productOf([name, sku]: Goods): string | null {
  if (sku !== null) return `sku:${sku}`;
  return name === '' ? null : `name:${name}`;
}

const FIELD = '\u001f';
const LINE = '\u001e';

/** Lines as one text, in the order of the file. */
export function packLines(lines: readonly OrderLine[]): string {
  return lines.map(packed).join(LINE);
}

export function unpackLines(text: string): OrderLine[] {
  if (text === '') return [];
  return text.split(LINE).map((line) => {
    const [name = '', sku = '', quantity, price, id, created, email] = line.split(FIELD);
    return {
      goods: [name, sku || null, Number(quantity), Number(price)],
      claim:
        id === undefined
          ? null
          : { id: numberOrNull(id), created: numberOrNull(created), email: email || null },
    };
  });
}

/** Two lines with the same text are the same goods. */
export function packGoods([name, sku, quantity, price]: Goods): string {
  return `${clean(name)}${FIELD}${clean(sku ?? '')}${FIELD}${quantity}${FIELD}${price}`;
}

function packed({ goods, claim }: OrderLine): string {
  const text = packGoods(goods);
  if (claim === null) return text;
  const { id, created, email } = claim;
  return `${text}${FIELD}${id ?? ''}${FIELD}${created ?? ''}${FIELD}${clean(email ?? '')}`;
}

function clean(text: string): string {
  return text.replaceAll(FIELD, ' ').replaceAll(LINE, ' ');
}

function numberOrNull(text: string | undefined): number | null {
  return text === undefined || text === '' ? null : Number(text);
}
