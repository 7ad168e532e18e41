import { readable } from '../../../app/metrics/readable';
import type { Snapshot } from '../../../app/metrics/snapshot';

/** A made-up snapshot: a number that it does not say is 12, so that a new number needs no word here. */
export function complete(said: Partial<Snapshot>): Snapshot {
  const { snapshot } = readable(said);
  const unsaid = Object.entries(snapshot).filter(([, value]) => Number.isNaN(value));
  return { ...snapshot, ...Object.fromEntries(unsaid.map(([key]) => [key, 12])) };
}
