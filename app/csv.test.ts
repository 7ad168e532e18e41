import { describe, expect, it } from 'vitest';
import { csvLines } from './csv';

const line = (...cells: Parameters<typeof csvLines>[0][number]) => csvLines([cells]);

describe('a cell of a CSV file', () => {
  it.each([
    ...['=1+1', '+1', '-1', '@SUM(1)', '\t=1', '\r=1', '\n=1'],
    ...['＝1+1', '＋1', '－1', '＠SUM(1)', '﹦1', '﹢1', '﹣1', '﹫x', '−1'],
    ...[' =1', '\u3000＝1', '\u00a0=1', '\u200b=1', '\ufeff=1', '\u0000=1', '\v=1'],
  ])('is no formula: %j', (text) => {
    expect(line(text)).toBe(`"'${text}"\r\n`);
  });

  it.each(['#1001', '1001', '茶', 'a=1', '', 'https://shop.example/?a=1', '👍=1'])(
    'stays as it is: %j',
    (text) => {
      expect(line(text)).toBe(`"${text}"\r\n`);
    },
  );

  it('is quoted, so that its text cannot begin another cell', () => {
    expect(line('"', 'a","=1+1', 'two\r\nlines')).toBe('"""","a"",""=1+1","two\r\nlines"\r\n');
  });

  it('is a number that a spreadsheet counts with, and empty where it is unknown', () => {
    expect(line(12043, -29.3, 0.1 + 0.2, 0)).toBe('12043,-29.3,0.3,0\r\n');
    expect(line(null, NaN, Infinity, 'x')).toBe(',,,"x"\r\n');
  });

  it('is an amount with the decimals of its currency, rounded as a page rounds it', () => {
    const amount = (amount: number | null, decimals: number) => line({ amount, decimals });
    expect(amount(22_719_578, 0)).toBe('22719578\r\n');
    expect(amount(19.8, 2)).toBe('19.80\r\n');
    expect(amount(1.005, 2)).toBe('1.01\r\n');
    expect(amount(-1234.5, 3)).toBe('-1234.500\r\n');
    expect(amount(-0.4, 0)).toBe('0\r\n');
    expect(amount(null, 2)).toBe('\r\n');
    expect(amount(NaN, 2)).toBe('\r\n');
  });
});
