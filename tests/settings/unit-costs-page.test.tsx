import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import type { CostFigures } from '../../app/metrics/costs/preview.server';
import type { CostLineFault } from '../../app/settings/entered/goods/import';
import type { FileFault } from '../../app/settings/entered/file';
import type { UnitCostFault } from '../../app/settings/entered/goods/costs-form';
import { CostImportPage } from '../../app/ui/settings/unit-costs/import-page';
import type { CostImportAnswer } from '../../app/ui/settings/unit-costs/import-view';
import { UnitCostsPage } from '../../app/ui/settings/unit-costs/page';
import {
  productRows,
  type UnitCostsAnswer,
  type UnitCostsView,
  type Unsaved,
} from '../../app/ui/settings/unit-costs/view';
import { rendered, words } from '../support/render';

const figures: CostFigures = {
  ...{ grossMargin: 0.4, coverage: 0.62, orderCost: null },
  ...{ retentionCostPerYear: null, value: 4364, valueBasis: 'profit' },
};
const then: CostFigures = { ...figures, grossMargin: 0.35, coverage: 1, value: 3819 };
const preview = { figures: [figures], customers: 1234, durationDays: 365 };
const costs = new Map([
  ['71 0 always', 500],
  ['71 0 2026-04-01', 550],
  ['71 0 2025-04-01', 540],
  ['71 0 2024-04-01', 530],
  ['72 721 always', 2000],
]);
const sold = { quantity: 100, worth: 100_000, costed: 0, cost: 0 };
const unsold = { quantity: 0, worth: 0, costed: 0, cost: 0 };
const variant = { product: '72', sku: 'AO-1', shopifyCost: null };
const { rows, shown } = productRows(
  {
    products: [
      {
        ...{
          ...sold,
          id: '71',
          title: '煎茶',
          sku: 'SEN-1',
          variants: 1,
          leastCost: 300,
          mostCost: 300,
          shown: [],
        },
      },
      {
        ...{
          ...sold,
          id: '72',
          title: '青汁',
          sku: null,
          variants: 25,
          leastCost: 100,
          mostCost: 900,
        },
        shown: [
          { ...variant, ...sold, id: '721', title: '3袋' },
          { ...variant, ...unsold, id: '722', title: null, sku: null, shopifyCost: 100 },
        ],
      },
      {
        ...{
          ...unsold,
          id: '73',
          title: null,
          sku: null,
          variants: 0,
          leastCost: null,
          mostCost: null,
        },
        shown: [],
      },
    ],
  },
  costs,
);
const view: UnitCostsView = {
  ...{ version: 4, currency: 'JPY', timezone: 'Asia/Tokyo', search: '', page: 2, pages: 3 },
  alone: null,
  goods: {
    rows,
    total: { quantity: 300, worth: 300_000, costed: 186_000, cost: 90_000 },
    mostUncosted: { products: 12, share: 0.8 },
  },
  ...{ shown, defaultMargin: 0.6, basis: 'net', preview },
};
const html = (language: Language, of = view, answer?: UnitCostsAnswer) =>
  rendered(<UnitCostsPage view={of} answer={answer} />, language, '/app/settings/unit-costs');
const importHtml = (language: Language, answer?: CostImportAnswer) =>
  rendered(
    <CostImportPage
      view={{ version: 4, currency: 'JPY', timezone: 'Asia/Tokyo' }}
      answer={answer}
    />,
    language,
    '/app/settings/unit-costs/import',
  );
const valuesOf = (page: string) =>
  new Map(
    [...page.matchAll(/<input[^>]*>/g)].map(([tag]) => [
      / name="([^"]*)"/.exec(tag)?.[1],
      / value="([^"]*)"/.exec(tag)?.[1] ?? '',
    ]),
  );
const BROKEN = /NaN|undefined|null|\{\{|\[object|Invalid/;

describe('the page of unit costs', () => {
  it.each(LANGUAGES)('has all its texts in %s, with goods and without', (language) => {
    const none = { ...view, goods: null, preview: null, shown: {}, pages: 0 };
    const found = { ...none, goods: { rows: [], total: sold, mostUncosted: null }, search: 'x' };
    const meanwhile = {
      first: [
        { title: '煎茶', product: '71', from: null, amount: 5 },
        { title: null, product: '72', from: '2026-04-01', amount: null },
      ],
      costs: 4,
    };
    const unsaved: Unsaved = { version: 4, faults: {}, preview, entered: {} };
    const answers: (UnitCostsAnswer | undefined)[] = [
      undefined,
      { saved: true, version: 5 },
      ...(['faults', 'unknown', 'tooMany', { meanwhile }] as const).map((problem) => ({
        ...unsaved,
        problem,
      })),
    ];
    for (const of of [view, { ...view, defaultMargin: null }, none, found])
      for (const answer of answers) expect(words(html(language, of, answer))).not.toMatch(BROKEN);
  });

  it('says how much revenue has a known cost, and how few products have most of the rest', () => {
    const japanese = words(html('ja'));
    expect(japanese).toContain('原価がわかる売上 62.0%');
    expect(japanese).toContain('原価のわからない売上の80.0%は、一覧の先頭の12商品の分です。');
    expect(japanese).toContain('標準の粗利率（60%）を使っています。');
    const one = {
      ...view,
      goods: view.goods && { ...view.goods, mostUncosted: { products: 1, share: 1 } },
    };
    expect(words(html('en', one))).toContain(
      'All revenue without a known cost comes from the first product below.',
    );
    expect(words(html('en'))).toContain(
      '80.0% of the revenue without a known cost comes from the first 12 products below.',
    );
    expect(words(html('en', { ...view, search: '', goods: null }))).toContain('No products yet.');
  });

  it('shows what was sold, Shopify’s cost, and the margin of the entered one', () => {
    expect(words(html('ja', { ...view, basis: 'withTax' }))).toContain('税込の額です');
    const japanese = words(html('ja'));
    expect(japanese).toContain('原価も税抜で入力してください');
    expect(japanese).toContain(
      'SEN-1 ・ 売上¥100,000 ・ うち原価不明¥100,000 ・ 平均売価¥1,000 ・ Shopifyの原価¥300',
    );
    expect(japanese).toContain('Shopifyの原価¥100〜¥900');
    expect(japanese).toContain(
      '削除された商品（ID：73） 売上はまだありません ・ Shopifyの原価なし',
    );
    expect(japanese).toContain('粗利率 45.0%');
    expect(japanese).toContain('バリエーションごとに入力（25種類）');
    expect(japanese).toContain('ほか23種類もまとめて入力する');
    expect(html('ja')).toContain('href="/app/settings/unit-costs?variantsOf=72"');
    const alone = html('ja', { ...view, alone: '72' });
    expect(words(alone)).toContain('ほか23種類は、CSVで入力できます。');
    expect(alone).toContain('href="/app/settings/unit-costs"');
    // above the price is said, and no fault
    expect(japanese).toContain('原価が平均売価（¥1,000）を超えています。');
    expect(html('ja')).not.toContain('aria-invalid');
  });

  it('has a field for the latest three costs of a product, and one for another', () => {
    const fields = valuesOf(html('en'));
    expect(
      [0, 1, 2, 3, 4].map((at) => [fields.get(`from.71.0.${at}`), fields.get(`cost.71.0.${at}`)]),
    ).toEqual([
      ['2026-04-01', '550'],
      ['2025-04-01', '540'],
      ['2024-04-01', '530'],
      ['', ''],
      [undefined, undefined],
    ]);
    expect(words(html('en'))).toContain('One cost from an earlier day can be changed by CSV.');
    expect(fields.get('cost.72.721.0')).toBe('2,000');
    expect(Object.keys(shown).sort()).toEqual([
      ...['71 0 2024-04-01', '71 0 2025-04-01', '71 0 2026-04-01', '72 721 always'],
    ]);
  });

  it.each(LANGUAGES)(
    'keeps what was entered in a refused form, each fault beside its field, in %s',
    (language) => {
      const faults: UnitCostFault[] = [
        ...(['number', 'negative', 'huge', 'currency', 'day', 'sameDay', 'noCost'] as const),
      ];
      for (const fault of faults) {
        const field = fault === 'day' || fault === 'sameDay' ? 'from.72.721.1' : 'cost.72.721.1';
        const page = html(language, view, {
          ...{ version: 4, preview: null, problem: 'faults', faults: { [field]: fault } },
          entered: { [field]: 'what?', 'cost.73.0.0': '7', shown: '{"71 0 always":1}' },
        });
        expect(words(page)).not.toMatch(BROKEN);
        expect(valuesOf(page).get(field)).toBe('what?');
        expect(valuesOf(page).get('cost.73.0.0')).toBe('7');
        expect(valuesOf(page).get('shown')).toBe('{&quot;71 0 always&quot;:1}');
        expect([...page.matchAll(/aria-invalid="true"/g)]).toHaveLength(1);
        // inside what is folded the field stands open
        expect(page).toMatch(/<details class="om-goods-variants" open/);
      }
    },
  );

  it('says what saving changes, and tells the second of two people what has changed', () => {
    const entered = { 'cost.73.0.0': '6' };
    const draft: Unsaved = {
      ...{ version: 9, faults: {}, entered },
      preview: { ...preview, figures: [figures, then] },
    };
    expect(words(html('ja', view, draft))).toContain('LTV（365日間） ¥4,364 ¥3,819');
    expect(words(html('ja', view, draft))).not.toContain('顧客維持コスト');
    const meanwhile = {
      first: [{ title: '煎茶', product: '71', from: '2026-04-01', amount: 5 }],
      costs: 2,
    };
    const page = html('ja', view, { ...draft, problem: { meanwhile } });
    expect(words(page)).toContain('「煎茶」の2026年4月1日からの原価は、いま¥5です。 ほか1件');
    expect(valuesOf(page).get('version')).toBe('9');
    expect(valuesOf(page).get('cost.73.0.0')).toBe('6');
  });

  it('leads to its other pages with its search, and to a file', () => {
    const page = html('ja', { ...view, search: 'あ &' });
    expect(page).toContain('href="/app/settings/unit-costs?q=%E3%81%82+%26&amp;page=1"');
    expect(page).toContain('page=3');
    expect(page).toContain('/app/settings/unit-costs/import');
  });
});

describe('the import of unit costs', () => {
  const read = {
    preview: {
      ...{ text: 'ID,Cost', version: 7, replace: true },
      ...{ added: 1, changed: 2, same: 3, removed: 1 },
      ...{ unknown: [{ line: 9, text: '紅茶 X-1' }], unknownLines: 3 },
      wrong: [{ line: 5, fault: 'negative' as const, text: '-5' }],
      wrongLines: 2,
      first: [
        { title: '煎茶', product: '71', variant: null, from: null, before: null, after: 500 },
        {
          ...{ title: null, product: '72', variant: '3袋', from: '2026-04-01' },
          ...{ before: 5, after: null },
        },
      ],
    },
    effect: { ...preview, figures: [figures, then] },
  };

  it.each(LANGUAGES)('has all its texts in %s', (language) => {
    const faults: FileFault[] = [
      ...(['none', 'tooLarge', 'encoding', 'headings', 'tooManyRows', 'empty'] as const),
    ];
    const lines: CostLineFault[] = [
      ...(['number', 'negative', 'huge', 'currency', 'day'] as const),
      ...(['noGoods', 'severalSkus', 'repeated', 'unclosed'] as const),
    ];
    const wrong = lines.map((fault, line) => ({ line, fault, text: '7' }));
    const meanwhile = { first: [], costs: 1 };
    const answers: (CostImportAnswer | undefined)[] = [
      undefined,
      { applied: 5, wrongLines: 2 },
      { applied: 1, wrongLines: 0 },
      ...faults.map((fault) => ({ fault })),
      { ...read, preview: { ...read.preview, wrong }, problem: 'unknown' },
      { ...read, effect: null, problem: 'tooMany' },
      { ...read, problem: { meanwhile } },
    ];
    for (const answer of answers) expect(words(importHtml(language, answer))).not.toMatch(BROKEN);
  });

  it('shows lines, changes and effect before it is applied', () => {
    const page = importHtml('ja', read);
    const shown = words(page);
    expect(shown).toContain('追加 1件、変更 2件、変更なし 3件、削除 1件');
    expect(shown).toContain('5行目：0以上の額を入力してください。（「-5」） ほか1行');
    expect(shown).toContain(
      'このショップにない商品：3行（取り込みません） 9行目：紅茶 X-1 ほか2行',
    );
    expect(shown).toContain('煎茶 最初から – ¥500');
    expect(shown).toContain('ほか2件');
    expect(shown).toContain('粗利率 40.0% 35.0%');
    expect(shown).toContain('4件を反映');
    expect(shown).toContain('額か日付に誤りのある行の商品は、今の原価を残します。');
    expect(valuesOf(page).get('version')).toBe('7');
    const nothing = { ...read.preview, added: 0, changed: 0, removed: 0, first: [] };
    expect(words(importHtml('en', { ...read, preview: nothing }))).toContain(
      'Applying this file changes nothing.',
    );
  });
});
