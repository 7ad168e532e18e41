const DAY = 86_400_000;

/**
 * The instant at which a wall clock in `timeZone` shows `local` (`2026-03-01` or `2026-03-01T09:30:00`). A
 * time that a clock change skips is read with the clock before the change, so that a day begins with the
 * change that skips its midnight. A time that comes twice means the first one.
 */
export function instantInZone(local: string, timeZone: string): number {
  const asIfUtc = Date.parse(local.includes('T') ? `${local}Z` : `${local}T00:00:00Z`);
  return Number.isNaN(asIfUtc) ? Number.NaN : instantOfClock(asIfUtc, offsetIn(timeZone));
}

/**
 * The same for many times in one zone.
 * @returns a function of the wall clock's time as if it were UTC
 */
export function clockOf(timeZone: string): (asIfUtc: number) => number {
  const offsetAt = offsetByDay(timeZone);
  return (asIfUtc) => instantOfClock(asIfUtc, offsetAt);
}

/** Milliseconds by which a zone's clock is ahead of UTC at an instant. */
export function offsetIn(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23' },
    ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  return (instant) => {
    const [month = 1, day, year = 1970, hour, minute, second] = (
      format.format(instant).match(/\d+/g) ?? []
    ).map(Number);
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
  };
}

/** Tries the offsets a day before and after, because a zone's clock never changes by more than a day. */
function instantOfClock(asIfUtc: number, offsetAt: (instant: number) => number): number {
  const before = offsetAt(asIfUtc - DAY);
  const after = offsetAt(asIfUtc + DAY);
  const first = asIfUtc - Math.max(before, after);
  const last = asIfUtc - Math.min(before, after);
  if (first === last) return first;
  for (const instant of [first, last]) if (instant + offsetAt(instant) === asIfUtc) return instant;
  return asIfUtc - before;
}

/** `offsetIn` with a cache: at most two lookups a day without a clock change, so a million times take a second. */
function offsetByDay(timeZone: string): (instant: number) => number {
  const offsetAt = offsetIn(timeZone);
  const midnights = new Map<number, number>();
  const atMidnight = (day: number): number => {
    const known = midnights.get(day);
    if (known !== undefined) return known;
    const offset = offsetAt(day * DAY);
    midnights.set(day, offset);
    return offset;
  };
  return (instant) => {
    const day = Math.floor(instant / DAY);
    const offset = atMidnight(day);
    return offset === atMidnight(day + 1) ? offset : offsetAt(instant);
  };
}
