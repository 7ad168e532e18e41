import type { Snapshot } from '../../app/metrics/snapshot';
import { stagesView, type StagesView } from '../../app/ui/stages/view';
import { teaMoves, teaShop } from '../support/shops/tea-shop';

/** What the Stages page shows of a shop; the tea shop has moves, any other had no order by the day to compare with. */
export function stagesViewOf(
  snapshot: Snapshot,
  ends: Parameters<typeof stagesView>[1],
  moves: StagesView['moves'] = snapshot === teaShop ? teaMoves : null,
): StagesView {
  return stagesView(snapshot, ends, null, [], moves);
}
