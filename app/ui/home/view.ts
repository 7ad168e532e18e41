import type { Snapshot } from '../../metrics/snapshot';
import { F2_BENCHMARK } from '../../terms/benchmarks';
import { bestQuarter, type BestQuarter } from '../numbers/f2-benchmarks';
import { type Headline, ltvHeadline } from '../numbers/ltv-headline';
import { type LtvKind, ltvKind } from '../numbers/ltv-kind';

/** The part of a snapshot that Home shows, and a month ago beside it. */
export interface HomeView {
  customers: number;
  orders: Snapshot['orders'];
  incompleteCustomers: number;
  ltv: Pick<Snapshot['ltv'], 'durationDays' | 'health'> & {
    kind: LtvKind;
    headline: Headline | null;
  };
  history: Snapshot['history'];
  /** the first day of a newcomer that counts */
  cameSince: string | null;
  yearly: Snapshot['yearly'];
  /** share of the year's buyers who are repeaters */
  repeaters: number | null;
  f2: {
    value: number | null;
    interval: [number, number] | null;
    benchmark: number;
    best: BestQuarter | null;
    /** while 90 days are not known yet: the longest known period */
    soFar: { days: number; value: number } | null;
  };
  funnel: number[];
  leaveMost: Snapshot['repeat']['leaveMost'];
  stages: Snapshot['stages'];
  nps: Pick<Snapshot['nps'], 'headline' | 'responses' | 'tribe'>;
  changes: { since: string; rows: Change[] } | null;
}

type ChangeName = 'ltv' | 'f2' | 'averageOrderValue' | 'customers' | 'active' | 'repeaters' | 'nps';

export interface Change {
  name: ChangeName;
  kind: 'money' | 'share' | 'count' | 'score';
  now: number | null;
  before: number | null;
  /** if the two were counted over different durations: the days then */
  beforeDays?: number;
}

/**
 * @param before the snapshot of last month's end; null: not counted yet
 * @param benchmark of F2, a setting of the shop
 */
export function homeView(
  now: Snapshot,
  before: Snapshot | null,
  benchmark: number = F2_BENCHMARK,
): HomeView {
  const { durationDays, health } = now.ltv;
  return {
    customers: now.customers,
    orders: now.orders,
    incompleteCustomers: now.history.incompleteCustomers,
    ltv: {
      kind: ltvKind(now.ltv),
      headline: ltvHeadline(now.ltv, now.margin.rate),
      durationDays,
      health,
    },
    history: now.history,
    cameSince: now.history.newcomersFrom ?? now.firstOrderDay,
    yearly: now.yearly,
    repeaters: now.repeat.repeatRate365,
    f2: {
      value: now.repeat.within['90'],
      interval: now.repeat.withinInterval['90'],
      benchmark,
      best: bestQuarter(now.newcomers),
      soFar: f2SoFar(now.repeat.within),
    },
    funnel: now.repeat.funnel,
    leaveMost: now.repeat.leaveMost,
    stages: now.stages,
    nps: { headline: now.nps.headline, responses: now.nps.responses, tribe: now.nps.tribe },
    changes: before && { since: before.asOf, rows: changes(now, before) },
  };
}

function changes(now: Snapshot, before: Snapshot): Change[] {
  const row = (
    name: ChangeName,
    kind: Change['kind'],
    read: (snapshot: Snapshot) => number | null,
  ): Change => ({ name, kind, now: read(now), before: read(before) });
  return [
    ltvChange(now.ltv, before.ltv),
    row('f2', 'share', (snapshot) => snapshot.repeat.within['90']),
    row('averageOrderValue', 'money', (snapshot) => snapshot.ltv.averageOrderValueToDate),
    row('customers', 'count', (snapshot) => snapshot.customers),
    row('active', 'count', (snapshot) => snapshot.status.active),
    row('repeaters', 'share', (snapshot) => snapshot.repeat.repeatRate365),
    // a shop without answers has nothing to compare
    ...(now.nps.headline.answers > 0
      ? [row('nps', 'score', (snapshot) => snapshot.nps.headline.score)]
      : []),
  ];
}

function f2SoFar(within: Snapshot['repeat']['within']): HomeView['f2']['soFar'] {
  const days = (['60', '30'] as const).find((known) => within[known] !== null);
  const value = days === undefined ? null : within[days];
  return days === undefined || value === null ? null : { days: Number(days), value };
}

/** LTV of profit and of revenue are two numbers; LTV of two durations is one, with the other days named. */
function ltvChange(now: Snapshot['ltv'], before: Snapshot['ltv']): Change {
  const change = { name: 'ltv', kind: 'money', now: now.value } as const;
  if (now.valueBasis !== before.valueBasis) return { ...change, before: null };
  return now.durationDays === before.durationDays
    ? { ...change, before: before.value }
    : { ...change, before: before.value, beforeDays: before.durationDays };
}
