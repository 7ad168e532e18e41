import type { ProductRecord } from '../../store/records';

export type Role = 'trial' | 'main' | 'back-end' | 'cross-sell' | 'gift' | 'gift-card' | 'sample';

/** A product's share of its role over the shop's life: `progress` runs from 0 to 1. */
type Trend = (progress: number) => number;

export interface Variant {
  id: number;
  title: string;
  sku: string;
  /** yen, tax included */
  price: number;
  /** yen; null if the merchant entered none */
  cost: number | null;
}

export interface Product {
  id: number;
  title: string;
  handle: string;
  role: Role;
  /** per cent: food is taxed at 8, teaware at 10, gift cards not at all */
  taxRate: 0 | 8 | 10;
  /** a first-time buyer's chance of coming back, relative to an average of 1 */
  pull: number;
  weight: Trend;
  variants: Variant[];
}

const steady =
  (share: number): Trend =>
  () =>
    share;
/** From a small share at the start to almost three times its share at the end. */
const growing: Trend = (progress) => 0.15 + 2.6 * progress * progress;
/** The reverse: a product that loses buyers. */
const fading: Trend = (progress) => 0.1 + 1.9 * (1 - progress) ** 1.5;

const FIRST_PRODUCT = 8_100_000_000_001;
const FIRST_VARIANT = 44_100_000_000_001;

type Size = readonly [title: string, price: number, cost: number | null];
type Entry = readonly [
  handle: string,
  title: string,
  role: Role,
  taxRate: 0 | 8 | 10,
  pull: number,
  weight: Trend,
  sizes: readonly Size[],
];

const ONE = 'Default Title';
const ENTRIES: readonly Entry[] = [
  ['sencha-trial', '煎茶お試しセット', 'trial', 8, 1.05, steady(5), [[ONE, 1080, 520]]],
  ['hojicha-trial', 'ほうじ茶お試しセット', 'trial', 8, 0.9, steady(3), [[ONE, 980, 430]]],
  ['gyokuro-trial', '玉露お試しセット', 'trial', 8, 1.25, steady(1), [[ONE, 1480, 760]]],
  ['powder-trial', '粉末緑茶お試しセット', 'trial', 8, 0.6, fading, [[ONE, 880, 400]]],
  [
    'fukamushi-sencha',
    '深蒸し煎茶',
    'main',
    8,
    1,
    steady(5),
    [
      ['100g', 1296, 420],
      ['200g', 2376, 800],
      ['500g', 5400, 1900],
    ],
  ],
  [
    'organic-hojicha',
    '有機ほうじ茶',
    'main',
    8,
    0.95,
    steady(3),
    [
      ['100g', 972, 300],
      ['300g', 2592, 860],
    ],
  ],
  ['genmaicha', '抹茶入り玄米茶', 'main', 8, 0.9, steady(2), [['200g', 1188, 360]]],
  ['kabusecha', 'かぶせ茶', 'main', 8, 1.1, steady(2), [['100g', 1620, 610]]],
  [
    'wakoucha-cold',
    '水出し和紅茶',
    'main',
    8,
    1.3,
    growing,
    [
      ['30包', 1836, 590],
      ['90包', 4860, 1600],
    ],
  ],
  ['powder-green-tea', '粉末緑茶', 'main', 8, 0.55, fading, [['100g', 1404, 520]]],
  ['gyokuro-select', '特選玉露', 'back-end', 8, 1.2, steady(3), [['50g', 3240, 1280]]],
  ['matcha-usucha', '薄茶用抹茶', 'back-end', 8, 1.2, steady(2), [['40g', 3780, 1500]]],
  ['first-flush', '一番摘み大走り新茶', 'back-end', 8, 1.1, steady(2), [['80g', 2700, null]]],
  ['kyusu', '常滑焼 急須', 'cross-sell', 10, 1, steady(2), [[ONE, 6600, 3100]]],
  ['tea-caddy', '桜皮の茶筒', 'cross-sell', 10, 1, steady(1), [[ONE, 3960, 1900]]],
  ['filter-bottle', 'フィルターボトル', 'cross-sell', 10, 1, steady(3), [[ONE, 1980, null]]],
  ['yokan', '茶ようかん', 'cross-sell', 8, 1, steady(4), [['5本', 1512, 640]]],
  [
    'gift-box',
    '銘茶詰め合わせ',
    'gift',
    8,
    0.8,
    steady(1),
    [
      ['竹', 3240, 1250],
      ['松', 5400, 2050],
    ],
  ],
  ['gift-card', 'ギフトカード', 'gift-card', 0, 1, steady(1), [['¥5,000', 5000, null]]],
  ['sample', '季節のお茶サンプル', 'sample', 8, 1, steady(1), [[ONE, 0, 60]]],
];

/** The shop's products; ids and prices are the same in every run. */
export const PRODUCTS: readonly Product[] = ENTRIES.map(
  ([handle, title, role, taxRate, pull, weight, sizes], index) => ({
    id: FIRST_PRODUCT + index,
    title,
    handle,
    role,
    taxRate,
    pull,
    weight,
    variants: sizes.map(([size, price, cost], place) => ({
      id: FIRST_VARIANT + index * 10 + place,
      title: size,
      sku: `${handle.toUpperCase()}-${place + 1}`,
      price,
      cost,
    })),
  }),
);

export function productsOfRole(role: Role): Product[] {
  return PRODUCTS.filter((product) => product.role === role);
}

export function productRecords(updatedAt: string): ProductRecord[] {
  return PRODUCTS.map(({ id, title, handle, role, variants }) => ({
    id,
    title,
    handle,
    updatedAt,
    isGiftCard: role === 'gift-card',
    variants: variants.map((variant) => ({
      id: variant.id,
      title: variant.title,
      sku: variant.sku,
      price: String(variant.price),
      unitCost: variant.cost === null ? null : String(variant.cost),
    })),
  }));
}
