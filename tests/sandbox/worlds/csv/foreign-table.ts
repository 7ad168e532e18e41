import { notAnExport } from './foreign-file';
import type { Said } from './said';

interface Kind {
  found: Said;
  /** sets of titles, in lower case and half width; a file with all titles of one set is of this kind */
  titles: readonly (readonly string[])[];
}

const orders = (platform: string): Said => ({
  en: `the order export of ${platform}`,
  ja: `${platform}の注文CSV`,
});

/** Tables of other programs, and other exports of Shopify, by their columns' titles. */
const KINDS: readonly Kind[] = [
  { found: orders('BASE'), titles: [['注文id', '氏(請求先)']] },
  {
    found: orders('STORES'),
    titles: [
      ['オーダー番号', 'オーダー日'],
      ['オーダー番号', 'アイテム名'],
    ],
  },
  {
    found: { en: 'the order export of Color Me Shop', ja: 'カラーミーショップの受注CSV' },
    titles: [['売上id', '受注日']],
  },
  {
    found: { en: 'the order export of Rakuten RMS', ja: '楽天RMSの受注CSV' },
    titles: [
      ['注文番号', 'サブステータスid'],
      ['注文番号', '注文者名字'],
      ['受注番号', '注文者名字'],
      ['受注番号', 'あす楽希望'],
    ],
  },
  {
    found: { en: 'the order export of ecforce', ja: 'ecforceの受注CSV' },
    titles: [
      ['受注番号', '定期受注番号'],
      ['受注番号', '購入オファー'],
      ['受注番号', '広告urlグループ名'],
      ['受注id', '受注番号', '対応状況'],
    ],
  },
  {
    found: { en: 'the order export of EC-CUBE', ja: 'EC-CUBEの受注CSV' },
    titles: [
      ['対応状況(名称)'],
      ['対応状況(id)'],
      ['注文id', 'お名前(姓)'],
      ['注文番号', 'お名前(姓)'],
    ],
  },
  {
    found: orders('WooCommerce'),
    titles: [
      ['order number', 'order status', 'order date'],
      ['order_id', 'order_number', 'order_date'],
      ['order_id', 'order_number_formatted'],
      ['order_id', 'billing_first_name'],
      ['order id', 'order status', 'billing first name'],
      ['order #', 'n. revenue (formatted)'],
      ['order #', 'customer type'],
    ],
  },
  {
    found: { en: 'an export of the app Matrixify', ja: 'アプリ「Matrixify」のCSV' },
    titles: [
      ['line: type'],
      ['price: total'],
      ['price: subtotal'],
      ['customer: email'],
      ['transaction: kind'],
      ['row #', 'top row'],
    ],
  },
  {
    found: { en: 'an export of the app Recharge', ja: 'アプリ「Recharge」のCSV' },
    titles: [
      ['charge_id', 'customer_id'],
      ['charge_id', 'shopify_order_id'],
      ['charge id', 'customer id'],
      ['recharge customer id'],
      ['recharge_customer_id'],
      ['external_order_id', 'address_id'],
      ['subscription_id', 'address_id'],
    ],
  },
  { found: orders('Etsy'), titles: [['sale date', 'order id', 'buyer user id']] },
  { found: orders('eBay'), titles: [['sales record number', 'buyer username']] },
  { found: orders('Squarespace'), titles: [['order id', 'financial status', 'amount refunded']] },
  { found: orders('Amazon'), titles: [['amazon-order-id'], ['order-id', 'buyer-email']] },
  {
    found: { en: 'Shopify’s export of customers', ja: 'Shopifyの「顧客」のCSV' },
    titles: [
      ['first name', 'last name', 'total spent'],
      ['first name', 'last name', 'accepts email marketing'],
    ],
  },
  {
    found: { en: 'Shopify’s export of products', ja: 'Shopifyの「商品」のCSV' },
    titles: [
      ['handle', 'body (html)'],
      ['handle', 'variant price'],
      ['url handle', 'title'],
    ],
  },
  {
    found: { en: 'Shopify’s export of transactions', ja: 'Shopifyの「取引履歴」のCSV' },
    titles: [['order', 'kind', 'gateway', 'amount']],
  },
  {
    found: { en: 'a report of Shopify’s Analytics', ja: 'Shopifyの「ストア分析」のCSV' },
    titles: [
      ['gross sales', 'net sales'],
      ['総売上高', '純売上高'],
    ],
  },
];

/** @throws BadOrderExport naming the table's program, when its titles are known */
export function refuseForeignTable(titles: readonly string[]): void {
  const seen = new Set(titles.map((title) => title.normalize('NFKC').trim().toLowerCase()));
  const kind = KINDS.find((one) =>
    one.titles.some((together) => together.every((title) => seen.has(title))),
  );
  if (kind !== undefined) throw notAnExport(kind.found);
}
