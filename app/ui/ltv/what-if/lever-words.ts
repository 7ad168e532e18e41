import { useTranslation } from 'react-i18next';
import { whatIfTexts } from '../../../i18n/late/what-if';
import type { Lever } from '../../../metrics/formulas/what-if';
import { useLateTexts } from '../../frame/use-late-texts';
import type { PageFormat } from '../../numbers/use-format';

/** How an element is said: its name, a value with its unit, and how far it is moved. */
export function useLeverWords(lever: Lever, format: PageFormat) {
  const { t } = useTranslation('ltv');
  const { t: own } = useLateTexts(whatIfTexts);
  return {
    name: t(`element.${lever}.name`),
    value: (value: number): string => {
      switch (lever) {
        case 'frequency':
          return t('element.frequency.value', { n: format.number(value, 2) });
        case 'duration':
          return format.days(value);
        case 'grossMargin':
          return format.percent(value);
        case 'retentionCost':
          return t('element.retentionCost.value', { amount: format.money(value) });
        default:
          return format.money(value);
      }
    },
    /** what stands behind a field of plain numbers */
    unit:
      lever === 'frequency' || lever === 'duration' || lever === 'grossMargin'
        ? own(`unit.${lever}`)
        : format.currency,
    moved: (change: number): string => {
      const rounded = Number((100 * change).toFixed(1));
      if (rounded === 0) return own('moved.none');
      const size = format.number(Math.abs(rounded), 1);
      return own(lever === 'grossMargin' ? 'moved.points' : 'moved.percent', {
        change: `${rounded > 0 ? '+' : '−'}${size}`,
      });
    },
  };
}
