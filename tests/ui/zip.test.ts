import { expect, it } from 'vitest';
import { archiveOf, distinctNames } from '../../app/ui/menu/save-tables';
import { zip } from '../../app/ui/menu/zip';
import { unzip } from '../support/unzip';

it('an archive gives back every file with its name, time and check sum', () => {
  const entries = [
    { name: 'tea-shop-LTVの累計-2026-06-17.csv', content: Buffer.from('\ufeff"茶",1\r\n') },
    { name: 'empty.csv', content: new Uint8Array() },
    { name: 'long.csv', content: Uint8Array.from({ length: 70_000 }, (_, at) => at * 31) },
  ];
  const found = unzip(zip(entries, new Date(2026, 10, 30, 23, 59, 58)));
  expect(found.map(({ name }) => name)).toEqual(entries.map(({ name }) => name));
  for (const [at, { content }] of entries.entries())
    expect(found[at]?.content.equals(content)).toBe(true);
  expect(found[0]?.time).toBe('2026-11-30 23:59:58');
});

it('an archive without files has its end alone', () => {
  expect(unzip(zip([], new Date(2026, 0, 1)))).toEqual([]);
});

it('a page’s tables are files of their own, also two of one name', () => {
  const at = new Date(2026, 0, 1);
  const tables = ['LTV.csv', 'ltv.csv', 'LTV.csv'].map((name, index) => ({
    name,
    text: `${index}茶`,
  }));
  const found = unzip(archiveOf(tables, at));
  expect(found.map(({ name }) => name)).toEqual(['LTV.csv', 'ltv (2).csv', 'LTV (3).csv']);
  expect(found.map(({ content }) => content.toString('utf8'))).toEqual(['0茶', '1茶', '2茶']);
  expect(distinctNames(['a (2).csv', 'a.csv', 'a.csv'])).toEqual([
    'a (2).csv',
    'a.csv',
    'a (3).csv',
  ]);
});
