import { describe, expect, it } from 'vitest';
import { STAGE_NUMBERS } from '../../app/terms/stage-numbers';
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
    point.days === 365 ? { ...point, revenue: worth, interval: null } : point,
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
    // under 1,000,000: whole
    ['ja', 6_905, 6_913, 'JPY', '¥6,913', '▲ ¥8 改善 （2026年5月17日は¥6,905）'],
    ['ja', 123_450, 254_000, 'JPY', '¥254,000', '▲ ¥130,550 改善 （2026年5月17日は¥123,450）'],
    ['ja', 1_234_500, 2_540_000, 'JPY', '254万円', '▲ 約131万円 改善 （2026年5月17日は約123万円）'],
    // 万 on one day, 億 on the other
    [
      'ja',
      99_400_000,
      231_000_000,
      'JPY',
      '約2.3億円',
      '▲ 約1.3億円 改善 （2026年5月17日は約1億円）',
    ],
    ['ja', 990_000, 1_010_000, 'JPY', '101万円', '▲ 2万円 改善 （2026年5月17日は99万円）'],
    [
      'ja',
      -1_234_500,
      -2_540_000,
      'JPY',
      '-254万円',
      '▼ 約131万円 悪化 （2026年5月17日は約-123万円）',
    ],
    ['ja', 1_234_000, 1_233_040, 'JPY', '約123万円', '2026年5月17日と同じです'],
    ['ja', 1_234_567, 900_000, 'USD', '$90万', '▼ 約$33万 悪化 （2026年5月17日は約$123万）'],
    ['ja', 1.2345, 45.6, 'KWD', 'KWD 45.600', '▲ KWD 44.365 改善 （2026年5月17日はKWD 1.235）'],
    [
      'ja',
      1_200_000,
      2_345_000,
      'KWD',
      '約KWD 235万',
      '▲ 約KWD 115万 改善 （2026年5月17日はKWD 120万）',
    ],
    ['en', 6_905, 6_913, 'JPY', '¥6,913', '▲ ¥8 better than ¥6,905 on May 17, 2026'],
    ['en', 1_234_500, 2_540_000, 'JPY', '¥2.54M', '▲ ¥1.31M better than ¥1.23M on May 17, 2026'],
    ['en', 999_400, 2_310_000, 'JPY', '¥2.31M', '▲ ¥1.31M better than ¥1M on May 17, 2026'],
    [
      'en',
      9_999.99,
      22_719.5,
      'USD',
      '$22,719.50',
      '▲ $12,719.51 better than $9,999.99 on May 17, 2026',
    ],
    ['en', 999_999.99, 2_271_950, 'USD', '$2.27M', '▲ $1.27M better than $1M on May 17, 2026'],
    ['en', -30_000, -1_234_560, 'USD', '-$1.23M', '▼ $1.2M worse than -$0.03M on May 17, 2026'],
    ['en', 1_234_567, 1_234_099, 'USD', '$1.23M', 'Same as on May 17, 2026'],
    [
      'en',
      1_234_567.8,
      900_000,
      'KWD',
      'KWD 0.9M',
      '▼ KWD 0.33M worse than KWD 1.23M on May 17, 2026',
    ],
    ['en', 0, 1_234_567.8, 'KWD', 'KWD 1.23M', '▲ KWD 1.23M better than KWD 0 on May 17, 2026'],
  ] as const)('in %s: %d, then %d %s', (language, before, now, currency, tile, line) => {
    const text = home(shopOf(now, currency), shopOf(before, currency), language);
    const name = { ja: 'お客様1人あたりの売上（365日）', en: 'Revenue per customer, 365 days' }[
      language
    ];
    expect(text.replaceAll('（ ', '（')).toContain(`${name} ${tile} ${line}`);
  });

  it('is in the step of its tile on Home and on the NPS page', () => {
    const days = [shopOf(990_000), shopOf(1_010_000)] as const;
    expect(nps(...days, 'ja')).toContain('お客様1人あたりの売上（365日） 99万円');
    expect(nps(...days, 'en')).toContain('Revenue per customer, 365 days ¥0.99M');
    expect(home(...days, 'en')).toContain('¥0.99M ▼ ¥0.02M worse than ¥1.01M');
  });

  it('stands under what moved by the written difference, and not where that is nothing', () => {
    const moved = (before: number, now: number, language: Language = 'en') =>
      / (?:What moved|動いた数字) .*?(?:Seven stages|7つのステージ|$)/.exec(
        home(shopOf(8_000, 'JPY', now), shopOf(8_000, 'JPY', before), language),
      )?.[0];
    // 0.4 % in figures, and nothing as written
    expect(moved(1_234_000, 1_239_000)).toContain(
      'Average order value ¥1.24M ▲ ¥0.01M better than ¥1.23M',
    );
    expect(moved(1_234_000, 1_234_500)).not.toContain('Average order value');
    expect(moved(1_234_000, 1_234_500)).toContain('No change since May 17, 2026.');
    expect(moved(9_340, 9_345)).toContain('Average order value ¥9,345 ▲ ¥5 better than ¥9,340');
    expect(moved(990_000, 1_234_500, 'ja')).toContain('平均注文単価 約123万円 ▲ 約24万円 改善');
  });

  it('ranks what moved by the written difference', () => {
    // +0.86 % in figures is +0.81 % as written, less than the customers' +0.83 %
    const before = { ...shopOf(8_000, 'JPY', 1_234_000), customers: 11_944 };
    const text = home(shopOf(8_000, 'JPY', 1_244_600), before, 'en');
    expect(text).toMatch(/Customers 12,043 ▲ 99 more .*Average order value ¥1\.24M ▲ ¥0\.01M/);
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
    const shop = withLtv(2_543_200);
    const text = ltv(shop, 'ja');
    expect(text).toMatch(/LTV（粗利・約25か月） 約254万円/);
    expect(text).toContain('761日間で平均約254万円の粗利を得ています');
    expect(text).toContain('761日間の実際の売上 約509万円 誤差の範囲 ¥13,789〜¥14,593');
    expect(text).toMatch(/= LTV ¥2,543,200/);
    expect(ltv(shop, 'en')).toContain('A new customer brings ¥2.54M of gross profit on average');
    expect(text).toContain(
      '直近365日に購入したお客様の年間売上は、1人あたり¥11,820です。 ¥18,000以上',
    );
    expect(text).toContain('の新規客で、365日以内の売上は1人あたり¥14,630です');
    expect(ltv(withLtv(6_913), 'ja')).toContain('761日間で平均¥6,913の粗利を得ています');
  });

  it('is said as people say it beyond two years, in the tiles to date and of the drawn curve', () => {
    const { value, revenue, curve, byTenure } = teaShop.ltv;
    const dear = <T extends { revenue: number | null }>(points: T[]) =>
      points.map((point) => ({ ...point, revenue: point.revenue && point.revenue * 20_000 }));
    const shop: Snapshot = {
      ...teaShop,
      ltv: {
        ...teaShop.ltv,
        ...{ value: (value ?? NaN) * 20_000, revenue: (revenue ?? NaN) * 20_000 },
        ...{ curve: dear(curve), byTenure: dear(byTenure) },
        ...{ toDate: 9_835_610, averageOrderValueToDate: 3_933_660 },
      },
    };
    const html = rendered(<LtvPage status={statusOf()} view={ltvViewOf(shop)} />, 'ja');
    // 20,000 times what the tea shop's customers buy
    expect(words(html)).toContain('その後761日までに、さらに約196万円が加わります。');
    expect(words(html)).toMatch(/1人あたりの累計売上 約984万円 これまでの平均注文単価 約393万円/);
    expect(html).toMatch(/aria-label="[^"]*累計粗利の曲線。\d+日で約[\d.]+億円。"/);
  });

  it.each([
    [6_913.5, 18_000, 'LTV (gross profit) of ¥6,914 is ¥11,086 below the health line of ¥18,000.'],
    [25_432, 18_250, 'LTV (gross profit) of ¥25,432 is ¥7,182 above the health line of ¥18,250.'],
    [17_999.6, 18_000, 'LTV (gross profit) of ¥18,000 is ¥0 above the health line of ¥18,000.'],
    [2_543_200, 1_800_000, 'of ¥2.54M is ¥0.74M above the health line of ¥1,800,000.'],
    // the step would write another line, or no gap
    [2_543_200, 1_825_000, 'of ¥2,543,200 is ¥718,200 above the health line of ¥1,825,000.'],
    [1_802_000, 1_800_000, 'of ¥1,802,000 is ¥2,000 above the health line of ¥1,800,000.'],
    [1_800_000, 1_800_000, 'of ¥1.8M is ¥0 above the health line of ¥1,800,000.'],
    [-2_500_000, 1_800_000, 'of -¥2.5M is ¥4.3M below the health line of ¥1,800,000.'],
  ])('says how far %d is from a line of %d', (value, line, sentence) => {
    const text = ltv(withLtv(value, line), 'en');
    expect(text).toContain(sentence);
    // a chosen amount keeps its digits wherever customers are counted by it
    expect(text).toContain(`¥${line.toLocaleString('en')} or more in revenue`);
  });

  it('holds newcomers against the year before in one step, whole where it would write them alike', () => {
    const of = (revenue: number, before: number, language: Language) => {
      const change = { quarter: '2026-Q1', revenue, before, z: -3, zYear: -3, changed: true };
      return ltv(withLtv(9_000, 18_000, { newcomersChange: change }), language);
    };
    expect(of(912_000, 1_234_500, 'ja')).toContain(
      '約91万円に下がっています（それまでの1年は約123万円）',
    );
    expect(of(912_000, 1_234_500, 'en')).toContain('¥0.91M instead of ¥1.23M within 90 days');
    expect(of(1_232_000, 1_234_000, 'ja')).toContain(
      '¥1,232,000に下がっています（それまでの1年は¥1,234,000）',
    );
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
    expect(text('ja')).toMatch(
      /（1人¥2,950）が、全員一般顧客（1人¥6,480）と.*差額は約2,138万円です/,
    );
    expect(text('en')).toContain('revenue to date would be ¥21.4M higher');
    const { purchaser, customer } = teaShop.stageDetails;
    if (purchaser === undefined || customer === undefined) throw new Error('stages without money');
    const dearer = { ...customer, revenue: customer.customers * 2_543_200 };
    expect(text('ja', { stageDetails: { ...teaShop.stageDetails, customer: dearer } })).toContain(
      '（1人¥2,950）が、全員一般顧客（1人¥2,543,200）と',
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
      ...{ compared: { day: DAY, state: 'shown' }, comparison, rules: STAGE_NUMBERS },
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
