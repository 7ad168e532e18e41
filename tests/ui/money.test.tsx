import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import { compareDays } from '../../app/metrics/compare/compare';
import type { Snapshot } from '../../app/metrics/snapshot';
import { HomePage } from '../../app/ui/home/home-page';
import { LtvPage } from '../../app/ui/ltv/ltv-page';
import { NpsPage } from '../../app/ui/nps/nps-page';
import { npsView } from '../../app/ui/nps/view';
import { ChangeLine } from '../../app/ui/numbers/change';
import { useFormat } from '../../app/ui/numbers/use-format';
import { pageStatus } from '../../app/ui/frame/page-status';
import { sheetFacts } from '../../app/ui/sheets/sheet-facts';
import { writeSum } from '../../app/ui/sheets/write-sum';
import { StagesPage } from '../../app/ui/stages/stages-page';
import { stagesView } from '../../app/ui/stages/view';
import { formatter } from '../../app/i18n/format';
import { chanceOf } from '../metrics/books/random-source';
import { saidAmount } from '../support/numbers/written-amount';
import { rendered, words } from '../support/render';
import { teaShop } from '../support/shops/tea-shop';
import { homeViewOf } from './home-view';
import { ltvViewOf } from './ltv-view';
import { statusOf, upToDate } from './status';

const DAY = '2026-05-18';
const DECIMALS = { JPY: 0, USD: 2, KWD: 3 };
type Currency = keyof typeof DECIMALS;
const CURRENCIES = Object.keys(DECIMALS) as Currency[];

/** A shop without a margin, whose customers spend `worth` each within 365 days, at `value` an order. */
function shopOf(worth: number, currency: Currency = 'JPY', value = 10): Snapshot {
  const { ltv } = teaShop;
  const curve = ltv.curve.map((point) =>
    point.days === 365 ? { ...point, revenue: worth } : point,
  );
  return {
    ...teaShop,
    currency,
    margin: { rate: null, coverage: null },
    ltv: { ...ltv, marginRate: null, curve, averageOrderValueToDate: value },
  };
}

const changeOf = (before: number, now: number, currency: Currency) =>
  compareDays(shopOf(now, currency), shopOf(before, currency), DAY).worth;

/** Home's tile and list beside an earlier day, in words. */
function home(now: Snapshot, before: Snapshot, language: Language): string {
  const status = statusOf({ currency: now.currency });
  return words(
    rendered(
      <HomePage status={status} view={homeViewOf(now, { ...before, asOf: DAY })} />,
      language,
    ),
  );
}

function nps(now: Snapshot, before: Snapshot, language: Language): string {
  const view = npsView(now, compareDays(now, before, DAY));
  const page = <NpsPage status={statusOf({ currency: now.currency })} view={view} latest={null} />;
  return words(rendered(page, language));
}

function ltv(now: Snapshot, language: Language): string {
  const status = statusOf({ currency: now.currency });
  return words(rendered(<LtvPage status={status} view={ltvViewOf(now)} />, language));
}

interface WrittenChange {
  mark: string;
  size: bigint;
  before: bigint;
  now: bigint;
}

/** The figures of written changes, each read from its own line. */
function written(changes: ReturnType<typeof changeOf>[], currency: Currency, language: Language) {
  const html = rendered(<Lines changes={changes} currency={currency} />, language);
  const lines = [...html.matchAll(/<p class="om-change.*?<\/p>/gs)].map(([line]) => words(line));
  return lines.map((line): WrittenChange => {
    const pattern =
      language === 'ja'
        ? /([▲▼]) (.*?) (?:改善|悪化).*?（.*?日は(.*?)、現在は(.*?)）/
        : /([▲▼]) (.*?) (?:better|worse).*?\((.*?) on .*?, now (.*?)\)/;
    const [, mark, size, before, now] = pattern.exec(line) ?? [];
    if (mark !== undefined && size !== undefined && before !== undefined && now !== undefined)
      return { mark, size: saidAmount(size), before: saidAmount(before), now: saidAmount(now) };
    const [, same = ''] = /X[:：]\s?(.*?)(?:, the same|で、)/.exec(line) ?? [];
    return { mark: '', size: 0n, before: saidAmount(same), now: saidAmount(same) };
  });
}

function Lines({
  changes,
  currency,
}: {
  changes: ReturnType<typeof changeOf>[];
  currency: string;
}) {
  const format = useFormat({ currency, timezone: 'Asia/Tokyo' });
  return changes.map((change, at) => (
    <ChangeLine key={at} change={change} since={DAY} format={format} of="X" />
  ));
}

describe('a change of money in a headline', () => {
  it.each(CURRENCIES)('makes now of before, as both are written, in %s', (currency) => {
    const { next } = chanceOf(currency.charCodeAt(0));
    const least = 10 ** -DECIMALS[currency];
    const amount = () =>
      Math.round((10 ** (next() * 13 - 1) * (next() < 0.2 ? -1 : 1)) / least) * least;
    const changes = Array.from({ length: 150 }, () => {
      const before = amount();
      // half are of the same size: another digit, or none that is shown
      return changeOf(
        before,
        next() < 0.5 ? amount() : before * (1 + (next() - 0.5) / 20),
        currency,
      );
    });
    for (const language of LANGUAGES) {
      const lines = written(changes, currency, language);
      expect(lines).toHaveLength(changes.length);
      expect(new Set(lines.map(({ mark }) => mark))).toEqual(new Set(['▲', '▼', '']));
      for (const { mark, size, before, now } of lines)
        expect(before + (mark === '▼' ? -size : size)).toBe(now);
    }
  });

  it.each([
    // under 10,000: whole
    ['ja', 6_905, 6_913, 'JPY', '¥6,913', '▲ ¥8 改善 （2026年5月17日は¥6,905）'],
    ['ja', 12_345, 25_400, 'JPY', '2.54万円', '▲ 約1.31万円 改善 （2026年5月17日は約1.23万円）'],
    // 万 on one day, 億 on the other
    [
      'ja',
      99_400_000,
      231_000_000,
      'JPY',
      '約2.3億円',
      '▲ 約1.3億円 改善 （2026年5月17日は約1億円）',
    ],
    ['ja', 9_900, 10_100, 'JPY', '1.01万円', '▲ 0.02万円 改善 （2026年5月17日は0.99万円）'],
    [
      'ja',
      -12_345,
      -25_400,
      'JPY',
      '-2.54万円',
      '▼ 約1.31万円 悪化 （2026年5月17日は約-1.23万円）',
    ],
    ['ja', 12_340, 12_330.4, 'JPY', '約1.23万円', '2026年5月17日と同じです'],
    ['ja', 12_345.67, 9_000, 'USD', '$0.9万', '▼ 約$0.33万 悪化 （2026年5月17日は約$1.23万）'],
    ['ja', 1.2345, 45.6, 'KWD', 'KWD 45.600', '▲ KWD 44.365 改善 （2026年5月17日はKWD 1.235）'],
    [
      'ja',
      12_000,
      23_450,
      'KWD',
      '約KWD 2.35万',
      '▲ 約KWD 1.15万 改善 （2026年5月17日はKWD 1.2万）',
    ],
    ['en', 6_905, 6_913, 'JPY', '¥6,913', '▲ ¥8 better than ¥6,905 on May 17, 2026'],
    ['en', 12_345, 25_400, 'JPY', '¥25.4K', '▲ ¥13.1K better than ¥12.3K on May 17, 2026'],
    ['en', 999_400, 2_310_000, 'JPY', '¥2.31M', '▲ ¥1.31M better than ¥1M on May 17, 2026'],
    ['en', 9_999.99, 22_719.5, 'USD', '$22.7K', '▲ $12.7K better than $10K on May 17, 2026'],
    ['en', -300, -12_345.6, 'USD', '-$12.3K', '▼ $12K worse than -$0.3K on May 17, 2026'],
    ['en', 12_345.67, 12_340.99, 'USD', '$12.3K', 'Same as on May 17, 2026'],
    ['en', 12_345.678, 9_000, 'KWD', 'KWD 9K', '▼ KWD 3.3K worse than KWD 12.3K on May 17, 2026'],
    ['en', 0, 12_345.678, 'KWD', 'KWD 12.3K', '▲ KWD 12.3K better than KWD 0 on May 17, 2026'],
  ] as const)('in %s: %d, then %d %s', (language, before, now, currency, tile, line) => {
    const text = home(shopOf(now, currency), shopOf(before, currency), language);
    const name = { ja: 'お客様1人あたりの売上（365日）', en: 'Revenue per customer, 365 days' }[
      language
    ];
    expect(text.replaceAll('（ ', '（')).toContain(`${name} ${tile} ${line}`);
  });

  it('is in the step of its tile on Home and on the NPS page', () => {
    const days = [shopOf(9_900), shopOf(10_100)] as const;
    expect(nps(...days, 'ja')).toContain('お客様1人あたりの売上（365日） 0.99万円');
    expect(nps(...days, 'en')).toContain('Revenue per customer, 365 days ¥9.9K');
    expect(home(...days, 'en')).toContain('¥9.9K ▼ ¥0.2K worse than ¥10.1K');
  });

  it('stands under what moved by the written difference, and not where that is nothing', () => {
    const moved = (before: number, now: number, language: Language = 'en') =>
      / (?:What moved|動いた数字) .*?(?:Seven stages|7つのステージ|$)/.exec(
        home(shopOf(8_000, 'JPY', now), shopOf(8_000, 'JPY', before), language),
      )?.[0];
    // 0.4 % in figures, and nothing as written
    expect(moved(12_340, 12_390)).toContain(
      'Average order value ¥12.4K ▲ ¥0.1K better than ¥12.3K',
    );
    expect(moved(12_340, 12_345)).not.toContain('Average order value');
    expect(moved(12_340, 12_345)).toContain('No change since May 17, 2026.');
    expect(moved(9_340, 9_345)).toContain('Average order value ¥9,345 ▲ ¥5 better than ¥9,340');
    expect(moved(9_900, 12_345, 'ja')).toContain('平均注文単価 約1.23万円 ▲ 約0.24万円 改善');
  });

  it('ranks what moved by the written difference', () => {
    // +0.86 % in figures is +0.81 % as written, less than the customers' +0.83 %
    const before = { ...shopOf(8_000, 'JPY', 12_340), customers: 11_944 };
    const text = home(shopOf(8_000, 'JPY', 12_446), before, 'en');
    expect(text).toMatch(/Customers 12,043 ▲ 99 better .*Average order value ¥12\.4K ▲ ¥0\.1K/);
  });
});

describe('money in the sentences and tiles of a page', () => {
  /** teaShop with LTV, and all that its sentences hold beside it */
  const withLtv = (value: number, line = 18_000, part: Partial<Snapshot> = {}): Snapshot => ({
    ...teaShop,
    ...part,
    ltv: {
      ...teaShop.ltv,
      ...{ value, basis: 'setting', revenue: value * 2 },
      health: { ...teaShop.ltv.health, amount: line },
    },
  });

  it('is said as people say it, and stands whole in the formula, its tables and its sheet', () => {
    const shop = withLtv(25_432);
    const text = ltv(shop, 'ja');
    expect(text).toMatch(/LTV（粗利・761日） 約2\.54万円/);
    expect(text).toContain('761日間で平均約2.54万円の粗利があります');
    expect(text).toContain('761日間の実際の売上 約5.09万円 誤差の範囲 ¥13,789〜¥14,593');
    expect(text).toMatch(/= LTV ¥25,432/);
    expect(ltv(shop, 'en')).toContain('A new customer brings ¥25.4K of gross profit on average');
    expect(text).toContain(
      '直近365日に購入したお客様の年間売上は、1人あたり約1.18万円です。 ¥18,000以上',
    );
    expect(text).toContain('の新規客で、365日以内の売上は1人あたり約1.46万円です');
    expect(ltv(withLtv(6_913), 'ja')).toContain('761日間で平均¥6,913の粗利があります');
  });

  it('is said as people say it beyond two years, in the tiles to date and of the drawn curve', () => {
    const { value, revenue, curve, byTenure } = teaShop.ltv;
    const dear = <T extends { revenue: number | null }>(points: T[]) =>
      points.map((point) => ({ ...point, revenue: point.revenue && point.revenue * 200 }));
    const shop: Snapshot = {
      ...teaShop,
      ltv: {
        ...teaShop.ltv,
        ...{ value: (value ?? NaN) * 200, revenue: (revenue ?? NaN) * 200 },
        ...{ curve: dear(curve), byTenure: dear(byTenure) },
        ...{ toDate: 98_356.1, averageOrderValueToDate: 39_336.6 },
      },
    };
    const html = rendered(<LtvPage status={statusOf()} view={ltvViewOf(shop)} />, 'ja');
    // 200 times what the tea shop's customers buy
    expect(words(html)).toContain('その後761日までに、さらに約1.96万円が加わります。');
    expect(words(html)).toMatch(
      /1人あたりの累計売上 約9\.84万円 これまでの平均注文単価 約3\.93万円/,
    );
    expect(html).toMatch(/aria-label="[^"]*累計売上の曲線。\d+日で約\d{3}万円。"/);
  });

  it.each([
    [6_913.5, 18_000, 'LTV of ¥6,914 is ¥11,086 below the health line of ¥18,000.'],
    [25_432, 18_000, 'LTV of ¥25.4K is ¥7.4K above the health line of ¥18,000.'],
    [14_960, 18_000, 'LTV of ¥15K is ¥3K below the health line of ¥18,000.'],
    // the step would write another line, or no gap
    [25_432, 18_250, 'LTV of ¥25,432 is ¥7,182 above the health line of ¥18,250.'],
    [18_020, 18_000, 'LTV of ¥18,020 is ¥20 above the health line of ¥18,000.'],
    [17_999.6, 18_000, 'LTV of ¥18,000 is ¥0 above the health line of ¥18,000.'],
    [18_000, 18_000, 'LTV of ¥18K is ¥0 above the health line of ¥18,000.'],
    [-25_000, 18_000, 'LTV of -¥25K is ¥43K below the health line of ¥18,000.'],
  ])('says how far %d is from a line of %d', (value, line, sentence) => {
    const text = ltv(withLtv(value, line), 'en');
    expect(text).toContain(sentence);
    // a chosen amount keeps its digits wherever customers are counted by it
    expect(text).toContain(`¥${line.toLocaleString('en')} or more in all`);
  });

  it('holds newcomers against the year before in one step, whole where it would write them alike', () => {
    const of = (revenue: number, before: number, language: Language) => {
      const change = { quarter: '2026-Q1', revenue, before, z: -3, zYear: -3, changed: true };
      return ltv(withLtv(9_000, 18_000, { newcomersChange: change }), language);
    };
    expect(of(9_120, 12_345, 'ja')).toContain(
      '約0.91万円に下がっています（それまでの1年は約1.23万円）',
    );
    expect(of(9_120, 12_345, 'en')).toContain('¥9.1K instead of ¥12.3K within 90 days');
    expect(of(12_320, 12_340, 'ja')).toContain('¥12,320に下がっています（それまでの1年は¥12,340）');
    expect(of(5_120, 5_345, 'ja')).toContain('¥5,120に下がっています（それまでの1年は¥5,345）');
  });

  it('is said in the value at stake, beside what one customer of both stages is worth', () => {
    const text = (language: Language, part: Partial<Snapshot> = {}) =>
      words(
        rendered(
          <StagesPage status={statusOf()} view={stagesView({ ...teaShop, ...part }, [])} />,
          language,
        ),
      );
    expect(text('ja')).toMatch(/約2,138万円 .*（1人¥2,950）が、全員一般顧客（1人¥6,480）と/);
    expect(text('en')).toContain('¥21.4M If the 6,056 customers');
    const { purchaser, customer } = teaShop.stageDetails;
    if (purchaser === undefined || customer === undefined) throw new Error('stages without money');
    const dearer = { ...customer, revenue: customer.customers * 25_432 };
    expect(text('ja', { stageDetails: { ...teaShop.stageDetails, customer: dearer } })).toContain(
      '（1人約0.3万円）が、全員一般顧客（1人約2.54万円）と',
    );
  });

  it('has its exact figure in the sheet that it opens', () => {
    const format = formatter('ja', 'JPY', 'Asia/Tokyo');
    const change = {
      quarter: 'Q',
      revenue: 12_345,
      before: 23_456,
      z: 0,
      zYear: 0,
      changed: false,
    };
    const shop = { ...withLtv(25_432), newcomersChange: change };
    const result = (sum: string) => sum.split(' = ')[1];
    const texts = (key: string, of: Snapshot = shop, days = 365) =>
      sheetFacts(of, 'with', { days, basis: 'revenue' }).sums[key]?.map(
        (sum) => writeSum(sum, format).text,
      );
    const at = (days: number) =>
      format.money(shop.ltv.curve.find((one) => one.days === days)?.revenue);
    expect(texts('home.worth')?.map(result)).toEqual([at(365)]);
    expect(texts('home.worth', shop, 90)?.map(result)).toEqual([at(90)]);
    expect(texts('ltv.newcomers')).toEqual(['¥12,345 − ¥23,456 = -¥11,111']);
    expect(texts('ltv.healthLine')?.[0]).toBe('¥25,432 − ¥18,000 = ¥7,432');
    expect(texts('numbers.yearly')?.[0]).toBe('¥65,128,200 ÷ 5,510 = ¥11,820');
    expect(texts('home.attention')).toEqual(['6,056 × (¥6,480 − ¥2,950) = ¥21,377,680']);
    const comparison = compareDays(shop, { ...shop, margin: { rate: null, coverage: null } }, DAY);
    const read = { snapshot: shop, computedAt: DAY, stale: false, whole: true };
    const { sheets } = pageStatus({
      ...{ domain: 'tea.myshopify.com', shop: null, importing: null, following: upToDate },
      ...{ read, shown: read, today: DAY, asked: null, state: null, orderDays: null },
      ...{ shopifyIsDown: false, renewals: 'with', rulesChangedAt: null, filtered: null },
      ...{ compared: { day: DAY, state: 'shown' }, comparison },
    });
    // the earlier day has no margin: the page compares revenue, and so does its sheet
    expect(sheets?.sums['home.worth']?.[0]?.result.value).toBeCloseTo(
      comparison.worth.now ?? NaN,
      0,
    );
    const unknown = { ...shop, ltv: { ...shop.ltv, value: null, longestKnownDays: 60 } };
    expect(texts('ltv.ltv', unknown)?.map(result)).toEqual([at(60)]);
  });
});
