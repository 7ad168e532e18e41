import { cohortTexts } from '../../i18n/late/cohorts';
import { useLateTexts } from '../frame/use-late-texts';
import type { ShownCohorts } from '../../metrics/cohorts/shown';
import type { PageFormat } from '../numbers/use-format';
import { isOpen, meanOf } from './mean';
import type { CohortsView } from './view';
import { usePeriodNames } from './words';

/** The table of a cell. */
export interface CellOf {
  view: CohortsView;
  shown: ShownCohorts;
  format: PageFormat;
}

/**
 * Says in a sentence what a cell means.
 * @returns of a row's key and the periods since the first purchase; null for a cell without a number
 */
export function useCellWords({ view, shown, format }: CellOf) {
  const { t, i18n } = useLateTexts(cohortTexts);
  const { grain, measure, isCumulative, renewals } = view.choice;
  const names = usePeriodNames(grain, format);
  const name = (at: number) => {
    const start = shown.periods[at] ?? '';
    return grain === 'week' ? t('cell.week', { day: format.day(start) }) : names(start);
  };
  const write = (value: number) => {
    if (measure === 'customers') return format.percent(value);
    return measure === 'orders' ? format.number(value, 2) : format.money(value);
  };
  const sum = isCumulative ? 'total' : 'each';

  return (key: string, since: number): string | null => {
    const label = t(`since.${grain}`, { count: since });
    if (key === 'null') {
      const value = meanOf(shown).values[since];
      return value === undefined ? null : t('cell.mean', { since: label, value: write(value) });
    }
    const row = shown.rows.find(({ at }) => String(at) === key);
    const total = row?.totals[since];
    if (row === undefined || total === undefined) return null;
    const open = isOpen(shown, row.at, since);
    const period = name(row.at + since);
    const sentence = t(`cell.${measure}.${sum}${open && isCumulative ? 'Open' : ''}`, {
      ...{ since: label, cohort: name(row.at), period },
      people: format.people(row.customers),
      total:
        measure === 'profit' || measure === 'revenue' ? format.money(total) : format.number(total),
      each: write(total / row.customers),
    });
    return [
      sentence,
      renewals === 'without' ? t('cell.plain') : '',
      open ? t('cell.open', { period, until: format.day(shown.openUntil) }) : '',
    ]
      .filter(Boolean)
      .join(i18n.language === 'ja' ? '' : ' ');
  };
}
