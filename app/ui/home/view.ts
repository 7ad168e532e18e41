import type { Attention } from '../../metrics/attention/shown-attention.server';
import type { Comparison } from '../../metrics/compare/compare';
import type { UnhappyWeek } from '../../metrics/nps/inbox/unhappy-week.server';
import type { Snapshot } from '../../metrics/snapshot';
import { ALL_PARTS, type PartsInUse } from '../../terms/parts-in-use';
import { NO_GOALS, type Goals } from '../numbers/goals';
import { ltvHeadline } from '../numbers/ltv-headline';
import { ltvKind } from '../numbers/ltv-kind';
import { ltvMargin } from '../numbers/ltv-margin';

/** What Home shows of a snapshot. */
export interface HomeView {
  customers: number;
  orders: Snapshot['orders'];
  incompleteCustomers: number;
  history: Snapshot['history'];
  /** the first day of a newcomer that counts */
  cameSince: string | null;
  attention: Attention;
  comparison: Comparison;
  goals: Goals;
  /** null: the shop does not use it */
  nps: {
    /** whether any question was shown or answered */
    asked: boolean;
    /** of the newest 30 days; null where no day has an answer */
    recent: Snapshot['nps']['headline'] | null;
    headline: Snapshot['nps']['headline'];
    /** of the last seven days; null on a past day */
    unhappy: UnhappyWeek | null;
  } | null;
  /** null in numbers of an older release */
  statusFlow: Snapshot['statusFlow'] | null;
  stages: Snapshot['stages'];
  /** LTV less the entered costs, as the page of LTV has it; null where it is not known, or none is entered */
  net: { amount: number; days: number } | null;
  health: Snapshot['ltv']['health'];
  yearly: Snapshot['yearly'];
  /** share of the year's buyers who are repeaters */
  repeaters: number | null;
}

export function homeView(
  now: Snapshot,
  comparison: Comparison,
  attention: Attention,
  goals: Goals = NO_GOALS,
  parts: PartsInUse = ALL_PARTS,
  unhappy: UnhappyWeek | null = null,
): HomeView {
  const { nps, statusFlow } = now;
  return {
    customers: now.customers,
    orders: now.orders,
    incompleteCustomers: now.history.incompleteCustomers,
    history: now.history,
    cameSince: now.history.newcomersFrom ?? now.firstOrderDay,
    attention: parts.nps ? attention : withoutNps(attention),
    comparison,
    goals,
    nps: parts.nps
      ? {
          asked: nps.headline.answers > 0 || nps.responses.views > 0,
          recent: nps.trend.at(-1) ?? null,
          headline: nps.headline,
          unhappy,
        }
      : null,
    statusFlow: Number.isNaN(statusFlow.now) ? null : statusFlow,
    stages: now.stages,
    net: netOf(now),
    health: now.ltv.health,
    yearly: now.yearly,
    repeaters: now.repeat.repeatRate365,
  };
}

function netOf(now: Snapshot): HomeView['net'] {
  const { acquisitionCost, retentionCostPerYear } = now.ltv;
  // on revenue these two are taken, too; the cost of orders is a part of the margin
  const isNet =
    ltvKind(now.ltv) === 'net' || acquisitionCost !== null || retentionCostPerYear !== null;
  const shown = isNet ? ltvHeadline(now.ltv, ltvMargin(now)) : null;
  return shown?.whole === true ? { amount: shown.amount, days: shown.days } : null;
}

/** Lines of the survey; the others stay where they are. */
function withoutNps({ lines, ...attention }: Attention): Attention {
  return {
    ...attention,
    lines: lines.filter(({ kind }) => kind !== 'badWeeks' && kind !== 'shareLink'),
    placement: null,
  };
}
