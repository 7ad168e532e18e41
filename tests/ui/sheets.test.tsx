import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../app/i18n/language';
import { formatter } from '../../app/i18n/format';
import { filterChoices } from '../../app/metrics/filter/choices';
import type { Snapshot } from '../../app/metrics/snapshot';
import { NpsPage } from '../../app/ui/nps/nps-page';
import { npsView } from '../../app/ui/nps/view';
import { HomePage } from '../../app/ui/home/home-page';
import { homeViewOf } from './home-view';
import { isOfEveryone } from '../../app/ui/frame/page-status';
import { cohortTerm } from '../../app/ui/cohorts/term';
import type { CohortsView } from '../../app/ui/cohorts/view';
import { LtvPage } from '../../app/ui/ltv/ltv-page';
import { RepeatPage } from '../../app/ui/repeat/repeat-page';
import { repeatViewOf } from './repeat-view';
import { LTV_NUMBERS, ltvNumbers } from '../../app/ui/ltv/numbers';
import { ESTIMATES } from '../../app/ui/sheets/estimates';
import { withCohortSums } from '../../app/ui/cohorts/sums';
import { sheetKey } from '../../app/ui/sheets/sheet-key';
import { sheetFacts } from '../../app/ui/sheets/sheet-facts';
import { writeSum } from '../../app/ui/sheets/write-sum';
import { StagesPage } from '../../app/ui/stages/stages-page';
import { stagesViewOf } from './stages-view';
import { balances, readSum } from '../support/numbers/balance';
import { randomSnapshot } from '../support/numbers/random-snapshot';
import { rendered, words } from '../support/render';
import { chanceOf } from '../metrics/books/random-source';
import { monthEnds, teaShop } from '../support/shops/tea-shop';
import { cohortsViewOf } from './cohorts-view';
import { ltvViewOf } from './ltv-view';
import { fewAnswers, npsShop } from './nps-shop';
import { emptyShop, youngShop } from './small-shops';
import { statusOf } from './status';

/** The made-up shop with elements that make its revenue, as a real shop's do. */
const { revenue: each, averageOrderValue, purchaseDurationYears } = npsShop.ltv;
const shop: Snapshot = {
  ...npsShop,
  ltv: {
    ...npsShop.ltv,
    annualPurchaseFrequency: (each ?? 0) / ((averageOrderValue ?? 0) * purchaseDurationYears),
  },
};

const statusWith = (snapshot: Snapshot, currency = 'JPY') =>
  statusOf({ currency, sheets: sheetFacts(snapshot, 'with') });

const pages = (snapshot: Snapshot) => {
  const status = statusWith(snapshot);
  return [
    <HomePage key="home" status={status} view={homeViewOf(snapshot, monthEnds[0] ?? null)} />,
    <LtvPage key="ltv" status={status} view={ltvViewOf(snapshot)} />,
    <RepeatPage key="repeat" status={status} view={repeatViewOf(snapshot, 'with')} />,
    <StagesPage key="stages" status={status} view={stagesViewOf(snapshot, monthEnds)} />,
    <NpsPage key="nps" status={status} view={npsView(snapshot)} latest={null} />,
  ];
};
/** The open sheet of the LTV page. */
const sheet = (key: string, snapshot: Snapshot = shop, language: 'ja' | 'en' = 'en') => {
  const page = <LtvPage status={statusWith(snapshot)} view={ltvViewOf(snapshot)} />;
  const html = rendered(page, language, `/app?sheet=${key}&asOf=2026-06-18&id_token=secret`);
  return /<dialog.*<\/dialog>/s.exec(html)?.[0] ?? '';
};

/** The boxes of the formula as one sum; a cost that is not entered stands in none. A year's cost is for the active years. */
function boxesOf(html: string): string {
  const boxes = [...html.matchAll(/<li class="om-element.*?<\/li>/gs)].map(([box]) => {
    const part = (pattern: RegExp) => pattern.exec(box)?.[1] ?? '';
    return {
      sign: part(/om-operator">([^<]*)</),
      value: part(/om-number-small">([^<]*)</),
      text: words(box),
    };
  });
  return boxes
    .filter(({ sign, value }) => sign === '=' || value !== '–')
    .map(({ sign, value, text }) => {
      const years = / a year charged for ([\d.,]+) active/.exec(text)?.[1];
      const amount = value.replace(/ (a year|years)$|^年|[年回]$/g, '');
      return `${sign} ${amount}${years === undefined ? '' : ` × ${years}`}`;
    })
    .join(' ')
    .trim();
}

describe('the sheet of a number', () => {
  it('opens for every number of every page, with its definition, drawn by the server', () => {
    const opened = new Set<string>();
    for (const page of pages(npsShop)) {
      const html = rendered(page, 'en');
      const keys = new Set([...html.matchAll(/data-sheet="([^"]+)"/g)].map(([, key = '']) => key));
      expect(keys.size).toBeGreaterThan(5);
      for (const key of keys) {
        expect(html).toContain(`sheet=${key}"`);
        // the sheet of a number is the same on every page
        if (opened.has(key)) continue;
        opened.add(key);
        expect(words(sheet(key)), key).toMatch(/What it means \S+/);
      }
    }
  });

  it('shows this shop’s own sum, whose figures make its result', () => {
    expect(words(sheet('ltv.ltv'))).toContain('¥3,981 × 58.34% × 1.7097 × 2.0849 = ¥8,279');
    expect(words(sheet('nps.nps'))).toContain('100 × (812 − 430) ÷ 1,882 = 20.3');
    expect(words(sheet('stages.valueAtStake'))).toContain(
      '6,056 × (¥6,480 − ¥2,950) = ¥21,377,680',
    );
    expect(words(sheet('ltv.ltv', shop, 'ja'))).toContain('平均単価 ¥3,981');
  });

  it('of the duration shows who stays, with its table', () => {
    expect(words(sheet('ltv.duration'))).toMatch(/Retention curve After a year, about \d+ of 100/);
    expect(sheet('ltv.duration')).toContain('<table');
    expect(words(sheet('ltv.duration', shop, 'ja'))).toContain('継続率カーブ');
    const { ltv } = shop;
    expect(words(sheet('ltv.duration', { ...shop, ltv: { ...ltv, staying: [] } }))).toContain(
      'Retention curve',
    );
    expect(words(sheet('ltv.ltv'))).not.toContain('Retention curve');
  });

  it('divides as the mean of the cohorts does: only those whose next period is over', () => {
    const retained: Snapshot = {
      ...shop,
      asOf: '2026-06-18',
      cohorts: {
        '2026-04': { customers: 100, active: [100, 30, 12], revenue: [9000, 600, 200] },
        '2026-05': { customers: 60, active: [60, 3], revenue: [6000, 80] },
        '2026-06': { customers: 9, active: [9], revenue: [900] },
      },
    };
    const sumOf = (of: Snapshot, more: Partial<CohortsView['choice']> = {}) => {
      const cohorts = cohortsViewOf(of, 'customers', more);
      const status = withCohortSums(statusWith(of), cohorts);
      const page = <RepeatPage status={status} view={{ ...repeatViewOf(of, 'with'), cohorts }} />;
      const key = sheetKey(cohortTerm(cohorts.choice));
      return words(
        /<dialog.*<\/dialog>/s.exec(rendered(page, 'en', `/app?sheet=${key}`))?.[0] ?? '',
      );
    };
    expect(sumOf(retained)).toContain('30 ÷ 100 = 30.0%');
    const closed = { ...retained, asOf: '2026-07-01' };
    expect(sumOf(closed)).toContain('33 ÷ 160 = 20.6%');
    expect(sumOf(closed, { measure: 'revenue' })).toContain('¥680 ÷ 160 = ¥4');
    expect(sumOf(closed, { measure: 'revenue', isCumulative: true })).toContain(
      '¥15,680 ÷ 160 = ¥98',
    );
    expect(sumOf(closed, { measure: 'profit', isCumulative: true })).toMatch(
      /¥15,680 × 58\.3% ÷ 160 = ¥57/,
    );
  });

  it('takes the cost of orders as a step of its own, in the formula and in its sheet', () => {
    const cost = { amount: 600, share: 0.036, rate: 0.1885 };
    const marginRate = 0.5834 - cost.rate;
    const value = (shop.ltv.revenue ?? 0) * marginRate;
    const costing: Snapshot = {
      ...shop,
      ltv: {
        ...{ ...shop.ltv, orderCost: cost, marginRate, value },
        ...{ acquisitionCost: null, retentionCostPerYear: null },
      },
    };
    expect(words(sheet('ltv.ltv', costing))).toMatch(
      /¥3,981 × 58.34% × [\d.]+ × [\d.]+ − ¥14,191 × 18.85% = ¥5,604/,
    );
    expect(words(sheet('ltv.orderCost', costing, 'ja'))).toMatch(
      /¥14,191 × 18.85% = ¥2,675.* 58.34% − 18.85% = 39.5%/,
    );
    const page = (of: Snapshot) =>
      words(rendered(<LtvPage status={statusWith(of)} view={ltvViewOf(of)} />, 'en'));
    expect(page(costing)).toContain('Cost of orders ¥2,675 18.9% of revenue');
    expect(page(costing)).toContain('gross profit per customer less the costs entered');
    expect(page(shop)).not.toContain('Cost of orders –');
    expect(page(shop)).not.toContain('Cost of orders ¥');
    const loss: Snapshot = {
      ...shop,
      ltv: { ...shop.ltv, acquisitionCost: 9_000, value: -128 },
    };
    expect(page(loss)).toContain('A new customer costs ¥226 more than they bring on average');
    const unknown = { ...costing, margin: { rate: null, coverage: 0.2 } };
    const onRevenue: Snapshot = { ...unknown, ltv: { ...costing.ltv, marginRate: null } };
    expect(page(onRevenue)).toContain('Cost of orders – deducted once the margin is known');
    expect(words(sheet('ltv.ltv', onRevenue))).not.toContain('18.85%');
  });

  it('counts the reasons of the present sentences alone, as the page does', () => {
    const counts = { indifference: 30, product: 20, competitor: 0, other: 0 };
    const edition = { edition: 1 as const, indifference: 5, product: 90, competitor: 5, other: 0 };
    const reasons = { indifference: 35, product: 110, competitor: 5, other: 0, unsaid: 9 };
    const apart: Snapshot = {
      ...shop,
      nps: { ...shop.nps, reasons, reasonsByEdition: [edition, { edition: 2, ...counts }] },
    };
    expect(words(sheet('nps.npsReasons', apart))).toContain('30 ÷ 50 = 60.0%');
    const earlier = { ...apart, nps: { ...apart.nps, reasonsByEdition: [edition] } };
    expect(sheetFacts(earlier, 'with').sums['nps.npsReasons']).toEqual([]);
  });

  it('is of the newest 30 days, as its tile is: none where they have too few answers', () => {
    const trend = [...shop.nps.trend, { ...fewAnswers.nps.headline, day: '2026-06-18' }];
    const quiet: Snapshot = { ...shop, nps: { ...shop.nps, trend } };
    expect(sheetFacts(quiet, 'with').sums['nps.npsTrend']).toEqual([]);
    expect(sheetFacts(shop, 'with').sums['nps.npsTrend']).toHaveLength(1);
  });

  it('says so where no short sum gives the number', () => {
    expect(words(sheet('repeat.f2'))).toContain('no single division gives it');
    expect(words(sheet('nps.spearman', shop, 'ja'))).toContain('1つの割り算では表せません');
    for (const key of ESTIMATES) {
      expect(words(sheet(key)), key).toMatch(/What it means \S+/);
      // a difference of two such numbers is no quotient
      for (const sum of sheetFacts(shop, 'with').sums[key] ?? [])
        expect(writeSum(sum, formatter('en', 'JPY', 'UTC')).text, key).not.toMatch(/[÷×]/);
    }
    expect(words(sheet('ltv.ltv'))).not.toContain('no single division');
  });

  it('counts what it leaves out: orders by reason, answers of unknown customers', () => {
    expect(words(sheet('ltv.ltv'))).toMatch(
      /How many are excluded Test orders 4 Cancelled orders 402/,
    );
    expect(words(sheet('nps.nps'))).toMatch(/Orders without a known customer 6 Anonymous.* 156/);
    expect(words(sheet('nps.npsReasons'))).toContain('Customers who gave no reason 89');
    expect(words(sheet('nps.nps'))).not.toContain('Cancelled orders');
  });

  it('names the source and the year of a benchmark', () => {
    expect(words(sheet('nps.nps'))).toMatch(/Source: .*2003.*2018/);
    expect(words(sheet('repeat.f2', npsShop, 'ja'))).toMatch(/出典： .*2021年/);
  });

  it('closes with a link to the same view, without Shopify’s own parameters', () => {
    expect(sheet('ltv.ltv')).toContain('href="/app?asOf=2026-06-18"');
    expect(sheet('ltv.ltv')).not.toContain('secret');
  });

  it('does not open for a number that does not exist', () => {
    for (const key of ['', 'ltv.nothing', 'x', 'ltv', '__proto__.constructor', 'nps.number'])
      expect(sheet(key)).toBe('');
  });

  it('has no sum of unknown figures', () => {
    for (const shop of [emptyShop, youngShop, fewAnswers])
      for (const [key, sums] of Object.entries(sheetFacts(shop, 'with').sums))
        for (const sum of sums)
          expect(
            writeSum(sum, formatter('en', 'JPY', 'UTC')).text,
            `${key} of a small shop`,
          ).not.toMatch(/–|NaN|∞/);
    expect(sheetFacts(emptyShop, 'with').sums['ltv.ltv']).toEqual([]);
  });

  it('takes the figures of the page: with renewals or without', () => {
    const renewed: Snapshot = {
      ...teaShop,
      repeatWithoutRenewals: {
        ...teaShop.repeat,
        raw: 0.25,
        funnel: [4000, 1000, 0, 0, 0, 0, 0, 0, 0, 0],
      },
    };
    const of = (renewals: 'with' | 'without') =>
      sheetFacts(renewed, renewals).sums['repeat.f2ToDate']?.map(
        (sum) => writeSum(sum, formatter('en', 'JPY', 'UTC')).text,
      );
    expect(of('with')).toEqual(['5,987 ÷ 12,043 = 49.7%']);
    expect(of('without')).toEqual(['1,000 ÷ 4,000 = 25.0%']);
  });
});

describe('a written sum', () => {
  it.each(['JPY', 'KWD', 'USD'])('makes its result with the shown figures, in %s', (currency) => {
    const random = chanceOf(currency.charCodeAt(0)).next;
    const shops = Array.from({ length: 60 }, () => randomSnapshot(random));
    const wrong: string[] = [];
    for (const language of LANGUAGES) {
      const format = formatter(language, currency, 'Asia/Tokyo');
      for (const shop of shops)
        for (const [key, sums] of Object.entries(sheetFacts(shop, 'with').sums))
          for (const sum of sums) {
            const { text } = writeSum(sum, format);
            if (!balances(text)) wrong.push(`${key}: ${text}`);
          }
    }
    expect(wrong).toEqual([]);
  });

  it('stands in the boxes of the formula with the digits that its product needs', () => {
    const random = chanceOf(7).next;
    const ltv = {
      ...{ ...shop.ltv, averageOrderValue: 2_680.4, annualPurchaseFrequency: 1.928 },
      ...{ purchaseDurationYears: 521 / 365, durationDays: 521, valueBasis: 'profit' as const },
      value: 2_680.4 * 0.58 * 1.928 * (521 / 365),
    };
    const shops = [
      { ...shop, margin: { rate: 0.58, coverage: 1 }, ltv },
      ...Array.from({ length: 12 }, () => randomSnapshot(random)),
    ];
    const wrong: string[] = [];
    for (const currency of ['JPY', 'KWD', 'USD'])
      for (const one of shops) {
        const page = <LtvPage status={statusWith(one, currency)} view={ltvViewOf(one)} />;
        const boxes = boxesOf(rendered(page, 'en'));
        if (!boxes.endsWith('–') && !balances(boxes)) wrong.push(boxes);
      }
    expect(wrong).toEqual([]);
    const page = <LtvPage status={statusOf()} view={ltvViewOf(shops[0] ?? shop)} />;
    expect(boxesOf(rendered(page, 'ja'))).toMatch(/^¥2,680 × 58\.0% × 1\.9\d+ × 1\.4\d+ = ¥4,278$/);
  });

  it('has no share of all customers among those that a filter chose', () => {
    // 2,286 customers of the shop ÷ 991 chosen ones is not the shop's 20 %
    const some: Snapshot = {
      ...shop,
      customers: 991,
      firstOrders: { ...shop.firstOrders, unknownSource: 2_286 },
      sourceUnknown: 0.2,
    };
    const { sums } = sheetFacts(some, 'with', null, false);
    expect(sums['ltv.number.sourceUnknown']).toEqual([]);
    expect(sums['ltv.number.ltv.toDate']).toHaveLength(1);
    expect(sheetFacts(shop, 'with').sums['ltv.number.sourceUnknown']).not.toEqual([]);
    expect(ltvNumbers(false)).toEqual(LTV_NUMBERS.filter((key) => key !== 'sourceUnknown'));
    expect(ltvNumbers(true)).toEqual(LTV_NUMBERS);
    const filtered = { choices: filterChoices(shop), state: 'shown' as const };
    expect([null, { ...filtered, state: 'all' as const }, filtered].map(isOfEveryone)).toEqual([
      ...[true, true, false],
    ]);
  });

  it('shows the result as the page does, and no more digits than it needs', () => {
    const format = formatter('ja', 'KWD', 'Asia/Kuwait');
    const sum = {
      expression: {
        sign: '×' as const,
        parts: [
          { of: 'averageOrderValue' as const, kind: 'money' as const, value: 8.1234 },
          { of: 'ordersPerYear' as const, kind: 'mean' as const, value: 2 },
        ],
      },
      result: { of: 'ltv' as const, kind: 'money' as const, value: 16.2468 },
    };
    expect(writeSum(sum, format).text).toBe('KWD 8.1234 × 2 = KWD 16.247');
    const years = { of: 'activeYears' as const, kind: 'years' as const, value: 0.123456 };
    const whole = { of: 'retentionCost' as const, kind: 'money' as const, value: 960 };
    const charged = {
      expression: { sign: '×' as const, parts: [whole, years] },
      result: { of: 'ltv' as const, kind: 'money' as const, value: 960 * 0.123456 },
    };
    // the years need five digits, and the money none of them
    expect(writeSum(charged, format).text).toBe('KWD 960.000 × 0.123456 = KWD 118.518');
    expect(writeSum(charged, formatter('en', 'USD', 'UTC')).text).toBe(
      '$960.00 × 0.12346 = $118.52',
    );
    const wrong = { ...sum, result: { ...sum.result, value: 17 } };
    expect(writeSum(wrong, format).text).toBe('KWD 8.123 × 2 ≈ KWD 17.000');
  });
});

it('the reader of sums calculates as people do', () => {
  expect(readSum('100 × (812 − 430) ÷ 1,882 = 20.3').made).toBeCloseTo(20.2976, 4);
  expect(readSum('-¥1,200 + ¥200 = -¥1,000')).toMatchObject({ made: -1000, shown: -1000 });
  expect(readSum('10 ÷ 40 = 25.0%')).toMatchObject({ made: 0.25, shown: 0.25, half: 0.0005 });
  expect(balances('10 ÷ 40 = 25.1%')).toBe(false);
});
