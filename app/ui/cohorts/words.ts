import { cohortTexts } from '../../i18n/late/cohorts';
import type { Grain } from '../../terms/cohorts';
import type { PageFormat } from '../numbers/use-format';
import { useLateTexts } from '../frame/use-late-texts';
import { quarterParts } from '../numbers/quarter';

const DAY_MS = 86_400_000;

/** A quarter's name by its first day: `2026-Q2`. */
const quarterOf = (start: string) =>
  `${start.slice(0, 4)}-Q${Math.ceil(Number(start.slice(5, 7)) / 3)}`;

/** Writes periods in words, by their first day: “Mar 2026”, “Week of Mar 2, 2026”, “Q1 2026”. */
export function usePeriodNames(grain: Grain, format: PageFormat): (start: string) => string {
  const { t } = useLateTexts(cohortTexts);
  return (start) => {
    if (grain === 'month') return format.month(start.slice(0, 7));
    return grain === 'week'
      ? t('weekOf', { day: format.day(start) })
      : t('numbers:quarter', quarterParts(quarterOf(start)));
  };
}

/** A period by ISO 8601, for a file: 2026-03, 2026-W10, 2026-Q1. */
export function plainPeriod(grain: Grain, start: string): string {
  if (grain === 'month') return start.slice(0, 7);
  return grain === 'week' ? weekOf(start) : quarterOf(start);
}

/** The ISO week of a Monday: its Thursday's year has it. */
function weekOf(monday: string): string {
  const thursday = new Date(Date.parse(`${monday}T00:00:00Z`) + 3 * DAY_MS);
  const year = thursday.getUTCFullYear();
  const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / DAY_MS / 7) + 1;
  return `${String(year).padStart(4, '0')}-W${String(week).padStart(2, '0')}`;
}
