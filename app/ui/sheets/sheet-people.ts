import type { Snapshot } from '../../metrics/snapshot';
import { STATES, type Who } from '../../terms/people';
import { STAGES } from '../../terms/stages';
import { whoGave } from '../nps/whose';
import { lastDay } from '../numbers/last-day';
import { monthDays, newcomersIn } from '../people/newcomers-who';
import type { Renewals } from '../repeat/view';
import { STAGE_SHEETS } from './customer-sums';

/** The customers that a sheet's number counts. */
export interface SheetPeople {
  customers: number;
  who: Who;
}

/** The customers behind the numbers that count some, by sheet. */
export function sheetPeople(snapshot: Snapshot, renewals: Renewals): Record<string, SheetPeople> {
  const { customers, status, stages, nps, ltv, history, repeat, statusFlow } = snapshot;
  const { health } = ltv;
  const some = (
    key: string,
    count: number | null | undefined,
    who: Who | null,
  ): Record<string, SheetPeople> =>
    who === null || !count ? {} : { [key]: { customers: count, who } };
  return {
    ...some('home.customers', customers, []),
    ...some('home.statusFlow', statusFlow.now, [[{ field: 'state', is: ['active'] }]]),
    ...together(
      STATES.map((state) =>
        some(`home.${state}`, status[state], [[{ field: 'state', is: [state] }]]),
      ),
    ),
    ...some('stages.stages', customers, []),
    ...together(
      STAGES.map((stage) =>
        some(STAGE_SHEETS[stage], stages[stage], [[{ field: 'stage', is: [stage] }]]),
      ),
    ),
    ...some('ltv.healthLine', health.reachedPurchases, [
      [{ field: 'n', from: health.purchases, to: null }],
    ]),
    ...some('ltv.number.newCustomersThisMonth', snapshot.newCustomersThisMonth, [
      newcomersIn(null, monthDays((lastDay(snapshot.asOf) ?? snapshot.asOf).slice(0, 7))),
    ]),
    ...(renewals === 'without'
      ? {}
      : some('repeat.funnel', repeat.funnel[0], [newcomersIn(history.newcomersFrom)])),
    ...some('nps.nps', nps.headline.answers, whoGave(nps, null)),
    ...some('nps.npsDistribution', nps.headline.answers, whoGave(nps, null)),
    ...some('nps.npsReasons', nps.headline.detractors, whoGave(nps, 'detractors')),
    ...some('nps.tribe', nps.tribe, whoGave(nps, 'promoters')),
  };
}

const together = (each: readonly Record<string, SheetPeople>[]): Record<string, SheetPeople> =>
  Object.fromEntries(each.flatMap((one) => Object.entries(one)));
