import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import type { Reconciliation } from '../../app/metrics/reconcile/reconcile.server';
import { listedIn } from '../../app/routes/admin/settings/data/listed.server';
import { NOT_BEGUN } from '../../app/progress/import-progress';
import { NOTHING_TO_FOLLOW } from '../../app/progress/following';
import { LEFT_OUT_REASONS } from '../../app/terms/left-out-reasons';
import { RECONCILE_LINES } from '../../app/terms/reconcile-lines';
import { DataPage } from '../../app/ui/settings/data/data-page';
import { OrdersPage } from '../../app/ui/settings/data/orders-page';
import { namedPeriods, periodIn } from '../../app/ui/settings/data/period';
import { ReconcilePage } from '../../app/ui/settings/data/reconcile-page';
import type { DataView, OrdersView, ReconcileView } from '../../app/ui/settings/data/view';
import { latinWords, rendered, words } from '../support/render';

const BROKEN = /NaN|undefined|null|\{\{|\[object|Invalid/;
const ofShop = { currency: 'JPY', timezone: 'Asia/Tokyo' };
const period = { from: '2026-10-01', to: '2026-10-31' };

const found: Reconciliation = {
  lines: Object.fromEntries(
    RECONCILE_LINES.map((line, at) => [line, { amount: 10 * at, orders: at }]),
  ) as Reconciliation['lines'],
  otherCurrency: 2,
  inNumbers: 10 * RECONCILE_LINES.indexOf('counted'),
};
const view: ReconcileView = {
  ...ofShop,
  ...{ entered: period, fault: null, found, basis: 'net', named: namedPeriods('2026-11-30') },
};
const reconcile = (language: Language, change: Partial<ReconcileView> = {}) =>
  rendered(
    <ReconcilePage view={{ ...view, ...change }} />,
    language,
    '/app/settings/data/reconcile?asOf=2026-05-01',
  );

describe('the page of a reconciliation', () => {
  it.each(LANGUAGES)('has all its texts in %s', (language) => {
    for (const change of [
      {},
      ...(['day', 'order', 'future'] as const).map((fault) => ({ fault, found: null })),
      ...[{ found: null }, { found: 'slow' as const }, { basis: 'withTax' as const }],
    ])
      expect(words(reconcile(language, change))).not.toMatch(BROKEN);
  });

  it('opens the orders of each line, keeps the view of the page, and says whether the numbers agree', () => {
    const page = reconcile('ja');
    const links = [...page.matchAll(/href="(\/app\/settings\/data\/orders[^"]*)"/g)];
    const lines = links.map(
      ([, url = '']) => new URL(url.replaceAll('&amp;', '&'), 'http://a.b').searchParams,
    );
    expect(lines.map((query) => query.get('line'))).toEqual(RECONCILE_LINES);
    expect(lines.every((query) => query.get('from') === period.from)).toBe(true);
    expect(lines.every((query) => query.get('asOf') === '2026-05-01')).toBe(true);
    expect(words(page)).toContain('このアプリの数字に使われている売上と一致しています。');
    expect(words(reconcile('ja', { found: { ...found, inNumbers: 179 } }))).toContain(
      '使われている売上は、いま¥179です。',
    );
    expect(words(page)).toContain('価格に含まれる税');
    expect(words(page)).toContain('差し引いても小計と一致しません。');
    const down = { ...found, lines: { ...found.lines, cancelled: { amount: -980, orders: 1 } } };
    expect(words(reconcile('en', { found: down }))).toContain('1 −¥980');
    // what adds to the amount has its sign, a subtotal has none
    expect(words(page)).toMatch(/\+¥20 .* 4 ¥40 /);
    expect(words(reconcile('ja', { basis: 'withTax' }))).toContain('価格に加算される税');
  });

  it('has no line that no order has, and every subtotal', () => {
    const nothing = { amount: 0, orders: 0 };
    const lines = Object.fromEntries(
      RECONCILE_LINES.map((line) => [
        line,
        line === 'zeroValue' ? { amount: 0, orders: 3 } : nothing,
      ]),
    ) as Reconciliation['lines'];
    const page = reconcile('en', { found: { lines, otherCurrency: 0, inNumbers: 0 } });
    const shown = [...page.matchAll(/line=(\w+)/g)].map(([, line]) => line);
    expect(shown).toEqual(['placed', 'gross', 'zeroValue', 'shop', 'counted']);
    expect(words(page)).not.toContain('another currency is in none');
  });

  it('says beside the fields why a period is none, and keeps what was entered', () => {
    const page = reconcile('en', {
      ...{ fault: 'order', found: null, entered: { from: '2026-10-02', to: '2026-10-01' } },
    });
    expect(words(page)).toContain('The last day must not be before the first.');
    expect(page).toMatch(/name="from"[^>]*value="2026-10-02"/);
    expect(page).toContain('aria-invalid="true"');
  });
});

describe('the period of an address', () => {
  const read = (query: string, today = '2026-03-31') => periodIn(new URLSearchParams(query), today);
  it('is last month where it names none', () => {
    expect(read('')).toEqual({ period: { from: '2026-02-01', to: '2026-02-28' } });
    expect(namedPeriods('2026-01-05')).toEqual({
      lastMonth: { from: '2025-12-01', to: '2025-12-31' },
      thisMonth: { from: '2026-01-01', to: '2026-01-05' },
      twelveMonths: { from: '2025-01-01', to: '2025-12-31' },
    });
  });
  it.each([
    ['from=2026-02-30&to=2026-03-01', 'day'],
    ['from=2026-02-01', 'day'],
    ['from=0001-01-01&to=2026-03-01', 'day'],
    ['from=&to=', 'day'],
    ['from=2026-03-02&to=2026-03-01', 'order'],
    ['from=2026-03-01&to=2026-04-01', 'future'],
  ])('is refused with its fault: %s', (query, fault) => {
    expect(read(query)).toMatchObject({ fault });
  });
  it('may be one day', () => {
    const day = { from: '2026-03-31', to: '2026-03-31' };
    expect(read('from=2026年3月31日&to=２０２６/3/31')).toEqual({ period: day });
    expect(read('from=2026-03-31&to=2026-03-31')).toEqual({ period: day });
  });
});

describe('the orders of an address', () => {
  const listed = (query: string) => listedIn(new URLSearchParams(query), 'Asia/Tokyo');
  it('are of a reason, of a line and its period, or without a choice all of last month', () => {
    expect(listed('reason=test&line=tax')).toEqual({ reason: 'test' });
    expect(listed('line=tax&from=2024-01-01&to=2024-01-31')).toEqual({
      ...{ line: 'tax', period: { from: '2024-01-01', to: '2024-01-31' } },
    });
    expect(listed('')).toMatchObject({ line: 'placed' });
  });
  it.each(['reason=x', 'line=constructor', 'line=tax&from=2024-02-30&to=2024-03-01'])(
    'are none: %s',
    (query) => {
      expect(() => listed(query)).toThrow(expect.objectContaining({ status: 404 }));
    },
  );
});

const order = { id: '5500000000001', name: '#1001', day: '2026-10-05', currency: 'JPY' };
const list: OrdersView['list'] = {
  orders: [{ ...order, amount: -1200 }],
  ...{ total: 120, amount: -34_000, page: 2, pages: 3 },
};
const orders = (language: Language, change: Partial<OrdersView> = {}) => {
  const which = { line: 'discounts', period } as const;
  const own: OrdersView = { ...ofShop, which, basis: 'net', list, ...change };
  return rendered(<OrdersPage view={own} />, language, '/app/settings/data/orders');
};

describe('a list of orders', () => {
  it.each(LANGUAGES)('has all its texts in %s, for each line and each reason', (language) => {
    for (const line of RECONCILE_LINES)
      expect(words(orders(language, { which: { line, period } }))).not.toMatch(BROKEN);
    for (const reason of LEFT_OUT_REASONS)
      for (const shown of [list, 'slow' as const, { ...list, total: 0, orders: [], pages: 1 }])
        expect(words(orders(language, { which: { reason }, list: shown }))).not.toMatch(BROKEN);
  });

  it('says the total of all pages, and leads to each order at Shopify and to the pages beside', () => {
    const page = orders('ja');
    expect(words(page)).toContain('120件、合計−¥34,000です。');
    expect(page).toContain('href="shopify://admin/orders/5500000000001"');
    expect(page).toContain('line=discounts&amp;from=2026-10-01&amp;to=2026-10-31&amp;page=3');
    expect(words(page)).toContain('3ページ中2ページ');
  });

  it('writes an order of another currency in its own, and adds up none', () => {
    const euro = { ...order, currency: 'EUR', amount: 12.5 };
    const page = orders('en', {
      which: { reason: 'otherCurrency' },
      list: { ...list, orders: [euro], total: 1, amount: null, page: 1, pages: 1 },
    });
    expect(words(page)).toContain('€12.50');
    expect(words(page)).toContain('1 order in another currency.');
  });

  it('shows fractions of the smallest unit where the line is of them', () => {
    const fraction = { ...list, orders: [{ ...order, amount: -0.3333 }] };
    const which = { line: 'rounding', period } as const;
    expect(words(orders('en', { which, list: fraction }))).toContain('−¥0.3333');
  });
});

const data: DataView = {
  ...ofShop,
  importing: { ...NOT_BEGUN, state: 'done', ordersRead: 1234 },
  times: {
    ...{ imported: '2026-11-01T00:00:00Z', change: '2026-11-30T01:00:00Z' },
    check: '2026-11-30T02:00:00Z',
  },
  following: NOTHING_TO_FOLLOW,
  orders: {
    ...{ read: 1234, counted: 1200, longPending: 0 },
    excluded: { test: 4, otherCurrency: 30 },
    excludedRevenue: { test: 5000, otherCurrency: null },
  },
  computedAt: '2026-11-30T02:00:00Z',
  setApart: { count: 1, named: [{ name: '#7', why: 'amount' }] },
  waitingRequests: 2,
};
const dataPage = (language: Language, change: Partial<DataView> = {}) =>
  rendered(<DataPage view={{ ...data, ...change }} />, language, '/app/settings/data');

it('the pages of data are Japanese for a Japanese merchant', () => {
  const pages = [reconcile('ja'), orders('ja'), dataPage('ja')];
  expect(pages.map(latinWords)).toEqual([['JPY'], [], []]);
});

describe('the page of data', () => {
  it.each(LANGUAGES)('has all its texts in %s, in each state of reading', (language) => {
    const never = { imported: null, change: null, check: null };
    for (const state of ['none', 'running', 'failed', 'done'] as const) {
      const importing = { ...data.importing, state, limitedTo60Days: true };
      expect(words(dataPage(language, { importing }))).not.toMatch(BROKEN);
      const nothing = { importing, times: never, orders: null, waitingRequests: 0 };
      expect(words(dataPage(language, nothing))).not.toMatch(BROKEN);
    }
  });

  it('says that no check has run yet after the import, and before it when checks begin', () => {
    const times = { ...data.times, check: null };
    const running = { ...data.importing, state: 'running' as const };
    expect(words(dataPage('ja', { times }))).toContain(
      '届かなかった変更の確認（1時間ごと）は、まだ実行されていません。',
    );
    expect(words(dataPage('en', { times, importing: running }))).toContain(
      'begins once orders have been read',
    );
  });

  it('opens the orders of each reason, the reconciliation and the requests', () => {
    const page = dataPage('ja');
    expect(words(page)).toContain('注文1,234件のうち1,200件を集計しています（対象外34件）');
    expect(words(page)).toContain('テスト注文 4 ¥5,000 ショップと通貨が異なる注文 30 –');
    for (const url of [
      '/app/settings/data/orders?reason=test',
      '/app/settings/data/orders?reason=otherCurrency',
      '/app/settings/data/reconcile',
      '/app/settings/privacy',
    ])
      expect(page).toContain(`href="${url}"`);
    expect(words(page)).toContain('対応を待っている開示・削除の依頼が2件あります。');
  });
});
