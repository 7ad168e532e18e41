/** A customer's state by the days since the last purchase (README.md section 2). */
export type State = 'active' | 'atRisk' | 'lapsed';

/** @param silent days since the last purchase @param window the lapse window; half of it is not rounded */
export function stateAfter(silent: number, window: number): State {
  if (silent > window) return 'lapsed';
  return 2 * silent > window ? 'atRisk' : 'active';
}
