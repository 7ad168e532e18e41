import type { Comparison } from '../../metrics/compare/compare';
import type { Snapshot } from '../../metrics/snapshot';
import { FIRST_PROMOTER, LAST_DETRACTOR, type ScoreGroup } from '../../terms/scores';

type Nps = Snapshot['nps'];
export type Score = Nps['headline'];

/** Of the weeks in which the score fell. */
export interface WeeksView {
  /** the days of the lowest window, by the first day of the weeks */
  windows: { week: string; from: string; to: string }[];
  /** newest first; `answeredAt` in ISO 8601 */
  comments: { week: string; id: string; score: number; comment: string; answeredAt: string }[];
  notes: { day: string; note: string }[];
}

/** Of a shop whose score never fell. */
export const NO_WEEKS: WeeksView = { windows: [], comments: [], notes: [] };

/** What the NPS page shows. */
export interface NpsView {
  customers: number;
  nps: Nps;
  /** null: there is no day to compare with */
  comparison: Comparison | null;
  /** the shop's goal for the last 30 days; null: none is set */
  goal: number | null;
}

export function npsView(
  now: Snapshot,
  comparison: Comparison | null = null,
  goal: number | null = null,
): NpsView {
  return {
    customers: now.customers,
    nps: now.nps,
    comparison,
    goal,
  };
}

export function groupOf(score: number): ScoreGroup {
  if (score >= FIRST_PROMOTER) return 'promoters';
  return score > LAST_DETRACTOR ? 'passives' : 'detractors';
}

export const GROUP_TONES: Record<ScoreGroup, string> = {
  promoters: 'om-tone-promoters',
  passives: 'om-tone-passives',
  detractors: 'om-tone-detractors',
};
