import { useTranslation } from 'react-i18next';
import { cohortCell } from '../../i18n/late/cohort-cell';
import { useLateTexts } from '../frame/use-late-texts';
import type { CellLineProps } from './cell-line';
import { isOpen, meanOf } from './mean';
import { periodName } from './words';

/**
 * Says in a sentence what a cell means.
 * @returns of a row's key and the periods since the first purchase; null for a cell without a number
 */
export function useCellWords({ view, shown, format }: CellLineProps) {
  const { t } = useLateTexts(cohortCell);
  const { t: own, i18n } = useTranslation('numbers');
  const { grain, measure, isCumulative, renewals } = view.choice;
  const name = (at: number) => {
    const start = shown.periods[at] ?? '';
    return grain === 'week'
      ? t('week', { day: format.day(start) })
      : periodName(own, format, grain, start);
  };
  const write = (value: number) => {
    if (measure === 'customers') return format.percent(value);
    return measure === 'orders' ? format.number(value, 2) : format.money(value);
  };
  const sum = isCumulative ? 'total' : 'each';

  return (key: string, since: number): string | null => {
    const label = own(`cohort.since.${grain}`, { count: since });
    if (key === 'null') {
      const value = meanOf(shown).values[since];
      return value === undefined ? null : t('mean', { since: label, value: write(value) });
    }
    const row = shown.rows.find(({ at }) => String(at) === key);
    const total = row?.totals[since];
    if (row === undefined || total === undefined) return null;
    const open = isOpen(shown, row.at, since);
    const period = name(row.at + since);
    const sentence = t(`${measure}.${sum}${open && isCumulative ? 'Open' : ''}`, {
      ...{ since: label, cohort: name(row.at), period },
      people: format.people(row.customers),
      total:
        measure === 'profit' || measure === 'revenue' ? format.money(total) : format.number(total),
      each: write(total / row.customers),
    });
    return [
      sentence,
      renewals === 'without' ? t('plain') : '',
      open ? t('open', { period, until: format.day(shown.openUntil) }) : '',
    ]
      .filter(Boolean)
      .join(i18n.language === 'ja' ? '' : ' ');
  };
}
