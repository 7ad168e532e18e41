import { describe, expect, it } from 'vitest';
import { formatter, UNKNOWN } from './format';

const tokyo = formatter('ja', 'JPY', 'Asia/Tokyo');
const newYork = formatter('en', 'USD', 'America/New_York');

describe('money', () => {
  it('has as many decimals as its currency', () => {
    expect(tokyo.money('18000')).toBe('¥18,000');
    expect(newYork.money(19.5)).toBe('$19.50');
    expect(formatter('en', 'KWD', 'Asia/Kuwait').money('1.2345')).toBe('KWD 1.235');
  });

  it('is said in a headline as people say it', () => {
    const yen = [9_800, 20_000, 123_456, 999_600, 22_719_578, 99_994_999, 99_996_000, 318_000_000];
    expect(yen.map((amount) => tokyo.headlineMoney(amount))).toEqual([
      ...['¥9,800', '¥20,000', '¥123,456', '¥999,600', '約2,272万円', '約9,999万円', '約1億円'],
      '約3.2億円',
    ]);
    expect([tokyo.headlineMoney('-22719578'), tokyo.headlineMoney(24_689_000_000)]).toEqual([
      '約-2,272万円',
      '約247億円',
    ]);
    const english = formatter('en', 'JPY', 'Asia/Tokyo');
    expect([9_800, 22_719_578].map((amount) => english.headlineMoney(amount))).toEqual([
      '¥9,800',
      '¥22.7M',
    ]);
    expect(
      ['9999.99', 12_345.678, 999_999.996].map((amount) => newYork.headlineMoney(amount)),
    ).toEqual(['$9,999.99', '$12,345.68', '$1M']);
    expect(formatter('ja', 'USD', 'UTC').headlineMoney(1_234_567)).toBe('約$123万');
    const kuwait = [formatter('en', 'KWD', 'UTC'), formatter('ja', 'KWD', 'UTC')];
    expect(kuwait.map((one) => one.headlineMoney(1_234_567.89))).toEqual([
      'KWD 1.23M',
      '約KWD 123万',
    ]);
    expect(kuwait.map((one) => one.headlineMoney(1.2345))).toEqual(['KWD 1.235', 'KWD 1.235']);
    expect([tokyo.headlineMoney(0), tokyo.headlineMoney(null), tokyo.headlineMoney(NaN)]).toEqual([
      '¥0',
      UNKNOWN,
      UNKNOWN,
    ]);
  });

  it('has one step in a headline for figures that stand beside each other', () => {
    const english = formatter('en', 'JPY', 'Asia/Tokyo');
    const beside = (one: typeof tokyo, ...amounts: (number | string | null)[]) =>
      amounts.map((amount) => one.headlineMoney(amount, one.headlineStep(...amounts)));
    expect(beside(tokyo, 6_913, '6905')).toEqual(['¥6,913', '¥6,905']);
    expect(beside(tokyo, 990_000, 1_010_000)).toEqual(['99万円', '101万円']);
    expect(beside(tokyo, 99_500_000, 231_000_000)).toEqual(['約1億円', '約2.3億円']);
    expect(beside(tokyo, 1_200_000_000_000, null, 30)).toEqual(['1.2兆円', UNKNOWN, '約¥0']);
    expect(beside(english, -22_719_578, 999_600)).toEqual(['-¥22.7M', '¥1M']);
    expect(beside(newYork, 0, 1_234_567.8)).toEqual(['$0', '$1.23M']);
    expect(beside(newYork, 999_999.994, null)).toEqual(['$999,999.99', UNKNOWN]);
    // written as $1,000,000.00 it is no longer below 1,000,000
    expect(newYork.headlineMoney(999_999.996)).toBe('$1M');
    expect(beside(formatter('ja', 'KWD', 'UTC'), 999_999.9995, -1.5)).toEqual([
      '約KWD 100万',
      '約KWD 0',
    ]);
    expect(tokyo.headlineStep(null, undefined, '', NaN)).toEqual(tokyo.headlineStep());
    // 130,000 is the rounded difference of 1,234,500 and 1,360,000
    expect(tokyo.headlineMoney(130_000, tokyo.headlineStep(1_360_000), 125_500)).toBe('約13万円');
  });

  it('is written alike along an axis', () => {
    expect([0, 5_000, 10_000].map((yen) => tokyo.axisMoney(yen, 10_000))).toEqual([
      '¥0',
      '¥5,000',
      '¥10,000',
    ]);
    expect(tokyo.axisMoney(125_000, 200_000)).toBe('¥12.5万');
    expect(newYork.axisMoney(125_000, 200_000)).toBe('$125K');
    expect(newYork.axisMoney(40, 80)).toBe('$40');
    expect(newYork.axisMoney(0.5, 1)).toBe('$0.5');
    // one unit along the axis: the headline's step of its highest name
    expect([0, 400_000, 1_200_000].map((at) => newYork.axisMoney(at, 1_200_000))).toEqual([
      '$0',
      '$0.4M',
      '$1.2M',
    ]);
    expect([0, 50_000_000].map((at) => tokyo.axisMoney(at, 200_000_000))).toEqual(['¥0', '¥0.5億']);
  });
});

describe('other numbers', () => {
  it('shows fractions as percentages', () => {
    expect(tokyo.percent(0.42)).toBe('42.0%');
    expect(newYork.percent(0.12345, 2)).toBe('12.35%');
    expect([0, 1].map((all) => tokyo.percent(all))).toEqual(['0%', '100%']);
    expect([0.87, 0.125].map((chosen) => tokyo.target(chosen))).toEqual(['87%', '12.5%']);
  });

  it('shows 0 as 0 and what is not known as a dash', () => {
    expect(newYork.number(0)).toBe('0');
    expect(newYork.money(0)).toBe('$0.00');
    for (const nothing of [null, undefined, '', Number.NaN])
      expect([newYork.money(nothing), newYork.percent(nothing), tokyo.number(nothing)]).toEqual([
        UNKNOWN,
        UNKNOWN,
        UNKNOWN,
      ]);
    expect(tokyo.day(null)).toBe(UNKNOWN);
    expect(tokyo.moment(undefined)).toBe(UNKNOWN);
  });
});

describe('time', () => {
  it('names a calendar day the same in every zone', () => {
    expect(tokyo.day('2026-10-01')).toBe('2026年10月1日');
    expect(newYork.day('2026-10-01')).toBe('Oct 1, 2026');
    expect(tokyo.month('2026-10')).toBe('2026年10月');
    expect(newYork.month('2026-10')).toBe('Oct 2026');
  });

  it("shows a moment on the shop's clock", () => {
    const moment = new Date('2026-10-31T15:30:00Z');
    expect(tokyo.moment(moment)).toBe('2026/11/01 0:30');
    expect(newYork.moment(moment)).toBe('Oct 31, 2026, 11:30 AM');
    // 22:00 stays 22:00 on a computer whose clock says 10:00 PM
    expect(tokyo.moment('2026-10-31T13:00:00Z')).toBe('2026/10/31 22:00');
  });
});
