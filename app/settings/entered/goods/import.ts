import type { Heading, WrongLine } from '../file';
import type { UnitCostFault } from './costs-form';

/** `repeated`: an earlier line has the same goods and day; `severalSkus`: several goods have this SKU. */
export type CostLineFault =
  | Exclude<UnitCostFault, 'sameDay' | 'noCost'>
  | 'noGoods'
  | 'severalSkus'
  | 'repeated'
  | 'unclosed';

/** What applying a file of unit costs would do. */
export interface CostImportPreview {
  /** the file itself, which the form sends back: what is applied is what was shown */
  text: string;
  /** of the shop's settings */
  version: number;
  /** what the file does not have is removed */
  replace: boolean;
  /** costs of the file that are new, that have another amount, and that have the same */
  added: number;
  changed: number;
  same: number;
  /** costs that the file does not have */
  removed: number;
  /** the first lines of goods that the shop does not have, and how many there are */
  unknown: { line: number; text: string }[];
  unknownLines: number;
  /** the first of them */
  wrong: WrongLine<CostLineFault>[];
  wrongLines: number;
  /** the first changes */
  first: {
    title: string | null;
    product: string;
    variant: string | null;
    from: string | null;
    before: number | null;
    after: number | null;
  }[];
}

/** The headings of a file in both languages, the template's first. A line names its goods by `id`, else by `sku`. */
export const COST_HEADINGS = {
  product: { ja: '商品名', en: 'Product', also: [] },
  variant: { ja: 'バリエーション', en: 'Variant', also: [] },
  sku: { ja: 'SKU', en: 'SKU', also: ['品番', '商品コード', 'variant sku'] },
  id: { ja: 'ID', en: 'ID', also: ['variant id', 'product id'] },
  shopify: { ja: 'Shopifyの原価', en: 'Shopify cost', also: [] },
  cost: {
    ja: '原価',
    en: 'Cost',
    also: ['自社の原価', '仕入値', '仕入価格', 'unit cost', 'cost per item'],
  },
  from: { ja: '適用開始日', en: 'From', also: ['開始日', '適用日', 'from date'] },
} as const satisfies Record<string, Heading>;

/** Names goods in a file: letters keep a spreadsheet from rounding the digits. */
export const fileId = (product: string, variant: string | null): string =>
  variant === null ? `P${product}` : `V${variant}`;

/** One line of the template. */
export interface TemplateRow {
  title: string | null;
  variant: string | null;
  sku: string | null;
  id: string;
  shopifyCost: number | null;
  cost: number | null;
  from: string | null;
}
