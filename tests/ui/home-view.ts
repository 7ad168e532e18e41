import { attentionOf } from '../../app/metrics/attention/attention';
import { subjectOf } from '../../app/metrics/attention/lines';
import { compareDays } from '../../app/metrics/compare/compare';
import { comparedDay } from '../../app/metrics/compare/compared-day';
import type { Snapshot } from '../../app/metrics/snapshot';
import type { Goals } from '../../app/ui/numbers/goals';
import { homeView, type HomeView } from '../../app/ui/home/view';

/** What Home's loader sends of a shop without dismissed lines. @param before of the day to compare with */
export function homeViewOf(now: Snapshot, before: Snapshot | null, goals?: Goals): HomeView {
  const day = before?.asOf ?? comparedDay('month', now.asOf);
  const lines = attentionOf(now, false).map((line) => ({ ...line, topic: subjectOf(line) }));
  const attention = { lines, placement: null, dismissible: true };
  return homeView(now, compareDays(now, before, day), attention, goals);
}
