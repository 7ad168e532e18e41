import { costKey, EVERY_VARIANT } from '../entered/goods/cost-key';
import { parseAmount } from '../entered/amount';
import { COST_HEADINGS, type CostImportPreview, type CostLineFault } from '../entered/goods/import';
import { foldedName } from '../entered/cells';
import type { FileFault } from '../entered/file';
import { goodsOf, parseDay } from '../entered/goods/costs-form';
import { readTable, withoutApostrophe, WrongLines } from '../files/table-file';

/** The goods that a file may name. */
export interface KnownGoods {
  products: ReadonlySet<string>;
  /** the product of each variant */
  variants: ReadonlyMap<string, string>;
  /** variants that are their product's only one: their cost is the product's, as the page shows it */
  only: ReadonlySet<string>;
  /** the variants of each SKU, which are one where they differ in width or case alone (`foldedName`) */
  skus: ReadonlyMap<string, readonly string[]>;
}

export interface CostFile extends Pick<
  CostImportPreview,
  'unknown' | 'unknownLines' | 'wrong' | 'wrongLines'
> {
  /** by key (app/settings/entered/goods/cost-key.ts) */
  costs: Map<string, number>;
  /** goods of wrong lines (`goodsOf`): the file has them, and does not say what they cost */
  unread: Set<string>;
}

/** Lines of unknown goods that are named; the rest is counted. */
const NAMED = 20;
const LONGEST_ECHO = 60;

/**
 * Reads a file of unit costs: a line of headings, then goods, a cost and a day a line. A line without a cost is skipped: the
 * template has one for each of the goods. A line with a fault is named, and the others are read.
 * @param currency ISO 4217
 */
export function readCostFile(
  text: string,
  goods: KnownGoods,
  currency: string,
): CostFile | { fault: FileFault } {
  const costs = new Map<string, number>();
  const unread = new Set<string>();
  const lines = new Map<string, number>();
  const faulty = new WrongLines<CostLineFault>();
  const unknown: CostFile['unknown'] = [];
  let unknownLines = 0;
  const fault = readTable(
    text,
    COST_HEADINGS,
    (has) => has('cost') && (has('id') || has('sku')),
    (line, cell) => {
      if (cell === null) {
        faulty.refuse(line, 'unclosed', '');
        return;
      }
      if (cell('cost').trim() === '') return;
      const [id, sku] = [cell('id').trim(), withoutApostrophe(cell('sku').trim())];
      const found = id === '' ? ofSku(sku, goods) : ofId(id, goods);
      const refuse = (fault: CostLineFault, echo: string) => {
        faulty.refuse(line, fault, echo);
        if (typeof found === 'object') unread.add(goodsOf(found.product, found.variant));
      };
      const amount = parseAmount(cell('cost'), currency);
      if ('fault' in amount || amount.amount === null) {
        refuse('fault' in amount ? amount.fault : 'number', cell('cost'));
        return;
      }
      const from = parseDay(cell('from'));
      if (from === 'wrong') {
        refuse('day', cell('from'));
        return;
      }
      if (found === 'unknown') {
        unknownLines += 1;
        if (unknown.length < NAMED) {
          const named = [withoutApostrophe(cell('product')), sku, id].filter((own) => own !== '');
          unknown.push({ line, text: named.join(' ').slice(0, LONGEST_ECHO) });
        }
        return;
      }
      if (typeof found === 'string') {
        faulty.refuse(line, found, sku);
        return;
      }
      const key = costKey({ ...found, from });
      const earlier = lines.get(key);
      if (earlier !== undefined) faulty.refuse(line, 'repeated', String(earlier));
      else {
        lines.set(key, line);
        costs.set(key, amount.amount);
      }
    },
  );
  return fault === null
    ? { costs, unread, unknown, unknownLines, wrong: faulty.wrong, wrongLines: faulty.count }
    : { fault };
}

interface Goods {
  product: string;
  variant: string;
}

/** @param id `P71` of a product, `V7101` of a variant, or Shopify's own gid of either */
function ofId(id: string, goods: KnownGoods): Goods | 'unknown' {
  const plain = id
    .normalize('NFKC')
    .replace(/^gid:\/\/shopify\/Product\//, 'P')
    .replace(/^gid:\/\/shopify\/ProductVariant\//, 'V');
  const [, kind, number = ''] = /^([PV])([1-9]\d{0,17})$/i.exec(plain) ?? [];
  if (kind?.toUpperCase() === 'P')
    return goods.products.has(number) ? { product: number, variant: EVERY_VARIANT } : 'unknown';
  return ofVariant(number, goods);
}

function ofVariant(variant: string, { variants, only }: KnownGoods): Goods | 'unknown' {
  const product = variants.get(variant);
  if (product === undefined) return 'unknown';
  return { product, variant: only.has(variant) ? EVERY_VARIANT : variant };
}

function ofSku(sku: string, goods: KnownGoods): Goods | 'unknown' | 'noGoods' | 'severalSkus' {
  if (sku === '') return 'noGoods';
  const [variant, ...more] = goods.skus.get(foldedName(sku)) ?? [];
  if (variant === undefined) return 'unknown';
  return more.length > 0 ? 'severalSkus' : ofVariant(variant, goods);
}
