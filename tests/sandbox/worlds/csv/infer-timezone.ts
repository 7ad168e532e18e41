import type { Stamp } from './time-cell';

// The first of equals wins: Tokyo before Seoul, New York before Toronto, Sydney (with summer time) before Brisbane.
const COMMON_ZONES = [
  'Asia/Tokyo',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Phoenix',
  'America/Halifax',
  'America/Sao_Paulo',
  'Pacific/Honolulu',
  'Europe/London',
  'Europe/Paris',
  'Europe/Helsinki',
  'Europe/Istanbul',
  'Asia/Dubai',
  'Asia/Karachi',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Dhaka',
  'Asia/Bangkok',
  'Asia/Singapore',
  'Australia/Adelaide',
  'Australia/Sydney',
  'Australia/Brisbane',
  'Pacific/Auckland',
];
const HOUR = 3_600_000;

/** Guesses a shop's zone from the offsets of its stamps. */
export class ZoneGuess {
  // One stamp per day and offset is enough: on the day of a change both offsets occur.
  private readonly days = new Map<number, Map<number, number>>();

  add({ instant, offsetMinutes }: Stamp): void {
    let byDay = this.days.get(offsetMinutes);
    if (byDay === undefined) this.days.set(offsetMinutes, (byDay = new Map()));
    const day = Math.floor(instant / (24 * HOUR));
    if (!byDay.has(day)) byDay.set(day, instant);
  }

  best(): string {
    const offsets = [...this.days.keys()];
    if (offsets.every((offset) => offset === 0)) return 'UTC';
    return COMMON_ZONES.find((zone) => this.agrees(zone)) ?? 'UTC';
  }

  private agrees(zone: string): boolean {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    for (const [offset, byDay] of this.days) {
      for (const instant of byDay.values()) {
        if (offsetOf(format, instant) !== offset) return false;
      }
    }
    return true;
  }
}

/**
 * The IANA zone that stamps of an export agree with: UTC when all are +0000, the first common zone that had
 * every stamp's offset at its time, and UTC when none had.
 */
export function inferTimezone(stamps: Iterable<Stamp>): string {
  const guess = new ZoneGuess();
  for (const stamp of stamps) guess.add(stamp);
  return guess.best();
}

function offsetOf(format: Intl.DateTimeFormat, instant: number): number {
  const name = format.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value;
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? '');
  if (match === null) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
}
