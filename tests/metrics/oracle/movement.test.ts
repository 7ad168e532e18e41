import { describe, expect, it } from 'vitest';
import { handBook } from '../books/build';
import { oracleMovement } from './oracle';

const sale = (customer: number, at: string) => ({ customer, at, amount: 1000 });

describe('movement between two days', () => {
  const book = handBook({
    name: 'movement in May',
    asOf: '2024-06-01',
    settings: { lapseDays: 30 },
    orders: [
      // 1: purchaser, then customer; silent since 1 April, back in May
      sale(1, '2024-03-01'),
      sale(1, '2024-05-10'),
      // 2: customer all along, lapsed in May (20 April is 42 days before 1 June)
      sale(2, '2024-04-01'),
      sale(2, '2024-04-20'),
      // 3: new in May, twice: customer
      sale(3, '2024-05-01'),
      sale(3, '2024-05-20'),
      // 4: deliveries up to 20 March: in the fan club on 1 May (42 days ago), out on 1 June
      ...['2024-01-01', '2024-02-01', '2024-03-01', '2024-03-20'].map((at) => ({
        customer: 4,
        at,
        lines: [{ price: 1000, plan: true }],
      })),
    ],
    expected: {},
  });

  it('counts who moved up, down, came, lapsed and returned', () => {
    expect(oracleMovement(book, '2024-05-01', '2024-06-01', book.settings)).toEqual({
      moves: [
        { from: 'none', to: 'customer', customers: 1 },
        { from: 'purchaser', to: 'customer', customers: 1 },
        { from: 'customer', to: 'customer', customers: 1 },
        { from: 'fanClub', to: 'loyal', customers: 1 },
      ],
      up: 1,
      down: 1,
      entered: 1,
      // number 2; number 4 had lapsed before (42 days of silence), number 1 came back
      lapsed: 1,
      returned: 1,
    });
  });

  it('nobody moves from a day to itself', () => {
    const still = oracleMovement(book, '2024-05-01', '2024-05-01', book.settings);
    expect(still).toMatchObject({ up: 0, down: 0, entered: 0, lapsed: 0, returned: 0 });
  });
});
