import { numbersAt } from '../../app/metrics/shown';
import type { Snapshot } from '../../app/metrics/snapshot';
import { LTV_NUMBERS } from '../../app/ui/ltv/numbers';
import { ltvView } from '../../app/ui/ltv/view';

/** What the LTV page's loader sends. */
export const ltvViewOf = (snapshot: Snapshot) =>
  ltvView(snapshot, numbersAt(snapshot, LTV_NUMBERS));
