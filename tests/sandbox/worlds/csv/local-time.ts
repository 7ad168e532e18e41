const LOCAL =
  /^(\d{4})([-/.年])(\d{1,2})([-/.月])(\d{1,2})日?(?:(?:T| +)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(?: *([AP])\.?M\.?)?)?$/i;

/**
 * Parses a wall clock's time as if it were UTC: "2024-06-14 19:09:00", "2024/6/14 19:09", "2024.6.14 7:09
 * PM", "2024年6月14日 19:09", a day alone as its midnight. Null for other texts: the year must come first,
 * because 6/4 can be 4 June or 6 April.
 */
export function parseLocalTime(text: string): number | null {
  const match = LOCAL.exec(text);
  if (match === null) return null;
  const [, year, first, month, second, day, hours, minutes, seconds, half] = match;
  if (second !== (first === '年' ? '月' : first)) return null;
  const hour = hourOf(Number(hours ?? '0'), half?.toUpperCase());
  const [minute, rest] = [Number(minutes ?? '0'), Number(seconds ?? '0')];
  if (hour === null || minute > 59 || rest > 59) return null;
  const local = new Date(0);
  local.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (local.getUTCMonth() !== Number(month) - 1 || local.getUTCDate() !== Number(day)) return null;
  return local.setUTCHours(hour, minute, rest);
}

/** @param half A before noon, P after noon, on a twelve-hour clock */
function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour > 23 ? null : hour;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half === 'P' ? 12 : 0);
}
