import type { GoalSettings } from '../../metrics/settings';

/** The shop's own goals; null: none is set. */
export interface Goals extends GoalSettings {
  /** F2 within 90 days */
  f2: number | null;
}

export const NO_GOALS: Goals = { f2: null, ltv365: null, nps: null, repeaters: null };
