import { dayOf, monthNumber, monthOf, monthText } from './calendar';
import type { Buyer } from './purchases';
import type { View } from './view';

export interface F2Month {
  month: string;
  customers: number;
  f2: number;
  before: { customers: number; f2: number };
  yearBefore: number | null;
  z: number | null;
  below: boolean;
}

/** F2 within 90 days of the latest month whose newcomers all were seen for 90 days, and of the twelve before. */
export function f2MonthOf(view: View): F2Month | null {
  const firstDays = view.buyers.map(({ firstDay }) => firstDay);
  if (firstDays.length === 0) return null;
  const own = view.settings.newcomersFrom;
  const begins = Math.max(Math.min(...firstDays), own === null ? -Infinity : dayOf(own));
  // the last day of the month is at most D - 1 - 90
  let month = monthNumber(monthOf(view.asOf - 1));
  while (dayOf(`${monthText(month + 1)}-01`) - 1 > view.asOf - 1 - 90) month -= 1;
  if (monthNumber(monthOf(begins)) > month - 12) return null;
  const came = (from: number, to: number): Buyer[] =>
    view.newcomers.filter((buyer) => {
      const at = monthNumber(monthOf(buyer.firstDay));
      return at >= from && at <= to;
    });
  const share = (buyers: readonly Buyer[]): number =>
    buyers.filter(({ firstDay, purchases: [, second] }) => second && second.day - firstDay <= 90)
      .length / buyers.length;
  const [latest, twelve, year] = [
    came(month, month),
    came(month - 12, month - 1),
    came(month - 12, month - 12),
  ];
  if (latest.length < 30 || twelve.length < 30) return null;
  const [f2, before] = [share(latest), share(twelve)];
  const yearBefore = year.length < 30 ? null : share(year);
  const all = share([...latest, ...twelve]);
  const error = Math.sqrt(all * (1 - all) * (1 / latest.length + 1 / twelve.length));
  const z = error === 0 ? null : (f2 - before) / error;
  return {
    month: monthText(month),
    customers: latest.length,
    f2,
    before: { customers: twelve.length, f2: before },
    yearBefore,
    z,
    below: z !== null && z < -1.96 && f2 <= (yearBefore ?? 1),
  };
}
