import { expect, it } from 'vitest';
import { formatter, type Formatter } from '../../i18n/format';
import { fileName, type PageFiles } from '../frame/page-files';
import type { PageFormat } from '../numbers/use-format';
import { amounts, intervals, numbers, words } from './columns';
import { tableCsv, tableFile } from './table-csv';

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

it('a file begins with what it is about, in cells that are no formula, then an empty line', () => {
  const columns = [words<Tea>('name', 'Name', (tea) => tea.name)];
  const files: PageFiles = {
    title: 'Teas',
    name: (what, extension) => fileName(['tea-shop', what, '2026-06-17'], extension),
    caption: (write) => ['tea-shop.myshopify.com', `Up to ${write('2026-06-17')}`, '=1+1'],
  };
  expect(tableFile('Teas: all', columns, [{ name: '茶', sold: 1 }], files)).toEqual({
    name: 'tea-shop-Teas all-2026-06-17.csv',
    text: `\ufeff"Teas: all","tea-shop.myshopify.com","Up to 2026-06-17","'=1+1"\r\n\r\n"Name"\r\n"茶"\r\n`,
  });
});

it('amounts have the currency in their head and its decimals, intervals are their two ends', () => {
  const tea = { name: '茶', sold: 1234.005 };
  const csv = (currency: string) => {
    const format = inTest(formatter('en', currency, 'UTC'));
    const range = ({ sold }: Tea) => (sold === null ? null : ([-sold, sold] as const));
    return tableCsv(
      [
        amounts<Tea>('sold', 'Sold', ({ sold }) => sold, format),
        intervals<Tea>('range', 'Range', range, String, format, 'money'),
        intervals<Tea>('plain', 'Plain', range, String, format),
      ],
      [tea, { name: '', sold: null }],
    );
  };
  const head = (currency: string) =>
    `"Sold (${currency})","Range (${currency}) low","Range (${currency}) high","Plain low","Plain high"`;
  expect(csv('JPY')).toBe(`${head('JPY')}\r\n1234,-1234,1234,-1234.005,1234.005\r\n,,,,\r\n`);
  expect(csv('USD')).toBe(
    `${head('USD')}\r\n1234.01,-1234.01,1234.01,-1234.005,1234.005\r\n,,,,\r\n`,
  );
  expect(csv('KWD')).toContain('\r\n1234.005,-1234.005,1234.005,');
});

/** The page's formatter without its texts. */
function inTest(format: Formatter): PageFormat {
  return {
    ...format,
    inCurrency: (head: string) => `${head} (${format.currency})`,
    ends: (head: string): [string, string] => [`${head} low`, `${head} high`],
  } as PageFormat;
}
