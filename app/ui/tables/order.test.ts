import { describe, expect, it } from 'vitest';
import { numbers, words } from './columns';
import { inOrder, nextOrder } from './order';

interface Tea {
  name: string;
  sold: number | null;
}
const columns = [
  words<Tea>('name', 'Name', (tea) => tea.name),
  numbers<Tea>('sold', 'Sold', (tea) => tea.sold, String),
];
const teas: Tea[] = [
  { name: '茶 10', sold: 3 },
  { name: '茶 9', sold: null },
  { name: 'あ', sold: -4 },
  { name: '茶 2', sold: 20 },
  { name: 'b', sold: 3 },
];
const names = (key: string, down: boolean) =>
  inOrder(teas, columns, { key, down }, 'ja').map(({ name }) => name);

describe('the order of a table', () => {
  it('sorts numbers as numbers, with unknown ones last in both directions and equal ones as they stood', () => {
    expect(names('sold', true)).toEqual(['茶 2', '茶 10', 'b', 'あ', '茶 9']);
    expect(names('sold', false)).toEqual(['あ', '茶 10', 'b', '茶 2', '茶 9']);
  });

  it('sorts words by the language, numbers in them by size', () => {
    expect(names('name', false)).toEqual(['b', 'あ', '茶 2', '茶 9', '茶 10']);
    expect(names('name', true)).toEqual(['茶 10', '茶 9', '茶 2', 'あ', 'b']);
  });

  it('is the page’s own without a choice, and for a column that is gone', () => {
    expect(inOrder(teas, columns, null, 'ja')).toBe(teas);
    expect(inOrder(teas, columns, { key: 'gone', down: true }, 'ja')).toBe(teas);
  });

  it('begins with the largest number or the first word, turns round, and ends with the page’s own', () => {
    for (const [column, first] of [
      [columns[1], true],
      [columns[0], false],
    ] as const) {
      if (column === undefined) throw new Error('no such column');
      const once = nextOrder(null, column);
      expect(once).toEqual({ key: column.key, down: first });
      const twice = nextOrder(once, column);
      expect(twice).toEqual({ key: column.key, down: !first });
      expect(nextOrder(twice, column)).toBeNull();
      expect(nextOrder({ key: 'another', down: false }, column)).toEqual(once);
    }
  });
});
