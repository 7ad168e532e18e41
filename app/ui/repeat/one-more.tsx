import { repeatMore } from '../../i18n/late/repeat-more';
import { useLateTexts } from '../frame/use-late-texts';
import { Term } from '../numbers/definition';
import type { PartProps } from './second-purchase';
import { worthiestStep } from './step-worth';

/** The funnel in money: the step on which one purchase more would be worth most, in a sentence. */
export function OneMore({ view, format }: PartProps) {
  const { t } = useLateTexts(repeatMore);
  const most = worthiestStep(view.repeat);
  if (most === null) return null;
  const { step, customers, each, all } = most;
  return (
    <div>
      <p>
        {t('worth.meaning', {
          ...{ before: format.number(step), n: format.number(step + 1) },
          ...{ each: format.money(each), people: format.people(customers) },
          amount: format.headlineMoney(all),
        })}
      </p>
      <p className="om-range">
        <Term name="repeatMore:definition.stepWorth">{t('worth.each')}</Term>
        {' · '}
        {t('worth.caution')}
      </p>
    </div>
  );
}
