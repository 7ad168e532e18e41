import { Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { HeatTable } from '../charts/heat-table';
import { monthAfter } from './last-day';
import type { PageFormat } from './use-format';

interface CohortTableProps {
  caption: string;
  /** the month (`YYYY-MM`) of the last known day while it is not over */
  open: string | null;
  /** values by calendar months since the first purchase, up to the month of the last known day */
  rows: { month: string; customers: number; values: number[] }[];
  write: (value: number) => string;
  format: PageFormat;
  /** the month of the first purchase: plain where its shade would hide the others, hidden where it says nothing */
  firstMonth: 'shaded' | 'plain' | 'hidden';
}

/**
 * Two of them, the month of the first purchase and the customers, stand before the months. One order of
 * 1900 would make 1,500 columns, which no reader scrolls through; the JSON keeps all months.
 */
const MOST_COLUMNS = 60;
const MOST_MONTHS = MOST_COLUMNS - 2;

/** Cohorts by month of first purchase, oldest first; a month that has not begun is empty. */
export function CohortTable(props: CohortTableProps) {
  const { caption, open, write, format, firstMonth } = props;
  const { t } = useTranslation('numbers');
  const months = Math.max(0, ...props.rows.map((row) => row.values.length));
  const from = firstMonth === 'shaded' ? 0 : 1;
  const shown = firstMonth === 'hidden' ? 1 : 0;
  const most = shown + MOST_MONTHS;
  const rows = props.rows.map((row) => ({ ...row, values: row.values.slice(0, most) }));
  const highest = Math.max(...rows.flatMap((row) => row.values.slice(from)), Number.EPSILON);
  const since = Array.from({ length: Math.min(months, most) }, (_, index) => index).slice(shown);
  return (
    <div>
      <HeatTable
        caption={caption}
        corner={t('cohort.month')}
        before={[t('cohort.customers')]}
        heads={since.map((month) => t('cohort.since', { count: month }))}
        openMark={t('cohort.open')}
        rows={rows.map((row) => ({
          key: row.month,
          name: format.month(row.month),
          before: [format.number(row.customers)],
          cells: since.map((index) => {
            const value = row.values[index];
            if (value === undefined) return null;
            return {
              text: write(value),
              heat: index < from ? 0 : value / highest,
              open: monthAfter(row.month, index) === open,
            };
          }),
        }))}
      />
      {open !== null && (
        <Text as="p" tone="subdued">
          {t('cohort.note', { month: format.month(open) })}
        </Text>
      )}
      {months > most && (
        <Text as="p" tone="subdued">
          {t('cohort.more', { count: most - 1, n: format.number(most - 1) })}
        </Text>
      )}
    </div>
  );
}
