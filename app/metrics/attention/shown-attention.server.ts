import { settingsOf, type Shop } from '../../store/shops/shops';
import type { SurveyPlace } from '../../terms/survey-places';
import type { Snapshot } from '../snapshot';
import { attentionOf, placeOfPlacement } from './attention';
import { dismissalsSchema, isDismissed, PLACEMENT, undismissed } from './dismissals';
import { subjectOf, type AttentionLine } from './lines';

/** What Home shows of the lines; `topic` names one where it is dismissed. */
export interface Attention {
  lines: (AttentionLine & { topic: string })[];
  /** what the browser asks Shopify about the survey's placement; null: it has nothing to ask */
  placement: {
    /** the places where the survey may stand, by its settings */
    places: SurveyPlace[];
    /** how many of the lines come before one about the placement */
    at: number;
    dismissed: boolean;
  } | null;
  dismissible: boolean;
}

/**
 * The lines of a snapshot. Those of a past day are all shown, dismissed or not.
 * @param shareLink as in `attentionOf`
 * @param places where the survey may stand; none while it is off
 */
export function shownAttention(
  shop: Pick<Shop, 'settings'>,
  snapshot: Snapshot,
  {
    isPast,
    shareLink,
    places,
  }: { isPast: boolean; shareLink: boolean | null; places: SurveyPlace[] },
): Attention {
  const all = attentionOf(snapshot, shareLink);
  const dismissals = isPast ? { dismissed: [] } : settingsOf(shop, 'attention', dismissalsSchema);
  const lines = undismissed(all, dismissals);
  return {
    lines: lines.map((line) => ({ ...line, topic: subjectOf(line) })),
    placement:
      isPast || places.length === 0
        ? null
        : {
            places,
            at: placeOfPlacement(lines),
            dismissed: isDismissed(dismissals, PLACEMENT, 1),
          },
    dismissible: !isPast,
  };
}
