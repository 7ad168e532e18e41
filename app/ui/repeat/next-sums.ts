import type { PageStatus } from '../frame/page-status';
import { nextSums } from '../sheets/repeat-more-sums';
import { withSums } from '../sheets/with-sums';
import type { NextSteps } from './view';

/** A page's status with the sums behind what was bought next. @param next null: being counted */
export function withNextSums(status: PageStatus, next: NextSteps | null): PageStatus {
  return next === null
    ? status
    : withSums(status, { 'repeatMore.nextProducts': nextSums(next.second) });
}
