import { expect, test } from 'vitest';
import { formatMinor, minorDigits, proportion, spread } from './minor-units';

test('minor units follow ISO 4217, not a locale', () => {
  expect(['JPY', 'USD', 'KWD', 'IQD', 'UGX', 'HUF'].map(minorDigits)).toEqual([0, 2, 3, 3, 0, 2]);
});

test('minor units are written as decimals of the currency', () => {
  expect(formatMinor(1177, 2)).toBe('11.77');
  expect(formatMinor(5, 2)).toBe('0.05');
  expect(formatMinor(-5, 3)).toBe('-0.005');
  expect(formatMinor(-500, 2)).toBe('-5.00');
  expect(formatMinor(1980, 0)).toBe('1980');
});

test('a proportion is rounded half up, and exact beyond a float’s precision', () => {
  expect(proportion(1, 1, 2)).toBe(1); // 0.5
  expect(proportion(1, 49, 100)).toBe(0);
  expect(proportion(-1, 1, 2)).toBe(0); // -0.5 goes up
  expect(proportion(-3, 1, 2)).toBe(-1); // -1.5 goes up
  expect(proportion(100, 5, 0)).toBe(0);
  expect(proportion(80, 1000, 1500)).toBe(53); // 53.33
  // 4503599493152769 ÷ 2 = 2251799746576384.5, the last that a float halves
  expect(proportion(67_108_863, 67_108_863, 2)).toBe(2_251_799_746_576_385);
  // 999999999999999 × 3 ÷ 4 = 749999999999999.25
  expect(proportion(999_999_999_999_999, 3, 4)).toBe(749_999_999_999_999);
});

test('parts add up to the whole', () => {
  expect(spread(100, [1, 1, 1])).toEqual([33, 33, 34]);
  expect(spread(5, [0])).toEqual([5]);
  expect(spread(5, [0, 0])).toEqual([5, 0]);
  expect(spread(7, [-3, 2])).toEqual([0, 7]);
  expect(spread(-7, [1, 1])).toEqual([-3, -4]);
  expect(spread(0, [])).toEqual([]);
});
