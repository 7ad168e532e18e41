import { expect, test } from 'vitest';
import { clockOf, instantInZone } from './zoned-time';

const at = (local: string, zone: string): string =>
  new Date(instantInZone(local, zone)).toISOString().replace('.000Z', 'Z');

test.each([
  ['2026-03-01T09:30:00', 'Asia/Tokyo', '2026-03-01T00:30:00Z'],
  ['2026-03-01', 'Asia/Kathmandu', '2026-02-28T18:15:00Z'],
  ['2024-07-01', 'America/New_York', '2024-07-01T04:00:00Z'],
  ['2024-01-01', 'America/New_York', '2024-01-01T05:00:00Z'],
  // the last minute before New York's clocks go forward, and the first after it
  ['2024-03-10T01:59:00', 'America/New_York', '2024-03-10T06:59:00Z'],
  ['2024-03-10T03:00:00', 'America/New_York', '2024-03-10T07:00:00Z'],
  // 02:30 is skipped: half an hour after 02:00 of the clock before
  ['2024-03-10T02:30:00', 'America/New_York', '2024-03-10T07:30:00Z'],
  // 01:30 comes twice: in summer time first
  ['2024-11-03T01:30:00', 'America/New_York', '2024-11-03T05:30:00Z'],
  ['2024-11-03T02:00:00', 'America/New_York', '2024-11-03T07:00:00Z'],
  // days without a midnight begin at 01:00, which is the change itself
  ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00Z'],
  ['2024-04-26', 'Africa/Cairo', '2024-04-25T22:00:00Z'],
  // a day with two midnights begins with the first
  ['2023-11-05', 'America/Havana', '2023-11-05T04:00:00Z'],
  // half an hour of summer time, and a change in the south
  ['2024-04-07T01:45:00', 'Australia/Lord_Howe', '2024-04-06T14:45:00Z'],
  ['2024-10-06T02:15:00', 'Australia/Lord_Howe', '2024-10-05T15:45:00Z'],
  // Samoa left a whole day out
  ['2011-12-30T12:00:00', 'Pacific/Apia', '2011-12-30T22:00:00Z'],
])('%s in %s is %s', (local, zone, instant) => {
  expect(at(local, zone)).toBe(instant);
  const asIfUtc = Date.parse(local.includes('T') ? `${local}Z` : `${local}T00:00:00Z`);
  expect(clockOf(zone)(asIfUtc)).toBe(Date.parse(instant));
});

test('every hour of a year is the instant at which Intl shows it, except the skipped one', () => {
  for (const zone of ['Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Tokyo']) {
    const clock = clockOf(zone);
    const shown = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      ...{ dateStyle: 'short', timeStyle: 'medium' },
    });
    let skipped = 0;
    for (let hour = 0; hour < 366 * 24; hour += 1) {
      const asIfUtc = Date.UTC(2024, 0, 1, hour, 15);
      const wall = new Date(asIfUtc).toISOString().slice(0, 19).replace('T', ' ');
      if (shown.format(clock(asIfUtc)) !== wall) skipped += 1;
    }
    expect(skipped).toBe(zone === 'Asia/Tokyo' ? 0 : 1);
  }
});

test('a text that is not a time gives no instant', () => {
  expect(instantInZone('2026-02-30T25:00:00', 'Asia/Tokyo')).toBeNaN();
});
