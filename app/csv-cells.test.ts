import { expect, it } from 'vitest';
import { csvLines } from './csv';
import { csvRows } from './csv-cells';

const read = (text: string, separator = ',') =>
  [...csvRows(text, separator)].map(({ line, cells, unclosed }) => [line, cells, unclosed]);
const cells = (text: string, separator = ',') =>
  [...csvRows(text, separator)].map((row) => row.cells);

it.each(['\n', '\r\n', '\r'])('rows end with %j, the last one with or without it', (end) => {
  const rows = [
    [1, ['a', 'b'], false],
    [2, ['c', ''], false],
  ];
  expect(read(['a,b', 'c,'].join(end))).toEqual(rows);
  expect(read(['a,b', 'c,', ''].join(end))).toEqual(rows);
});

it('a row has the line on which it begins, also after empty lines and lines in quotes', () => {
  expect(read('a\n\n"b\r\nb",2\nc')).toEqual([
    [1, ['a'], false],
    [3, ['b\r\nb', '2'], false],
    [5, ['c'], false],
  ]);
});

it('quotes keep separators, and two of them are one', () => {
  expect(cells('"1,234","say ""hi""",x"y\n"a"b,""')).toEqual([
    ['1,234', 'say "hi"', 'x"y'],
    ['ab', ''],
  ]);
});

it('a quote without an end is said, and is one cell', () => {
  expect(read('a,b\nc,"d\ne,f')).toEqual([
    [1, ['a', 'b'], false],
    [2, ['c', 'd\ne,f'], true],
  ]);
});

it('cells of a spreadsheet are parted by tabs, and an empty first cell is a cell', () => {
  expect(cells('\t1,000\t2\n\t3\t', '\t')).toEqual([
    ['', '1,000', '2'],
    ['', '3', ''],
  ]);
});

it('nothing, and a byte order mark alone, are no rows', () => {
  expect([cells(''), cells('\uFEFF'), cells('\n\n')]).toEqual([[], [], []]);
  expect(cells('\uFEFF月,額')).toEqual([['月', '額']]);
});

it('reads what the app writes, and stops when its reader does', () => {
  const lines = [
    ['媒体, "A"', 'x\ny'],
    ['b', 'c'],
  ];
  expect(cells(csvLines(lines))).toEqual(lines);
  const rows = csvRows('a\n'.repeat(1_000_000), ',');
  expect(rows.next().value?.line).toBe(1);
});
