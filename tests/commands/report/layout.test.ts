import { describe, expect, it } from 'vitest';
import { bar, table, widthOf } from './layout';

describe('the layout of a report', () => {
  it('counts two columns for a Japanese character', () => {
    expect(widthOf('LTV')).toBe(3);
    expect(widthOf('初回客')).toBe(6);
    expect(widthOf('フォロワー（SNS）')).toBe(17);
    expect(widthOf('中央値、75 %')).toBe(12);
    expect(widthOf('█▌–')).toBe(3);
  });

  it('draws bars to an eighth of a column', () => {
    expect(bar(1, 4)).toBe('████');
    expect(bar(0.5, 4)).toBe('██');
    expect(bar(0.28125, 4)).toBe('█▏');
    expect(bar(0, 4)).toBe('');
    expect(bar(2, 2)).toBe('██');
  });

  it('aligns columns in either language', () => {
    expect(
      table([
        ['初回客', '12,345', '9 %'],
        ['Loyal', '7', '100 %'],
      ]),
    ).toEqual(['初回客  12,345    9 %', 'Loyal        7  100 %']);
  });
});
