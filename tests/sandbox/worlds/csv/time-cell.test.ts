import { expect, test } from 'vitest';
import { parseStamp } from './time-cell';

const instant = (text: string): string | undefined => {
  const stamp = parseStamp(text);
  return stamp === null ? undefined : new Date(stamp.instant).toISOString();
};

test('an export’s time gives its instant', () => {
  expect(instant('2024-01-31 09:00:00 +0900')).toBe('2024-01-31T00:00:00.000Z');
  expect(instant('2024-02-29 23:59:59 -0530')).toBe('2024-03-01T05:29:59.000Z');
  expect(instant('2024-01-31T09:00:00+05:45')).toBe('2024-01-31T03:15:00.000Z');
  expect(instant('2024-01-31T09:00:00.123456Z')).toBe('2024-01-31T09:00:00.123Z');
  expect(instant('2024-01-31 09:00:00 UTC')).toBe('2024-01-31T09:00:00.000Z');
  expect(instant('1969-12-31 23:00:00 +0000')).toBe('1969-12-31T23:00:00.000Z');
});

test.each([
  'yesterday',
  '',
  '2024-01-31',
  '2024-01-31 09:00:00',
  '2023-02-29 09:00:00 +0900',
  '2024-13-01 09:00:00 +0900',
  '2024-01-31 24:00:00 +0900',
  '2024-01-31 09:60:00 +0900',
  '2024-01-31 09:00:00 +2500',
  '31/01/2024 09:00:00 +0900',
])('"%s" is not an instant', (text) => {
  expect(parseStamp(text)).toBeNull();
});
