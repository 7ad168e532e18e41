import type { Snapshot } from '../../metrics/snapshot';
import { STAGES, type Stage } from '../../terms/stages';
import { figure, joined, type Sum, sums } from './sum';

/** The sheet of each stage. */
export const STAGE_SHEETS: Record<Stage, string> = {
  purchaser: 'stages.stagePurchaser',
  customer: 'stages.stageCustomer',
  loyal: 'stages.stageLoyal',
  follower: 'stages.stageFollower',
  fan: 'stages.stageFan',
  fanClub: 'stages.stageFanClub',
  evangelist: 'stages.stageEvangelist',
};

/** The sums of customers by state and stage, and of the orders behind the numbers, by sheet. */
export function customerSums(snapshot: Snapshot): Record<string, Sum[]> {
  const { customers, status, stages, stageDetails, orders, yearly } = snapshot;
  const all = figure('customers', 'customers', customers);
  const active = figure('active', 'customers', status.active);
  const atRisk = figure('atRisk', 'customers', status.atRisk);
  const lapsed = figure('lapsed', 'customers', status.lapsed);
  const onStage = (stage: Stage) => {
    const group = stageDetails[stage];
    const size = figure('onStage', 'customers', stages[stage]);
    return sums(
      [
        figure('share', 'rate', customers === 0 ? null : stages[stage] / customers),
        joined('÷', size, all),
      ],
      [
        figure('revenueEach', 'money', group?.customers ? group.revenue / group.customers : null),
        joined(
          '÷',
          figure('revenue', 'money', group?.revenue ?? null),
          figure('onStage', 'customers', group?.customers ?? null),
        ),
      ],
    );
  };
  const left = figure('excluded', 'count', orders.read - orders.counted);
  return {
    'home.customers': sums([all, joined('+', active, atRisk, lapsed)]),
    'home.active': sums([active, joined('−', all, atRisk, lapsed)]),
    'home.atRisk': sums([atRisk, joined('−', all, active, lapsed)]),
    'home.statusFlow': inAndOut(snapshot),
    'home.attention': atStake(snapshot),
    'home.lapsed': sums([lapsed, joined('−', all, active, atRisk)]),
    'stages.stages': sums([
      all,
      joined('+', ...STAGES.map((stage) => figure('onStage', 'customers', stages[stage]))),
    ]),
    ...Object.fromEntries(STAGES.map((stage) => [STAGE_SHEETS[stage], onStage(stage)])),
    'stages.valueAtStake': atStake(snapshot),
    'numbers.leftOut': sums([
      figure('counted', 'count', orders.counted),
      joined('−', figure('read', 'count', orders.read), left),
    ]),
    'numbers.yearly': [
      ...ofTheYear(yearly),
      ...(yearly === null || yearly.amount === null
        ? []
        : sums([
            figure('share', 'rate', yearly.buyers === 0 ? null : yearly.reached / yearly.buyers),
            joined(
              '÷',
              figure('reached', 'customers', yearly.reached),
              figure('yearBuyers', 'customers', yearly.buyers),
            ),
          ])),
    ],
  };
}

/** Active a month ago + new + reactivated - no longer active. */
function inAndOut({ statusFlow }: Snapshot): Sum[] {
  return sums([
    figure('active', 'customers', statusFlow.now),
    joined(
      '−',
      joined(
        '+',
        figure('activeBefore', 'customers', statusFlow.start),
        figure('added', 'customers', statusFlow.new),
        figure('woken', 'customers', statusFlow.woken),
      ),
      figure('noLongerActive', 'customers', statusFlow.gone),
    ),
  ]);
}

/** Customers on a stage x (mean revenue on the next stage - on this one). */
function atStake({ valueAtStake, stages, stageDetails }: Snapshot): Sum[] {
  if (valueAtStake === null) return [];
  const { from, to, amount } = valueAtStake;
  const mean = (stage: Stage) => {
    const group = stageDetails[stage];
    return group?.customers ? group.revenue / group.customers : null;
  };
  return sums([
    figure('atStake', 'money', amount),
    joined(
      '×',
      figure('onStage', 'customers', stages[from]),
      joined(
        '−',
        figure('nextStageEach', 'money', mean(to)),
        figure('thisStageEach', 'money', mean(from)),
      ),
    ),
  ]);
}

/** The revenue of a year ÷ those who bought in it. */
function ofTheYear(yearly: Snapshot['yearly']): Sum[] {
  if (yearly === null || yearly.meanRevenue === null) return [];
  const { buyers, meanRevenue } = yearly;
  return sums([
    figure('revenueEach', 'money', meanRevenue),
    joined(
      '÷',
      figure('revenue', 'money', meanRevenue * buyers),
      figure('yearBuyers', 'customers', buyers),
    ),
  ]);
}
