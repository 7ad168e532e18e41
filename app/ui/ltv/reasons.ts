import type { useTranslation } from 'react-i18next';
import type { PageFormat } from '../numbers/use-format';
import type { LtvView } from './view';

type Translate = ReturnType<typeof useTranslation>['t'];

/** Why R(T) and the numbers from it cannot be known yet. */
export function notKnown(t: Translate, view: LtvView, format: PageFormat): string {
  const days = format.days(view.ltv.durationDays);
  return view.daysOfOrders < view.ltv.durationDays
    ? t('reason.young', { days, so: format.days(view.daysOfOrders) })
    : t('reason.fewObserved', { days });
}
