import { expect, test } from 'vitest';
import { chooseZone, FileOffsets, type ZoneChoice, type ZoneHints } from './choose-zone';
import { parseStamp } from './time-cell';

function chosen(texts: string[], hints: Partial<ZoneHints> = {}): ZoneChoice | null {
  const offsets = new FileOffsets();
  for (const text of texts) {
    const stamp = parseStamp(text);
    if (stamp === null) throw new Error(text);
    offsets.add(stamp);
  }
  return chooseZone(offsets, { currency: null, country: null, ...hints });
}

const zoneOf = (texts: string[], hints?: Partial<ZoneHints>) => chosen(texts, hints)?.timezone;

const UTC = ['2024-01-31 09:00:00 +0000', '2024-07-31 09:00:00 +0000'];
const NINE = ['2024-01-31 09:00:00 +0900', '2024-07-31 09:00:00 +0900'];
const EAST = ['2024-01-31 09:00:00 -0500', '2024-07-31 09:00:00 -0400'];
const CENTRAL = ['2024-01-31 09:00:00 +0100', '2024-07-31 09:00:00 +0200'];

test('without other hints, the commonest zone with these offsets at these times is chosen', () => {
  expect(zoneOf(UTC)).toBe('UTC');
  expect(zoneOf(NINE)).toBe('Asia/Tokyo');
  expect(zoneOf(EAST)).toBe('America/New_York');
  expect(zoneOf(CENTRAL)).toBe('Europe/Paris');
  expect(zoneOf(['2024-01-31 09:00:00 +0000', '2024-07-31 09:00:00 +0100'])).toBe('Europe/London');
});

test('a rare zone is also found', () => {
  // no other zone has these offsets
  expect(chosen(['2024-01-31 09:00:00 +1345', '2024-07-31 09:00:00 +1245'])).toEqual({
    ...{ timezone: 'Pacific/Chatham', fits: 1, by: [] },
  });
  expect(zoneOf(['2024-01-31 09:00:00 +1100', '2024-07-31 09:00:00 +1030'])).toBe(
    'Australia/Lord_Howe',
  );
  expect(zoneOf(['2024-01-31 09:00:00 -0330', '2024-07-31 09:00:00 -0230'])).toBe(
    'America/St_Johns',
  );
  // both hours of the night when the clocks go back
  expect(zoneOf(['2024-10-27 01:30:00 +0100', '2024-10-27 01:30:00 +0000'])).toBe('Europe/London');
});

test('the file’s currency decides among several', () => {
  expect(chosen(NINE, { currency: 'KRW', country: 'JP' })).toMatchObject({
    timezone: 'Asia/Seoul',
    by: ['currency'],
  });
  expect(chosen(NINE, { currency: 'JPY' })?.fits).toBeGreaterThan(3);
  expect(zoneOf(EAST, { currency: 'CAD' })).toBe('America/Toronto');
  expect(zoneOf(['2024-01-31 09:00:00 +0800'], { currency: 'PHP' })).toBe('Asia/Manila');
  expect(zoneOf(['2024-01-31 09:00:00 +0530'], { currency: 'INR' })).toBe('Asia/Kolkata');
});

test('then the billing country decides, then the commonest zone', () => {
  expect(chosen(CENTRAL, { currency: 'EUR', country: 'DE' })).toMatchObject({
    timezone: 'Europe/Berlin',
    by: ['currency', 'country', 'common'],
  });
  expect(chosen(CENTRAL, { currency: 'EUR', country: 'IT' })).toMatchObject({
    timezone: 'Europe/Rome',
    by: ['currency', 'country'],
  });
  expect(zoneOf(CENTRAL, { currency: 'EUR', country: 'ES' })).toBe('Europe/Madrid');
  expect(zoneOf(CENTRAL, { currency: 'EUR' })).toBe('Europe/Paris');
  // a currency whose countries have no fitting zone decides nothing
  expect(chosen(NINE, { currency: 'USD', country: 'KR' })).toMatchObject({
    timezone: 'Asia/Seoul',
    by: ['country'],
  });
  expect(zoneOf(NINE, { currency: 'USD', country: 'US' })).toBe('Asia/Tokyo');
  expect(zoneOf(UTC, { currency: 'USD', country: 'US' })).toBe('UTC');
});

test('a code that is not a country decides nothing', () => {
  for (const country of ['', '日本', 'Japan', 'ZZ', 'X'])
    expect(zoneOf(NINE, { country })).toBe('Asia/Tokyo');
});

test('offsets that no zone combines fit none, and a file without times is in UTC', () => {
  expect(chosen(['2024-01-31 09:00:00 +0900', '2024-01-31 09:00:00 -0500'])).toBeNull();
  expect(chosen(['2024-01-31 09:00:00 +0907'])).toBeNull();
  expect(chosen([])).toEqual({ timezone: 'UTC', fits: 0, by: [] });
});
