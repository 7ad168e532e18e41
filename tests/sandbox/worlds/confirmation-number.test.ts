import { describe, expect, it } from 'vitest';
import { confirmationNumber } from './confirmation-number';

const placed = { createdAt: '2024-01-01T00:00:00Z', sourceName: 'web' };
const ids = Array.from({ length: 10_000 }, (_, index) => 5_400_000_000_000 + index);

describe('a confirmation number', () => {
  it('is nine capital letters and digits, the same for the same id, unique for each order', () => {
    const numbers = ids.map((id) => confirmationNumber({ id, ...placed }));
    for (const number of numbers) expect(number).toMatch(/^[0-9A-Z]{9}$/);
    expect(new Set(numbers).size).toBe(ids.length);
    expect(ids.map((id) => confirmationNumber({ id, ...placed }))).toEqual(numbers);
  });

  it('is missing as on Shopify: before 2024, and for some POS and draft orders', () => {
    expect(
      confirmationNumber({ id: 7, sourceName: 'web', createdAt: '2023-12-31T23:59:59Z' }),
    ).toBeNull();
    for (const sourceName of ['pos', 'shopify_draft_order']) {
      const made = ids.map((id) => confirmationNumber({ ...placed, id, sourceName }));
      expect(made.filter((number) => number === null)).toHaveLength(ids.length / 2);
    }
  });
});
