import { must } from './must';
import { exactPercentile } from './percentile';
import type { Buyer } from './purchases';
import { ceiling } from './ratio';
import type { Duration } from './survival';
import { isYoung, type View } from './view';

export type Status = 'active' | 'atRisk' | 'lapsed';

/** Days of silence after which a customer has lapsed: app/metrics/README.md section 2, "Lapse window". */
export function lapseWindow(given: View): {
  days: number;
  basis: 'setting' | 'default' | 'measured';
} {
  const view = given.shop ?? given;
  if (view.settings.lapseDays !== null) return { days: view.settings.lapseDays, basis: 'setting' };
  if (isYoung(view)) return { days: 240, basis: 'default' };
  const ninetieth = exactPercentile(view.gaps, [9, 10]);
  const rounded = Number(ceiling(must(ninetieth ?? undefined)));
  return { days: Math.min(730, Math.max(30, rounded)), basis: 'measured' };
}

export function statusOf(buyer: Buyer, asOf: number, window: number): Status {
  const daysSince = asOf - buyer.lastDay;
  if (daysSince > window) return 'lapsed';
  return daysSince > window / 2 ? 'atRisk' : 'active';
}

/** The stay of each customer in days; the event is a lapse. */
export function stays(view: View, window: number): Duration[] {
  return view.newcomers.map((buyer) =>
    statusOf(buyer, view.asOf, window) === 'lapsed'
      ? { days: buyer.lastDay + window - buyer.firstDay, event: true }
      : { days: view.asOf - 1 - buyer.firstDay, event: false },
  );
}
