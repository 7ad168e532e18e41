import type { ShownCohorts } from '../../metrics/cohorts/shown';
import type { Who } from '../../terms/people';
import { newcomersIn, periodDays } from '../people/newcomers-who';
import type { CohortsView } from './view';

type Of = Pick<CohortsView, 'choice' | 'newcomersFrom'>;

/** The customers of a cohort. @param at the place of its period; null: of all that are shown */
export function cohortWho(
  { choice, newcomersFrom }: Of,
  { periods }: ShownCohorts,
  at: number | null,
): Who {
  const days = (place: number) => periodDays(choice.grain, periods[place] ?? '');
  const shown = at === null ? { from: days(0).from, to: days(periods.length - 1).to } : days(at);
  return [newcomersIn(newcomersFrom, shown)];
}

/**
 * Those of a cohort who bought in a period; of a cell that adds up, those who have bought again by its end.
 * @param since periods since the first purchase
 * @returns null where no list has them: it does not tell what was bought without renewals by a day
 */
export function cellWho(view: Of, shown: ShownCohorts, at: number, since: number): Who | null {
  const { grain, isCumulative, renewals } = view.choice;
  const [cohort = []] = cohortWho(view, shown, at);
  const { from, to } = periodDays(grain, shown.periods[at + since] ?? '');
  if (!isCumulative)
    return [[...cohort, { field: renewals === 'with' ? 'boughtIn' : 'plainBoughtIn', from, to }]];
  return renewals === 'with' ? [[...cohort, { field: 'second', from: null, to }]] : null;
}
