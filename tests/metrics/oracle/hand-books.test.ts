import { describe, expect, it } from 'vitest';
import { HAND_BOOKS } from '../books';
import { compareReports } from '../../support/numbers/compare';
import { oracle } from './oracle';

describe('the oracle agrees with sums by hand', () => {
  it.each(HAND_BOOKS)('$name', (book) => {
    const report = oracle(book, book.asOf, book.settings);
    expect(compareReports(report, book.expected)).toEqual([]);
  });

  it('no two books have the same name', () => {
    expect(new Set(HAND_BOOKS.map((book) => book.name)).size).toBe(HAND_BOOKS.length);
  });
});
