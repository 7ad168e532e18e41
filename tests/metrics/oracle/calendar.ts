/** A calendar day as the number of days since 1970-01-01, so that days can be subtracted. */
export type Day = number;

const DAY_MS = 86_400_000;

/** `2024-02-29` as a number of days. @throws if the calendar has no such day */
export function dayOf(text: string): Day {
  const time = Date.parse(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(time)) throw new Error(`No day: "${text}"`);
  return time / DAY_MS;
}

export function dayText(day: Day): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** `2024-02` */
export function monthOf(day: Day): string {
  return dayText(day).slice(0, 7);
}

/** Months since year 0, so that months can be subtracted. */
export function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}

export function monthText(number: number): string {
  const year = String(Math.floor(number / 12)).padStart(4, '0');
  return `${year}-${String((number % 12) + 1).padStart(2, '0')}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format takes longer than a thousand uses of it. */
function formatOf(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  formats.set(timezone, format);
  return format;
}

/** A reader of instants (milliseconds) as calendar days of one IANA time zone. */
export function calendarOf(timezone: string): (instant: number) => Day {
  const format = formatOf(timezone);
  return (instant) => dayOf(format.format(instant));
}
