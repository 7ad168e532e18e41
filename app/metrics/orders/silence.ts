/** A customer's state by the days since the last purchase (README.md section 2). */
export type State = 'active' | 'atRisk' | 'lapsed';

/** The most days since the last purchase of an active and of an at-risk customer. @param window the lapse window; half of it is not rounded */
export const longestSilence = (window: number) => ({
  active: Math.floor(window / 2),
  atRisk: window,
});

/** @param silent days since the last purchase @param window the lapse window */
export function stateAfter(silent: number, window: number): State {
  const longest = longestSilence(window);
  if (silent > longest.atRisk) return 'lapsed';
  return silent > longest.active ? 'atRisk' : 'active';
}
