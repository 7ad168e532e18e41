/**
 * The instant at which a wall clock in `timeZone` shows `local` (`2026-03-01` or
 * `2026-03-01T09:30:00`). Where a clock change skips that time, the instant just after the change.
 */
export function instantInZone(local: string, timeZone: string): number {
  const asIfUtc = Date.parse(local.includes('T') ? `${local}Z` : `${local}T00:00:00Z`);
  if (Number.isNaN(asIfUtc)) return Number.NaN;
  // Two rounds: the offset at the guessed instant may differ from the one at the right instant.
  const first = asIfUtc - offset(asIfUtc, timeZone);
  return asIfUtc - offset(first, timeZone);
}

function offset(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(new Date(instant));
  const part = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((each) => each.type === type)?.value);
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return wall - Math.floor(instant / 1000) * 1000;
}
