import { stateAfter, type State } from '../orders/silence';
import type { Snapshot } from '../snapshot';

/**
 * Customers by state as of a snapshot's day, counted with another day's lapse window.
 * @returns null where the snapshot is older than `recency`, or does not reach as far back as the window
 */
export function statesWithin(
  { customers, recency }: Pick<Snapshot, 'customers' | 'recency'>,
  window: number,
): Record<State, number> | null {
  if (recency === null) return null;
  const states = { active: 0, atRisk: 0, lapsed: 0 };
  recency.customers.forEach((some, silent) => {
    states[stateAfter(silent, window)] += some;
  });
  const beyond = customers - recency.customers.reduce((sum, some) => sum + some, 0);
  if (window > recency.upTo && beyond > 0) return null;
  return { ...states, lapsed: states.lapsed + beyond };
}
