import type { TFunction } from 'i18next';
import { REASON_EDITION, type Reason, type ReasonEdition } from '../../terms/reasons';

/** The sentence that a buyer chose as reason, as it read then; an earlier one says so. */
export function reasonText(t: TFunction<'nps'>, reason: Reason, edition: ReasonEdition): string {
  return edition === REASON_EDITION
    ? t(`reason.${reason}`)
    : t('reasons.earlier.sentence', { sentence: t(`earlierReason.${edition}.${reason}`) });
}
