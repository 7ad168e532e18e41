import { firstDayAtOrBelow, type SurvivalStep } from './survival';
import { isYoung, type View } from './view';

export type DurationBasis = 'setting' | 'default' | 'measured' | 'limited';

/** The largest t with 30 customers observed through tenure day t - 1; 0 without one. */
function longestKnown(view: View): number {
  const firstDays = view.newcomers.map((buyer) => buyer.firstDay).sort((a, b) => a - b);
  const thirtieth = firstDays[29];
  return thirtieth === undefined ? 0 : view.asOf - thirtieth;
}

/** T in days and its source: app/metrics/README.md section 2, "Duration T". */
export function durationOf(
  view: View,
  staying: readonly SurvivalStep[],
): { days: number; basis: DurationBasis } {
  if (view.settings.durationDays !== null)
    return { days: view.settings.durationDays, basis: 'setting' };
  if (isYoung(view)) return { days: 365, basis: 'default' };
  const gone = firstDayAtOrBelow(staying, [1n, 10n]);
  const bounds = [5 * 365, longestKnown(view), ...(gone === null ? [] : [gone])];
  const days = Math.max(365, Math.min(...bounds));
  const measured = gone !== null && days === Math.max(365, gone);
  return { days, basis: measured ? 'measured' : 'limited' };
}
