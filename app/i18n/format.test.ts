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

  it('is short on an axis', () => {
    expect(tokyo.shortMoney(12_345)).toBe('¥1.2万');
    expect(newYork.shortMoney(12_345)).toBe('$12.3K');
  });
});

describe('other numbers', () => {
  it('shows fractions as percentages', () => {
    expect(tokyo.percent(0.87)).toBe('87%');
    expect(newYork.percent(0.12345, 2)).toBe('12.35%');
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
    expect(tokyo.day('2026-10-01')).toBe('2026/10/01');
    expect(newYork.day('2026-10-01')).toBe('Oct 1, 2026');
    expect(tokyo.month('2026-10')).toBe('2026年10月');
    expect(newYork.month('2026-10')).toBe('Oct 2026');
  });

  it("shows a moment on the shop's clock", () => {
    const moment = new Date('2026-10-31T15:30:00Z');
    expect(tokyo.moment(moment)).toBe('2026/11/01 0:30');
    expect(newYork.moment(moment)).toBe('Oct 31, 2026, 11:30 AM');
  });
});
