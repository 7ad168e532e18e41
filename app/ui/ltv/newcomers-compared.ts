import type { Snapshot } from '../../metrics/snapshot';
import { SIGNIFICANT } from '../../terms/significance';

/** What one comparison says; `alike`: no customer differs from another, so chance has no size. */
type Verdict = 'less' | 'more' | 'chance' | 'alike';

interface ComparedRevenue {
  /** R(90) of the earlier newcomers */
  revenue: number;
  /** the difference in standard errors */
  z: number | null;
  verdict: Verdict;
}

export interface NewcomersCompared {
  /** noYear: the same quarter a year before is not known, so that a difference may be the season */
  kind: 'less' | 'more' | 'same' | 'noYear';
  /** against the four quarters before, taken together */
  before: ComparedRevenue;
  /** against the same quarter a year before; null where that is not known */
  year: (ComparedRevenue & { quarter: string }) | null;
}

/** Both comparisons of the latest newcomers (app/metrics/README.md section 2); null where there is none to compare with. */
export function newcomersCompared({
  newcomersChange: change,
  newcomers,
}: Pick<Snapshot, 'newcomersChange' | 'newcomers'>): NewcomersCompared | null {
  if (change === null) return null;
  const quarter = yearBefore(change.quarter);
  const revenue = newcomers[quarter]?.revenue['90'] ?? null;
  const year = revenue === null ? null : { quarter, ...against(revenue, change.zYear) };
  return {
    kind: kindOf(change, year !== null),
    before: against(change.before, change.z),
    year,
  };
}

type Change = NonNullable<Snapshot['newcomersChange']>;

function kindOf({ changed, revenue, before }: Change, hasYear: boolean): NewcomersCompared['kind'] {
  if (changed) return revenue < before ? 'less' : 'more';
  return hasYear ? 'same' : 'noYear';
}

const against = (revenue: number, z: number | null): ComparedRevenue => ({
  ...{ revenue, z },
  verdict: verdictOf(z),
});

function verdictOf(z: number | null): Verdict {
  if (z === null) return 'alike';
  if (Math.abs(z) <= SIGNIFICANT) return 'chance';
  return z < 0 ? 'less' : 'more';
}

/** 2024-Q1 of 2025-Q1. */
function yearBefore(quarter: string): string {
  const [year = '', number = ''] = quarter.split('-');
  return `${String(Number(year) - 1).padStart(4, '0')}-${number}`;
}
