import { expect, it } from 'vitest';
import { dayOf } from '../calendar';
import { comparedDay } from './compared-day';

it.each([
  ['month', '2026-06-17', '2026-05-17'],
  ['month', '2026-01-01', '2025-12-01'],
  ['month', '2026-03-31', '2026-02-28'],
  ['month', '2024-03-30', '2024-02-29'],
  ['year', '2026-06-17', '2025-06-17'],
  ['year', '2024-02-29', '2023-02-28'],
  ['2024-12-24', '2026-06-17', '2024-12-24'],
  // no day before the numbers
  ['2026-06-17', '2026-06-17', '2026-05-17'],
  ['2027-01-01', '2026-06-17', '2026-05-17'],
  // no day of an order
  ['0000-01-01', '2026-06-17', '2026-05-17'],
  ['1899-12-31', '2026-06-17', '2026-05-17'],
  ['1900-01-01', '2026-06-17', '1900-01-01'],
])('%s of numbers as of %s is %s', (compare, asOf, day) => {
  expect(comparedDay(compare, asOf)).toBe(day);
});

it.each([
  [2026, 2, 31, '2026-02-28'],
  [2024, 2, 30, '2024-02-29'],
  [2026, 12, 31, '2026-12-31'],
  [26, 1, 5, '0026-01-05'],
])('the day %i-%i-%i is %s', (year, month, day, text) => {
  expect(dayOf(year, month, day)).toBe(text);
});
