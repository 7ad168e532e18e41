import { describe, expect, it } from 'vitest';
import { formatter } from '../../app/i18n/format';
import { NO_NPS, type Snapshot } from '../../app/metrics/snapshot';
import { HomePage } from '../../app/ui/home/home-page';
import { sheetFacts } from '../../app/ui/sheets/sheet-facts';
import { writeSum } from '../../app/ui/sheets/write-sum';
import { homeViewOf } from './home-view';
import { LtvPage } from '../../app/ui/ltv/ltv-page';
import { ltvHeadline, tailShare } from '../../app/ui/numbers/ltv-headline';
import { RepeatPage } from '../../app/ui/repeat/repeat-page';
import { repeatViewOf } from './repeat-view';
import { rendered, words } from '../support/render';
import { youngShop } from './small-shops';
import { statusOf } from './status';
import { teaShop } from '../support/shops/tea-shop';
import { ltvViewOf } from './ltv-view';

const home = (snapshot: Snapshot, language: 'en' | 'ja' = 'en') =>
  words(rendered(<HomePage status={statusOf()} view={homeViewOf(snapshot, null)} />, language));
const ltvHtml = (snapshot: Snapshot, language: 'en' | 'ja' = 'en') =>
  rendered(<LtvPage status={statusOf()} view={ltvViewOf(snapshot)} />, language);
const ltv = (snapshot: Snapshot, language: 'en' | 'ja' = 'en') =>
  words(ltvHtml(snapshot, language));
const repeat = (snapshot: Snapshot) =>
  words(rendered(<RepeatPage status={statusOf()} view={repeatViewOf(snapshot, 'with')} />, 'en'));

const withHistory = (history: Partial<Snapshot['history']>): Snapshot => ({
  ...teaShop,
  nps: NO_NPS,
  history: { ...teaShop.history, begins: 'middle', reasons: ['orderNumbers'], ...history },
});
const withLtv = (part: Partial<Snapshot['ltv']>): Snapshot => ({
  ...teaShop,
  ltv: { ...teaShop.ltv, ...part },
});

describe('an LTV of past customers', () => {
  it('names its first day, and is not called a forecast, on Home and on the LTV page', () => {
    for (const text of [home(teaShop), ltv(teaShop)])
      expect(text).toContain('Customers since Dec 19, 2023. Not a forecast');
    expect(ltv(teaShop, 'ja')).toContain(
      '2023年12月19日以降に初回購入したお客様の実績です。これからの新規客の予測ではありません。',
    );
    expect(ltv(withHistory({ newcomersFrom: '2024-06-16' }))).toContain('since Jun 16, 2024');
  });

  it('of a measured duration over 730 days has a headline of 730 days and the part beyond', () => {
    // R(730) 14,023.86 and R(761) 14,190.56..., of which 58.34 % is profit
    const { value, revenue, curve } = teaShop.ltv;
    const at730 = curve.find(({ days }) => days === 730)?.revenue ?? NaN;
    const rest = ((revenue ?? NaN) - at730) * 0.5834;
    expect(ltvHeadline(teaShop.ltv, 0.5834)).toEqual({
      amount: (value ?? NaN) - rest,
      days: 730,
      whole: true,
      beyond: { amount: rest, days: 761 },
    });
    expect(ltv(teaShop)).toContain('LTV over about 24 months');
    expect(ltv(teaShop)).toMatch(/Another ¥\d+ comes later, up to 761 days\./);
    // the formula still gives the whole
    expect(ltv(teaShop)).toContain('counted over 761 days');
  });

  it('of a duration from the settings, or of 730 days, has one headline', () => {
    for (const part of [{ basis: 'setting' as const }, { durationDays: 730 }]) {
      const snapshot = withLtv(part);
      expect(ltvHeadline(snapshot.ltv, 0.5834)?.beyond).toBeNull();
      expect(ltv(snapshot)).not.toContain('comes later');
    }
    expect(ltvHeadline(withLtv({ durationDays: 731 }).ltv, 0.5834)?.beyond?.days).toBe(731);
  });

  it('on revenue has the whole difference in the part beyond', () => {
    const snapshot = withLtv({ valueBasis: 'revenue', value: teaShop.ltv.revenue });
    const headline = ltvHeadline(snapshot.ltv, null);
    const at730 = snapshot.ltv.curve.find(({ days }) => days === 730)?.revenue;
    expect(headline?.amount).toBeCloseTo(at730 ?? NaN, 6);
  });

  it('has a lighter curve beyond a year, with its share', () => {
    const year = teaShop.ltv.curve.find(({ days }) => days === 365)?.revenue ?? NaN;
    expect(tailShare(teaShop.ltv)).toBeCloseTo(1 - year / (teaShop.ltv.revenue ?? NaN), 12);
    const html = ltvHtml(teaShop);
    expect(html.match(/om-line-lighter/g)).toHaveLength(1);
    expect(words(html)).toMatch(/2\d\.\d% of revenue per customer comes after the first year/);
    expect(tailShare(withLtv({ durationDays: 365 }).ltv)).toBeNull();
    expect(ltvHtml(youngShop)).not.toContain('om-line-lighter');
  });
});

describe('recent newcomers', () => {
  it.each([
    [{}, 'New customers of Q1 2026 are worth less: ¥5,120 instead of ¥5,345 within 90 days'],
    [{ revenue: 6000 }, 'are worth more: ¥6,000 instead of ¥5,345'],
    [{ changed: false }, 'No clear change: new customers of Q1 2026'],
  ])('are compared in words: %j', (part, sentence) => {
    const change = teaShop.newcomersChange && { ...teaShop.newcomersChange, ...part };
    expect(ltv({ ...teaShop, newcomersChange: change })).toContain(sentence);
  });

  const compared = (part: Partial<NonNullable<Snapshot['newcomersChange']>>, rest = {}) => {
    const change = teaShop.newcomersChange && { ...teaShop.newcomersChange, ...part };
    return ltv({ ...teaShop, newcomersChange: change, ...rest });
  };

  it('have the result of each comparison in words, by its own z', () => {
    const before = 'the four quarters before, taken together (¥5,345): ';
    const year = 'Q1 2025, the same quarter a year before (¥5,480): ';
    expect(ltv(teaShop)).toContain(`${before}lower, by more than chance (z -2.6).`);
    expect(ltv(teaShop)).toContain(`${year}lower, by more than chance (z -3.3).`);
    const christmas = compared({ z: 3, zYear: 1.96, changed: false });
    expect(christmas).toContain(`${before}higher, by more than chance (z 3).`);
    expect(christmas).toContain(`${year}no difference beyond chance (z 2).`);
    expect(ltv(teaShop, 'ja')).toContain(
      '前年の同じ時期、2025年1〜3月（¥5,480）との比較：偶然の範囲を超えて下がっています（z -3.3）。',
    );
  });

  it('of a year before who are not known are not compared; those who all buy alike are no season', () => {
    const { '2025-Q1': _, ...others } = teaShop.newcomers;
    const unknown = compared({ zYear: null, changed: false }, { newcomers: others });
    expect(unknown).toContain('this may be the season');
    expect(unknown).not.toContain('the same quarter a year before (');
    const alike = compared({ z: null, zYear: null, changed: false });
    expect(alike).toContain('No clear change');
    expect(alike.split('every customer bought for the same amount')).toHaveLength(3);
  });

  it('have both comparisons in their sheet: the differences of what the page writes', () => {
    const { 'ltv.newcomers': own } = sheetFacts(teaShop, 'with').sums;
    const format = formatter('en', 'JPY', 'Asia/Tokyo');
    expect(own?.map((sum) => writeSum(sum, format).text)).toEqual([
      '¥5,120 − ¥5,345 = -¥225',
      '¥5,120 − ¥5,480 = -¥360',
    ]);
    const without = { ...teaShop, newcomersChange: null };
    expect(sheetFacts(without, 'with').sums['ltv.newcomers']).toEqual([]);
  });

  it('say so where the history begins in the middle, or newcomers count from a day on', () => {
    const middle = ltv(withHistory({ notNew: 4300, suggestedFrom: '2024-06-16' }));
    expect(middle).toContain('About 4,300 of the 12,043 customers counted as new');
    expect(middle).toContain('since Jun 16, 2024 are mostly new');
    expect(middle).toContain('later quarters look low beside them');
    const set = ltv(withHistory({ newcomersFrom: '2024-06-16' }));
    expect(set).toContain('New customers count from Jun 16, 2024 on.');
    for (const text of [set, ltv(teaShop)]) expect(text).not.toContain('look low beside them');
  });

  it('are listed by quarter, in Japanese by months', () => {
    expect(ltv(teaShop, 'ja')).toContain(
      '2026年1〜3月の新規客は、90日以内の売上が1人あたり¥5,120に下がっています（それまでの1年は¥5,345）。',
    );
    expect(ltv(youngShop)).toContain('Compared once two quarters have 30 new customers');
  });
});

describe('a history that begins in the middle of the shop’s life', () => {
  it('shows the reason, the number of customers that are not new and the day from which they are', () => {
    const text = home(
      withHistory({
        reasons: ['ordersAtShopify', 'earlyNewcomers'],
        notNew: 4300,
        suggestedFrom: '2024-06-16',
      }),
    );
    expect(text).toContain('could be read; the first 30 days have far more new customers');
    expect(text).toContain('About 4,300 of the 12,043 customers counted as new probably bought');
    expect(text).toContain('since Jun 16, 2024 are mostly new');
    expect(home(withHistory({}), 'ja')).toContain('以前からのお客様が含まれていると思われます');
  });

  it('marks F2 and LTV as too high in every headline', () => {
    const middle = withHistory({});
    expect(home(middle).split('Too high.')).toHaveLength(3);
    for (const text of [ltv(middle), repeat(middle)]) expect(text).toContain('Too high.');
    for (const text of [home(teaShop), ltv(teaShop), repeat(teaShop)])
      expect(text).not.toContain('Too high.');
  });

  it('has another text once newcomers count from a day on', () => {
    const text = home(withHistory({ newcomersFrom: '2024-06-16' }));
    expect(text).toContain('New customers count from Jun 16, 2024 on.');
    expect(text).not.toContain('Too high.');
  });

  it('is not shown for 29 customers, whose number may be chance', () => {
    const few = { ...withHistory({}), customers: 29 };
    expect(home(few)).not.toContain('Too high.');
    const known = { ...withHistory({ reasons: ['ordersAtShopify'] }), customers: 29 };
    expect(home(known)).toContain('Too high.');
  });
});

describe('benchmarks that help', () => {
  it('name the shop’s own best quarter first, then the trade’s figure, then the goal', () => {
    const places = [
      'Your own best quarter is Q1 2025: 43.0%',
      'Industry articles',
      '87% is the',
    ].map((part) => repeat(teaShop).indexOf(part));
    expect(Math.min(...places)).toBeGreaterThan(0);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(home(teaShop)).not.toContain('the target where the second delivery');
  });

  it('show a year beside the health line', () => {
    for (const text of [home(teaShop), ltv(teaShop)]) {
      expect(text).toContain('spent ¥11,820 each. 16.4% of them reached ¥18,000.');
      expect(text).toContain('63.2% are repeat buyers; the guideline is 60%.');
    }
    expect(home(youngShop)).not.toContain('in the last 365 days');
  });
});
