import { REASON_EDITION, REASONS, type EarlierEdition, type Reason } from '../../terms/reasons';
import type { NpsView } from './view';

type Counts = Record<Reason, number>;

/**
 * Detractors by the reason that they chose, the current sentences apart from each earlier edition that was
 * chosen from. A snapshot older than `reasonsByEdition` has the first edition alone.
 */
export function reasonsApart({ reasons, reasonsByEdition }: NpsView['nps']): {
  reasons: Counts;
  earlier: { edition: EarlierEdition; reasons: Counts }[];
} {
  const chosen = REASONS.some((reason) => reasons[reason] > 0);
  const apart =
    reasonsByEdition.length > 0 || !chosen
      ? reasonsByEdition
      : [{ edition: 1 as const, ...reasons }];
  const none = { indifference: 0, product: 0, competitor: 0, other: 0 };
  return {
    reasons: apart.find(({ edition }) => edition === REASON_EDITION) ?? none,
    earlier: apart.flatMap(({ edition, ...counts }) =>
      edition === REASON_EDITION ? [] : [{ edition, reasons: counts }],
    ),
  };
}
