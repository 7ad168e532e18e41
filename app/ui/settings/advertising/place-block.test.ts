import { describe, expect, it } from 'vitest';
import { parseSpendText } from '../../../settings/entered/spend';
import { blockOf, placeBlock } from './place-block';

const grid = {
  months: ['2026-01', '2026-02', '2026-03'],
  names: ['Google', 'LINE', '', ''],
};
const block = (text: string) => blockOf(text, (one) => 'amount' in parseSpendText(one, 'JPY', 0));
const placed = (text: string, row = 0, column = 0) => {
  const { cells, rowsOutside } = placeBlock(block(text), { row, column }, grid);
  return [cells.map((cell) => `${cell.row}.${cell.column}=${cell.text}`).join(' '), rowsOutside];
};

describe('a copied block', () => {
  it('is of tabs and line ends, or of commas where amounts have none', () => {
    expect(block('1,000\t2\r\n\t¥3\r\n')).toEqual([
      ['1,000', '2'],
      ['', '¥3'],
    ]);
    expect(block('1,5\n2,6')).toEqual([
      ['1', '5'],
      ['2', '6'],
    ]);
    // separators of thousands
    expect(block('1,000\n2,500,000')).toEqual([['1,000'], ['2,500,000']]);
    expect(block('"1,000","2"\n')).toEqual([['1,000', '2']]);
  });

  it('goes from its cell to the right and down; what lies below the last month is said', () => {
    expect(placed('1\t2\n3\t4', 1, 1)).toEqual(['1.1=1 1.2=2 2.1=3 2.2=4', 0]);
    expect(placed('1\n2\n3', 2, 0)).toEqual(['2.0=1', 2]);
    expect(placed('Yahoo\tMeta\n1\t\n', -1, 2)).toEqual(['-1.2=Yahoo -1.3=Meta 0.2=1 0.3=', 0]);
  });

  it('with months goes to them, in any order, wherever it is pasted', () => {
    expect(placed('2026年3月\t30\n2026/1\t10\n2025-12\t5', 2, 1)).toEqual(['2.1=30 0.1=10', 1]);
  });

  it('with months and names goes to the channels, and names new ones', () => {
    const text = '月\tline\tYahoo\tGoogle\tMeta\n2026-02\t1\t2\t3\t4';
    expect(placed(text, 0, 3)).toEqual(['-1.2=Yahoo -1.3=Meta 1.1=1 1.2=2 1.0=3 1.3=4', 0]);
  });

  it('of months alone stays where it is pasted', () => {
    expect(placeBlock([], { row: 0, column: 0 }, grid)).toEqual({ cells: [], rowsOutside: 0 });
    expect(placed('x\n1\n2', 0, 0)).toEqual(['0.0=x 1.0=1 2.0=2', 0]);
  });
});
