import type { ShopId } from '../../store/db.server';
import type { Snapshot } from '../snapshot';
import { attentionOf } from './attention';
import { isDismissed, PLACEMENT, undismissed } from './dismissals';
import { readDismissals } from './dismissals.server';
import { subjectOf, type AttentionLine } from './lines';

/** What Home shows of the lines; `topic` names one where it is dismissed. */
export interface Attention {
  lines: (AttentionLine & { topic: string })[];
  /** whether the browser asks Shopify if the survey is placed */
  asksPlacement: boolean;
  dismissible: boolean;
}

/**
 * The lines of a snapshot. Those of a past day are all shown, dismissed or not.
 * @param shareLink as in `attentionOf`
 */
export async function readAttention(
  shop: ShopId,
  snapshot: Snapshot,
  { isPast, shareLink, asks }: { isPast: boolean; shareLink: boolean | null; asks: boolean },
): Promise<Attention> {
  const lines = attentionOf(snapshot, shareLink);
  const dismissals = isPast ? { dismissed: [] } : await readDismissals(shop);
  return {
    lines: undismissed(lines, dismissals).map((line) => ({ ...line, topic: subjectOf(line) })),
    asksPlacement: !isPast && asks && !isDismissed(dismissals, PLACEMENT, 1),
    dismissible: !isPast,
  };
}
