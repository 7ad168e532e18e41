import type { Comparison } from '../../metrics/compare/compare';
import type { ShownNumber } from '../../metrics/shown';
import type { Snapshot } from '../../metrics/snapshot';
import type { Split } from '../../metrics/split/split.server';
import { ALL_PARTS, type PartsInUse } from '../../terms/parts-in-use';
import type { CohortsView } from '../cohorts/view';
import { SPLITS, type SplitBy } from '../../terms/splits';
import type { FilteredStatus } from '../frame/page-status';
import type { ViewAddress } from '../frame/view-address';
import { newcomersCompared, type NewcomersCompared } from './newcomers-compared';

/** What the LTV page shows. */
export interface LtvView extends LtvNumbers {
  cohorts: CohortsView;
}

/** What it shows of a snapshot alone. */
export interface LtvNumbers {
  /** LTV_NUMBERS */
  numbers: readonly ShownNumber[];
  incompleteMonth: string | null;
  customers: number;
  daysOfOrders: number;
  lapseDays: number;
  margin: Snapshot['margin'];
  ltv: Snapshot['ltv'];
  /** by quarter of the first purchase, oldest first */
  newcomers: ({ quarter: string } & Snapshot['newcomers'][string])[];
  newcomersChange: Snapshot['newcomersChange'];
  /** null where newcomersChange is */
  newcomersCompared: NewcomersCompared | null;
  yearly: Snapshot['yearly'];
  /** share of the year's buyers who are repeaters */
  repeaters: number | null;
  history: Snapshot['history'];
  /** the first day of a newcomer that counts */
  cameSince: string | null;
  /** customers' latest answers; null: the shop does not use NPS */
  nps: Snapshot['nps']['headline'] | null;
  /** null: there is no day to compare with */
  comparison: Comparison | null;
  /** counted orders, and their revenue */
  counted: { orders: number; revenue: number };
  /** what the curve can be split by: whatever its customers' first orders differ in */
  splits: readonly SplitBy[];
  /** the split in the address; null: none, or it is being counted */
  split: Split | null;
  /** by which a goal is saved; null where the page is of a part of the customers */
  settingsVersion: number | null;
  /** the shop's goal for a year's worth of a customer; null: none, or the page is of a part of the customers */
  goal: number | null;
}

/** What came of saving a goal; `meanwhile`: nothing was saved, the goal is this amount now. */
export type GoalAnswer =
  { saved: number } | { fault: string } | { meanwhile: number | null; version: number };

/** @param numbers those of LTV_NUMBERS */
export function ltvView(
  snapshot: Snapshot,
  numbers: readonly ShownNumber[],
  comparison: Comparison | null = null,
  goal: number | null = null,
  parts: PartsInUse = ALL_PARTS,
  settingsVersion: number | null = null,
  { splits, split }: Pick<LtvView, 'splits' | 'split'> = { splits: [], split: null },
): LtvNumbers {
  const { incompleteMonth, customers, daysOfOrders, lapseDays, margin, ltv } = snapshot;
  return {
    numbers,
    incompleteMonth,
    customers,
    daysOfOrders,
    lapseDays,
    margin,
    ltv,
    newcomers: Object.entries(snapshot.newcomers)
      .map(([quarter, numbers]) => ({ quarter, ...numbers }))
      .sort((a, b) => a.quarter.localeCompare(b.quarter)),
    newcomersChange: snapshot.newcomersChange,
    newcomersCompared: newcomersCompared(snapshot),
    yearly: snapshot.yearly,
    repeaters: snapshot.repeat.repeatRate365,
    history: snapshot.history,
    cameSince: snapshot.history.newcomersFrom ?? snapshot.firstOrderDay,
    nps: parts.nps ? snapshot.nps.headline : null,
    comparison,
    counted: { orders: snapshot.orders.counted, revenue: snapshot.revenue },
    ...{ settingsVersion, goal, splits, split },
  };
}

/** What the curve can be split by. A choice of the page's filter is none: it leaves one group. */
export function splitsOf(
  filtered: FilteredStatus | null,
  { filter }: Pick<ViewAddress, 'filter'>,
  parts: PartsInUse,
): SplitBy[] {
  if (filtered === null) return [];
  const { products, sources, discount, plan } = filtered.choices;
  const differs = {
    ...{ product: products.length > 1, discount, source: sources.length > 1 },
    plan: plan && parts.subscriptions,
  };
  return SPLITS.filter((by) => differs[by] && filter[by] === undefined);
}
