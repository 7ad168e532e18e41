import { knownDurations, LEVERS, type Changes, type Lever, type Observed } from './what-if';

/** How far an element can be moved, as `Changes` says it. */
export interface LeverRange {
  least: number;
  most: number;
}

const MOST = 1;
const LEAST = -0.5;
/** A cost can be saved whole. */
const NO_COST = -1;
const MOST_POINTS = 0.5;

/** The range of an element; null where it is not known, or nothing can be moved. */
export function leverRange(of: Observed, lever: Lever): LeverRange | null {
  switch (lever) {
    case 'frequency':
    case 'averageOrderValue':
      return { least: LEAST, most: MOST };
    case 'duration': {
      const known = knownDurations(of).map(({ change }) => change);
      return known.length < 2 ? null : { least: Math.min(...known), most: Math.max(...known) };
    }
    case 'grossMargin':
      return of.grossMargin === null
        ? null
        : { least: -MOST_POINTS, most: Math.max(0, Math.min(MOST_POINTS, 1 - of.grossMargin)) };
    case 'acquisitionCost':
      return of.acquisitionCost ? { least: NO_COST, most: MOST } : null;
    case 'retentionCost':
      return of.retentionCostPerYear ? { least: NO_COST, most: MOST } : null;
  }
}

/**
 * Changes as these observed elements take them: kept in their ranges, a duration at the nearest one that is known, and
 * none of an element that is not known. An address may be of another day.
 */
export function within(of: Observed, changes: Changes): Changes {
  return Object.fromEntries(
    LEVERS.flatMap((lever) => {
      const range = leverRange(of, lever);
      const given = changes[lever] ?? 0;
      if (range === null || given === 0) return [];
      const kept = Math.min(range.most, Math.max(range.least, given));
      const change = lever === 'duration' ? nearestDuration(of, kept) : kept;
      return change === 0 ? [] : [[lever, change] as const];
    }),
  );
}

function nearestDuration(of: Observed, change: number): number {
  const distance = (other: number) => Math.abs(other - change);
  return knownDurations(of).reduce(
    (nearest, one) => (distance(one.change) < distance(nearest) ? one.change : nearest),
    0,
  );
}
