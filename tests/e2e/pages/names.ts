export const PAGES = [
  { path: '', name: 'home', link: 'Omega', ja: 'ホーム', en: 'Home' },
  {
    path: '/app/segments',
    name: 'segments',
    link: 'セグメント',
    ja: 'セグメント',
    en: 'Segments',
  },
  {
    path: '/app/ltv',
    name: 'ltv',
    link: 'LTV',
    ja: 'LTV（顧客生涯価値）',
    en: 'LTV (customer lifetime value)',
  },
  {
    path: '/app/repeat',
    name: 'repeat',
    link: 'リピート',
    ja: 'リピート購入',
    en: 'Repeat purchases',
  },
  {
    path: '/app/stages',
    name: 'stages',
    link: 'ステージ',
    ja: '顧客ステージ',
    en: 'Customer stages',
  },
  { path: '/app/nps', name: 'nps', link: 'NPS', ja: 'NPS（推奨度）', en: 'NPS' },
] as const;
/** Pages without charts and past days. */
export const LISTS = [
  { path: '/app/customers', name: 'customers', ja: '顧客', en: 'Customers' },
  {
    path: '/app/ltv/channels',
    ...{ name: 'ltvChannels', ja: '媒体別のLTV', en: 'LTV by channel' },
  },
  { path: '/app/nps/answers', name: 'answers', ja: '回答', en: 'Answers' },
  { path: '/app/nps/voices', name: 'voices', ja: 'お客様の声', en: 'Testimonials' },
  { path: '/app/nps/survey', name: 'survey', ja: '質問の設定', en: 'Survey' },
] as const;
export const SETTINGS = [
  { path: '/app/setup', name: 'setup', ja: '初期設定', en: 'Setup' },
  { path: '/app/setup/sample', name: 'sample', ja: '見本', en: 'Sample' },
  { path: '/app/settings/costs', name: 'costs', ja: '費用', en: 'Costs' },
  { path: '/app/settings/unit-costs', name: 'unitCosts', ja: '商品原価', en: 'Unit costs' },
  {
    path: '/app/settings/unit-costs/import',
    ...{ name: 'unitCostsImport', ja: '商品原価の取り込み', en: 'Import unit costs' },
  },
  { path: '/app/settings/products', name: 'roles', ja: '商品の役割', en: 'Product roles' },
  {
    path: '/app/settings/rules',
    name: 'rules',
    ja: 'ステージ・離脱・期間のルール',
    en: 'Stages, lapse and periods',
  },
  {
    path: '/app/settings/advertising',
    ...{ name: 'advertising', ja: '広告費', en: 'Advertising spend' },
  },
  {
    path: '/app/settings/advertising/channels',
    ...{ name: 'channels', ja: '媒体と流入元', en: 'Channels and sources' },
  },
  {
    path: '/app/settings/advertising/import',
    ...{ name: 'advertisingImport', ja: '広告費の取り込み', en: 'Import advertising spend' },
  },
  {
    path: '/app/settings/definitions',
    ...{
      name: 'definitions',
      ja: '目標・健全ライン・売上の基準',
      en: 'Goals, health line and revenue basis',
    },
  },
  { path: '/app/settings/data', name: 'data', ja: 'データ', en: 'Data' },
  { path: '/app/settings/data/reconcile', name: 'reconcile', ja: '照合', en: 'Reconciliation' },
  {
    path: '/app/settings/data/orders?line=gross',
    ...{ name: 'orders', ja: 'Shopifyの総売上高', en: 'Shopify’s gross sales' },
  },
  {
    path: '/app/settings/display',
    ...{ name: 'display', ja: '言語と表示', en: 'Language and display' },
  },
  { path: '/app/settings/history', name: 'history', ja: '変更履歴', en: 'Change history' },
] as const;
/** Latin text of a Japanese page: names, words of the trade, the beginning of an address. */
export const KNOWN = [
  ...['LTV', 'CAC', 'Shopify', 'NPS', 'OK', 'PR', 'https', 'apps', 'omega', 'CSV', 'ID'],
  ...['JPY', 'MB', 'UTF', 'Shift', 'JIS', 'SKU', 'SMS', 'RFM'],
  // whose scores of Japan the NPS stands beside
  ...['EC', 'NTT'],
  // recency, frequency, money
  'RFM',
  // a source of the trade's figures, and a language by its own name
  ...['ws', 'atscore', 'jp', 'English'],
];
/** English pages with the shop's own products, customers and texts, which keep their language. */
export const OWN_WORDS = [
  '',
  '/app/repeat',
  '/app/settings/products',
  '/app/settings/unit-costs',
  '/app/settings/display',
  ...LISTS.map(({ path }) => path),
  '/app/nps',
];
export const BROKEN = /NaN|Infinity|undefined|\bnull\b|\{\{|\[object/;
