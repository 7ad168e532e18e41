import { describe, expect, it } from 'vitest';
import { parseAmount, parsePeople, parsePercent } from './amount';

describe('an amount', () => {
  it.each([
    ['100000', 100_000],
    ['100,000', 100_000],
    ['１００，０００円', 100_000],
    ['￥1,234', 1234],
    ['¥ 600', 600],
    ['JPY 600', 600],
    ['600jpy', 600],
    ['600.5', 600.5],
    ['30万', 300_000],
    ['1.5億円', 150_000_000],
    // 2.3 × 1e8 is 229,999,999.99999997
    ['2.3億', 230_000_000],
    ['1.001万', 10_010],
    ['0', 0],
    ['　', null],
  ])('is read as people write it: %s', (text, amount) => {
    expect(parseAmount(text, 'JPY')).toEqual({ amount });
  });

  it.each([
    ['$1,234.50', 'USD', 1234.5],
    ['US$5', 'USD', 5],
    ['5 €', 'EUR', 5],
    ['CA$12', 'CAD', 12],
    ['KWD 1.2345', 'KWD', 1.2345],
    ['元100', 'CNY', 100],
  ])('%s is an amount of %s', (text, currency, amount) => {
    expect(parseAmount(text, currency)).toEqual({ amount });
  });

  it.each([
    ['-5', 'negative'],
    ['−5', 'negative'],
    ['¥-5', 'negative'],
    ['▲5', 'negative'],
    ['1000000000000', 'huge'],
    ['10000億', 'huge'],
    ['9'.repeat(50), 'huge'],
    ['$5', 'currency'],
    ['5 USD', 'currency'],
    ['5€', 'currency'],
    ['1,5', 'number'],
    ['1.234.567', 'number'],
    ['12,34', 'number'],
    ['1e5', 'number'],
    ['0x10', 'number'],
    ['=1+1', 'number'],
    ['NaN', 'currency'],
    ['¥¥5', 'currency'],
  ])('is none: %s', (text, fault) => {
    expect(parseAmount(text, 'JPY')).toEqual({ fault });
  });
});

it.each([
  ['3.6', 0.036],
  ['３．６％', 0.036],
  ['100 %', 1],
  ['0', 0],
  ['', null],
])('a share is a percentage: %s', (text, share) => {
  expect(parsePercent(text)).toEqual({ share });
});

it.each(['-1', '100.1', '1000', '5,5', 'x', '%', '1e1'])('a share is not %s', (text) => {
  expect(parsePercent(text)).toEqual({ fault: 'percent' });
});

it.each([
  ['5,000人', 5000],
  ['５０００', 5000],
  ['12名', 12],
  [' ', null],
])('customers are counted in %s', (text, people) => {
  expect(parsePeople(text)).toEqual({ people });
});

it.each(['0', '-5', '1.5', '5,00', '9999999999', '人'])('customers are not %s', (text) => {
  expect(parsePeople(text)).toEqual({ fault: 'people' });
});
