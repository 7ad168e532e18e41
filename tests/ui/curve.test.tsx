import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import type { Snapshot } from '../../app/metrics/snapshot';
import type { Split } from '../../app/metrics/split/split.server';
import { splitOf } from '../../app/ui/ltv/curve-address';
import { LtvPage } from '../../app/ui/ltv/ltv-page';
import { splitsOf, type LtvView } from '../../app/ui/ltv/view';
import { SPLITS, type SplitBy } from '../../app/terms/splits';
import { ALL_PARTS } from '../../app/terms/parts-in-use';
import { latinWords, rendered, words } from '../support/render';
import { teaShop } from '../support/shops/tea-shop';
import { ltvViewOf } from './ltv-view';
import { statusOf } from './status';

const withLtv = (part: Partial<Snapshot['ltv']>): Snapshot => ({
  ...teaShop,
  ltv: { ...teaShop.ltv, ...part },
});
const PAID_BACK = {
  ...{ acquisitionCost: 2000, paybackDays: 195, paybackMonths: 7, paybackRevenue: 3480 },
  paybackUnknown: null,
};
const unknown = (reason: 'costUnknown' | 'marginUnknown' | 'notReached' | 'fewObserved') => ({
  ...{ acquisitionCost: reason === 'costUnknown' ? null : 2000, paybackDays: null },
  ...(reason === 'marginUnknown' && { marginRate: null }),
  paybackUnknown: { reason, knownDays: 412 },
});
const html = (
  snapshot: Snapshot,
  language: Language = 'ja',
  query = '',
  view: Partial<LtvView> = {},
) =>
  rendered(
    <LtvPage status={statusOf()} view={{ ...ltvViewOf(snapshot), splits: SPLITS, ...view }} />,
    language,
    `/app/ltv${query}`,
  );

describe('the curve of LTV', () => {
  it('says when margin has paid for the acquisition, and draws both', () => {
    const page = html(withLtv(PAID_BACK));
    expect(words(page)).toContain(
      '顧客獲得コスト¥2,000は、初回購入から7か月目（195日）に、粗利で回収できています。',
    );
    expect(page).toContain('顧客獲得コスト ¥2,000');
    expect(page).toContain('回収 7か月目');
    expect(words(html(withLtv(PAID_BACK), 'en'))).toContain(
      'The acquisition cost of ¥2,000 is paid back by gross profit in month 7 (195 days)',
    );
    expect(words(html(withLtv({ ...PAID_BACK, paybackDays: 1, paybackMonths: 1 })))).toContain(
      '初回の注文の粗利で回収できています。',
    );
    // revenue is not compared with a cost
    expect(html(withLtv(PAID_BACK), 'ja', '?of=revenue')).not.toContain('回収 7か月目');
  });

  it.each([
    ['costUnknown', '広告費を登録すると', 'Enter advertising spend to see'],
    ['marginUnknown', '原価か標準の粗利率を登録すると', 'Enter unit costs or a default margin'],
    [
      'notReached',
      '412日までの粗利ではまだ回収できていません',
      'not paid back by gross profit within 412 days',
    ],
  ] as const)('says what is missing: %s', (reason, ja, en) => {
    expect(words(html(withLtv(unknown(reason))))).toContain(ja);
    expect(words(html(withLtv(unknown(reason)), 'en'))).toContain(en);
  });

  it('has each choice as a link that keeps the others', () => {
    const page = html(withLtv(PAID_BACK), 'en', '?asOf=2026-06-01&of=revenue&split=plan');
    expect(page).toContain('href="/app/ltv?asOf=2026-06-01&amp;of=revenue&amp;split=product"');
    expect(page).toContain('href="/app/ltv?asOf=2026-06-01&amp;split=plan"');
    expect(page).toContain('href="/app/ltv?asOf=2026-06-01&amp;of=revenue"');
    expect(splitOf('?split=nonsense')).toBeNull();
  });

  it('is split by what first orders differ in, and the page is not filtered by', () => {
    const choices = {
      ...{
        products: [
          { id: '1', title: null, customers: 3 },
          { id: '2', title: null, customers: 1 },
        ],
      },
      ...{ sources: [], discount: true, plan: true },
    };
    const filtered = { choices, state: 'all' as const };
    expect(splitsOf(filtered, { filter: {} }, ALL_PARTS)).toEqual(['product', 'discount', 'plan']);
    expect(splitsOf(filtered, { filter: { product: '1' } }, ALL_PARTS)).toEqual([
      'discount',
      'plan',
    ]);
    expect(splitsOf(filtered, { filter: {} }, { ...ALL_PARTS, subscriptions: false })).toEqual([
      ...['product', 'discount'],
    ]);
  });
});

const group = (key: string | null, customers: number, year: number | null) => ({
  ...{ key, customers, title: key === null ? null : `商品${key}` },
  curve: teaShop.ltv.curve.map(({ days }) => ({
    ...{ days, orders: null, revenue: days > 365 ? null : year && (year * days) / 365 },
    interval: days > 365 || year === null ? null : ([year - 100, year + 100] as const),
  })),
  ...{ paybackDays: year === null ? null : 61, paybackUnknown: null },
  line: year === null ? [] : [1, 90, 365].map((days) => ({ days, revenue: (year * days) / 365 })),
});
const splitBy = (by: SplitBy, ...groups: unknown[]) => ({ split: { by, groups } as Split });

describe('the curve of LTV by group', () => {
  const products = splitBy(
    'product',
    group('1', 400, 9000),
    group('2', 90, 4000),
    group(null, 12, null),
  );

  it('names the group that brings most in a year, or says that chance may', () => {
    const page = html(withLtv({ marginRate: 0.5 }), 'ja', '?split=product', products);
    expect(words(page)).toContain('365日の粗利が最も多いのは「商品1」で、1人あたり¥4,500です');
    const near = splitBy('product', group('1', 400, 9000), group('2', 90, 8900));
    expect(words(html(teaShop, 'ja', '?split=product', near))).toContain('誤差の範囲です');
    const few = splitBy('product', group('1', 400, 9000), group('2', 9, null));
    expect(words(html(teaShop, 'en', '?split=product', few))).toContain('Groups can be compared');
  });

  it('has all customers first in the table, each group as a link to its own LTV, and – for few', () => {
    const page = html(withLtv({ marginRate: 0.5 }), 'ja', '?split=product&of=revenue', products);
    const table = /<table[\s\S]*?<\/table>/.exec(page.slice(page.indexOf('グループ')))?.[0] ?? page;
    expect(words(table)).toMatch(
      /全体.*商品1.*400人.*¥9,000.*3か月目（61日）.*商品2.*ほかの商品.*12人.*–/,
    );
    expect(page).toMatch(/href="\/app\/ltv\?product=1"/);
  });

  it.each(LANGUAGES)('has its texts in %s, for each split and while it is counted', (language) => {
    for (const by of SPLITS) {
      const groups =
        by === 'source'
          ? [group('google/cpc', 40, 500), group(null, 40, 600), group('unknown', 3, null)]
          : [group('yes', 40, 500), group('no', 40, 600)];
      const page = html(teaShop, language, `?split=${by}`, splitBy(by, ...groups));
      expect(words(page)).not.toMatch(/NaN|undefined|null|\{\{|\[object|Infinity|split\./);
      if (language === 'ja' && by === 'plan')
        expect(latinWords(page).filter((word) => !['LTV', 'CSV', 'JPY'].includes(word))).toEqual(
          [],
        );
      const counting = html(teaShop, language, `?split=${by}`, { split: null });
      expect(words(counting)).toMatch(/グループ別に集計しています|Counting by group/);
    }
  });
});
