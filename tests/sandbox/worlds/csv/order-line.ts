import { EXPECTED } from './faults';
import type { Row } from './row';

/** Prices are kept to a ten-thousandth, since a line does not say its currency. */
export const PRICE_DIGITS = 4;

/** What is bought: name, SKU, quantity, price of one in 1/10,000 of the currency's unit. */
export type Goods = readonly [name: string, sku: string | null, quantity: number, price: number];

/**
 * Whose a line is: null of the order whose fields stand on the same row, else what the row says of its order
 * beside the Name. Shopify leaves the Id of further rows empty.
 */
type Claim = { id: number | null; created: number | null; email: string | null } | null;

export interface OrderLine {
  goods: Goods;
  claim: Claim;
}

/** The goods of a row; null where it names none. */
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

/** A product is a SKU, or a name where a line has no SKU; null where it has neither. */
export function productOf([name, sku]: Goods): string | null {
  if (sku !== null) return `sku:${sku}`;
  return name === '' ? null : `name:${name}`;
}

const FIELD = '\u001f';
const LINE = '\u001e';

/** Lines as one text, in the order in which they were read. */
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
