import { describe, expect, it } from 'vitest';
import { csvFile, csvLines } from './csv';

const line = (...cells: string[]) => csvLines([cells]);

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
});

it('a CSV file is a download in UTF-8 that is streamed and stored nowhere', async () => {
  const made: string[] = [];
  const response = csvFile(
    'tea.csv',
    (async function* () {
      for (const text of ['茶', '＝1']) {
        made.push(text);
        yield line(text);
        await Promise.resolve();
      }
    })(),
  );
  expect(made.length).toBeLessThan(2);
  expect(Object.fromEntries(response.headers)).toEqual({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="tea.csv"',
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(bytes.toString('utf8')).toBe('\uFEFF"茶"\r\n"\'＝1"\r\n');
});
