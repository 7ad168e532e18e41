import { expect, it } from 'vitest';
import { numbers, words } from './columns';
import { csvName, tableCsv } from './table-csv';

interface Tea {
  name: string;
  sold: number | null;
}

it('a table’s CSV has its heads, numbers without their units, and no formula', () => {
  const columns = [
    words<Tea>('name', '=Name', (tea) => tea.name),
    numbers<Tea>(
      'sold',
      'Sold',
      (tea) => tea.sold,
      (sold) => `¥${String(sold)}`,
    ),
  ];
  const rows = [
    { name: '=1+1', sold: 12043.5 },
    { name: '茶', sold: null },
    { name: '-1', sold: -29.3 },
  ];
  expect(tableCsv(columns, rows)).toBe(
    `"'=Name","Sold"\r\n"'=1+1",12043.5\r\n"茶",\r\n"'-1",-29.3\r\n`,
  );
});

it('the file’s name is the table’s, without signs that a file system refuses', () => {
  expect(csvName('初回購入月別の継続率（コホート）')).toBe('初回購入月別の継続率（コホート）.csv');
  expect(csvName('CAC: "1/5"\u0000?')).toBe('CAC 1 5.csv');
});
