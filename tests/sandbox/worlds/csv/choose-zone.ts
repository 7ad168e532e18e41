import { offsetIn } from '../../store/zoned-time';
import { countriesOf, zonesOf } from './countries';
import type { Stamp } from './time-cell';

/**
 * Ranks zones that no other hint distinguishes, first one first: Tokyo before Seoul, New York before Toronto,
 * Sydney (with summer time) before Brisbane; then the main zones of countries with several.
 */
const COMMON = `
  UTC Asia/Tokyo America/New_York America/Chicago America/Denver America/Los_Angeles America/Phoenix
  America/Halifax America/Sao_Paulo Pacific/Honolulu Europe/London Europe/Paris Europe/Helsinki Europe/Istanbul
  Asia/Dubai Asia/Karachi Asia/Kolkata Asia/Kathmandu Asia/Dhaka Asia/Bangkok Asia/Singapore
  Australia/Adelaide Australia/Sydney Australia/Brisbane Pacific/Auckland
  Europe/Berlin Europe/Madrid Europe/Lisbon Europe/Moscow Asia/Shanghai Asia/Jakarta Australia/Perth
  America/Toronto America/Vancouver America/Winnipeg America/Edmonton America/Mexico_City
  America/Argentina/Buenos_Aires America/Santiago`
  .trim()
  .split(/\s+/);

const DAY = 86_400_000;

export interface ZoneChoice {
  timezone: string;
  /** number of zones that had every offset of the file at its time; 0 without times */
  fits: number;
  /** the hints that decided, in order */
  by: ('currency' | 'country' | 'common')[];
}

/** A file's hints of its shop's zone, besides the times. */
export interface ZoneHints {
  currency: string | null;
  /** two letters */
  country: string | null;
}

/** The offsets of a file's times. */
export class FileOffsets {
  // One stamp per day and offset is enough: the day of a change has both offsets.
  private readonly days = new Map<number, Map<number, number>>();

  add({ instant, offsetMinutes }: Stamp): void {
    let byDay = this.days.get(offsetMinutes);
    if (byDay === undefined) this.days.set(offsetMinutes, (byDay = new Map()));
    const day = Math.floor(instant / DAY);
    if (!byDay.has(day)) byDay.set(day, instant);
  }

  /** The distinct offsets, in minutes east of UTC. */
  all(): number[] {
    return [...this.days.keys()].sort((one, other) => one - other);
  }

  /** All zones that had these offsets at these times, common ones first. */
  zones(): string[] {
    return everyZone().filter((zone) => this.agrees(zone));
  }

  private agrees(zone: string): boolean {
    const offsetAt = offsetIn(zone);
    for (const [minutes, byDay] of this.days)
      for (const instant of byDay.values())
        if (offsetAt(instant) !== minutes * 60_000) return false;
    return true;
  }
}

/**
 * Chooses a shop's zone among those that fit the offsets of its file's times: first by the countries of the
 * file's currency, then by its commonest billing country, then by how common the zone is.
 * @returns null if no zone fits
 */
export function chooseZone(offsets: FileOffsets, hints: ZoneHints): ZoneChoice | null {
  if (offsets.all().length === 0) return { timezone: 'UTC', fits: 0, by: [] };
  let zones = offsets.zones();
  const fits = zones.length;
  const by: ZoneChoice['by'] = [];
  for (const [hint, countries] of [
    ['currency', hints.currency === null ? [] : countriesOf(hints.currency)],
    ['country', hints.country === null ? [] : [hints.country]],
  ] as const) {
    const theirs = new Set(countries.flatMap((country) => zonesOf(country)).map(canonical));
    const left = zones.filter((zone) => theirs.has(canonical(zone)));
    if (left.length === 0 || left.length === zones.length) continue;
    zones = left;
    by.push(hint);
  }
  if (zones.length > 1) by.push('common');
  const [timezone] = zones;
  return timezone === undefined ? null : { timezone, fits, by };
}

let every: string[] | undefined;

/** Every zone once, the common ones first; a zone may have several names. */
function everyZone(): string[] {
  if (every !== undefined) return every;
  const seen = new Set<string>();
  every = [...COMMON, ...Intl.supportedValuesOf('timeZone')].filter((zone) => {
    const name = canonical(zone);
    return !seen.has(name) && seen.add(name);
  });
  return every;
}

function canonical(timeZone: string): string {
  return new Intl.DateTimeFormat('en-US', { timeZone }).resolvedOptions().timeZone;
}
