import { describe, expect, it } from 'vitest';
import { MOVEMENT_BOOKS } from '../books/movement';
import { must } from './must';
import { oracleMovement } from './oracle';

describe('movement between two days', () => {
  const book = must(MOVEMENT_BOOKS[0]);

  it('counts customers who moved up, moved down, are new, lapsed and returned', () => {
    expect(oracleMovement(book, '2024-05-01', '2024-06-01', book.settings)).toMatchObject({
      // number 1; number 4; numbers 3 and 5
      ...{ up: 1, down: 1, entered: 2 },
    });
  });

  it('is empty from a day to itself', () => {
    const still = oracleMovement(book, '2024-05-01', '2024-05-01', book.settings);
    expect(still).toMatchObject({ up: 0, down: 0, entered: 0, lapsed: 0, returned: 0 });
  });
});
