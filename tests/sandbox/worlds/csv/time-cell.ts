export interface Stamp {
  /** milliseconds since 1970 */
  instant: number;
  /** the file's offset, in minutes east of UTC */
  offsetMinutes: number;
}

const STAMP =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)? ?(?:(Z|UTC)|([+-])(\d\d):?(\d\d))$/i;

/**
 * Parses "2024-01-31 09:00:00 +0900" and ISO 8601 with an offset; null for other texts, and for days and
 * hours that do not exist. A time without an offset is not an instant and gets no guess.
 */
export function parseStamp(text: string): Stamp | null {
  const match = STAMP.exec(text);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6] ?? '0')];
  if (hour > 23 || minute > 59 || second > 59) return null;
  const millisecond = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));

  const local = new Date(0);
  local.setUTCFullYear(year, month - 1, day);
  if (local.getUTCMonth() !== month - 1 || local.getUTCDate() !== day) return null;
  local.setUTCHours(hour, minute, second, millisecond);

  const [offsetHours, offsetMinutes] = [Number(match[10] ?? '0'), Number(match[11] ?? '0')];
  if (offsetHours > 14 || offsetMinutes > 59) return null;
  const offset = (match[9] === '-' ? -1 : 1) * (offsetHours * 60 + offsetMinutes);
  return { instant: local.getTime() - offset * 60_000, offsetMinutes: offset };
}
