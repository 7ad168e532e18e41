import { describe, expect, it } from 'vitest';
import { decimalsOf, parseMonth, parseSpendText } from './spend';

it.each([
  ['2026-01', '2026-01'],
  ['2026/1', '2026-01'],
  ['２０２６年１月', '2026-01'],
  ['2026年12月31日', '2026-12'],
  ['2026-01-31', '2026-01'],
  ['2026/1/5', '2026-01'],
  ['Jan-26', '2026-01'],
  ['December 2025', '2025-12'],
  [' 2026.3 ', '2026-03'],
])('a month is read as files have it: %s', (text, month) => {
  expect(parseMonth(text)).toBe(month);
});

it.each([
  '',
  '2026',
  '2026-13',
  '2026-0',
  '01/02/2026',
  '26-01',
  '=2026-01',
  'Foo-26',
  '2026-01-',
  '202601',
  '2026-01-99',
  '2026年2月30日',
  '2026-01-0',
])('is no month: %s', (text) => {
  expect(parseMonth(text)).toBeNull();
});

describe('spend', () => {
  it.each([
    ['JPY', '1,000', 1000],
    ['JPY', '１，２３４円', 1234],
    ['JPY', '￥5', 5],
    ['USD', '0.1', 0.1],
    ['USD', '$1,234.56', 1234.56],
    ['KWD', '1.234', 1.234],
    ['JPY', '1.0', 1],
    ['JPY', ' ', null],
  ])('in %s may be %s', (currency, text, amount) => {
    expect(parseSpendText(text, currency, decimalsOf(currency))).toEqual({ amount });
  });

  it.each([
    ['JPY', '0.5', 'decimals'],
    ['USD', '1.005', 'decimals'],
    ['KWD', '1.2345', 'decimals'],
    ['USD', '999999999.999', 'decimals'],
    ['JPY', '-5', 'negative'],
    ['JPY', '+5', 'number'],
    ['JPY', '=1+1', 'number'],
    ['JPY', '@SUM(A1)', 'currency'],
    ['USD', '¥5', 'currency'],
    ['JPY', '1000000000000', 'huge'],
  ])('in %s is not %s', (currency, text, fault) => {
    expect(parseSpendText(text, currency, decimalsOf(currency))).toEqual({ fault });
  });
});
