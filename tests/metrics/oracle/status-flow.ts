import { dayOf, dayText, monthNumber, monthText, type Day } from './calendar';
import { lapseWindow, statusOf } from './lapse';
import type { View } from './view';

export interface StatusFlow {
  since: string;
  start: number;
  new: number;
  woken: number;
  gone: number;
  kept: number;
  now: number;
}

/** The day one calendar month before; the end of a month that has no such day. */
function monthBefore(day: Day): Day {
  const [month, date] = [dayText(day).slice(0, 7), Number(dayText(day).slice(8))];
  const before = monthText(monthNumber(month) - 1);
  const length = dayOf(`${month}-01`) - dayOf(`${before}-01`);
  return dayOf(`${before}-01`) + Math.min(date, length) - 1;
}

/** Metrics.md section 9, "Active in and out": both days by the window of the later one. */
export function statusFlowOf(view: View): StatusFlow {
  const since = monthBefore(view.asOf);
  const window = lapseWindow(view).days;
  const activeIn = ({ asOf, buyers }: View): Set<string> =>
    new Set(
      buyers.filter((buyer) => statusOf(buyer, asOf, window) === 'active').map(({ id }) => id),
    );
  const [start, now] = [activeIn(view.earlier(since)), activeIn(view)];
  const known = new Map(view.buyers.map((buyer) => [buyer.id, buyer.firstDay]));
  const came = [...now].filter((id) => !start.has(id));
  const isNew = (id: string): boolean => (known.get(id) ?? 0) >= since;
  return {
    since: dayText(since),
    start: start.size,
    new: came.filter(isNew).length,
    woken: came.filter((id) => !isNew(id)).length,
    gone: [...start].filter((id) => !now.has(id)).length,
    kept: [...start].filter((id) => now.has(id)).length,
    now: now.size,
  };
}

/** Customers by whole days since the last purchase, up to 730 days or a longer window. */
export function recencyOf(view: View): { upTo: number; customers: number[] } {
  const upTo = Math.max(730, lapseWindow(view).days);
  const silent = view.buyers
    .map((buyer) => view.asOf - buyer.lastDay)
    .filter((days) => days <= upTo);
  const longest = Math.max(-1, ...silent);
  return {
    upTo,
    customers: Array.from(
      { length: longest + 1 },
      (_, days) => silent.filter((one) => one === days).length,
    ),
  };
}
