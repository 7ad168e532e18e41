import { Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { amounts, inFile, numbers, words, type Column } from '../tables/columns';
import { DataTable } from '../tables/data-table';
import { highestOf, LEAST_CUSTOMERS, meanOf, type CohortRow } from './cohort-mean';
import { monthAfter } from './last-day';
import type { PageFormat } from './use-format';
import '../tables/table.css';

interface CohortTableProps {
  caption: string;
  /** the month (`YYYY-MM`) of the last known day while it is not over */
  open: string | null;
  /** values by calendar months since the first purchase, up to the month of the last known day */
  rows: CohortRow[];
  kind: 'money' | 'share';
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

/** Cohorts by month of first purchase, oldest first, their mean above; a month that has not begun is empty. */
export function CohortTable(props: CohortTableProps) {
  const { caption, open, kind, format, firstMonth } = props;
  const { t } = useTranslation('numbers');
  const months = Math.max(0, ...props.rows.map((row) => row.values.length));
  const from = firstMonth === 'shaded' ? 0 : 1;
  const shown = firstMonth === 'hidden' ? 1 : 0;
  const most = shown + MOST_MONTHS;
  const rows = props.rows.map((row) => ({ ...row, values: row.values.slice(0, most) }));
  const highest = highestOf(rows, from);
  const isOpen = (row: CohortRow, index: number) =>
    row.month !== null && monthAfter(row.month, index) === open;
  const column = (index: number): Column<CohortRow> => ({
    ...own(index),
    text: (row) => text(row.values[index]),
    show: (row) =>
      isOpen(row, index) ? (
        <span className="om-heat-open">
          {text(row.values[index])}
          <span aria-hidden="true">*</span>
          <span className="om-hidden">{t('cohort.open')}</span>
        </span>
      ) : (
        text(row.values[index])
      ),
    heat: (row) => {
      const value = row.values[index];
      const shaded = value !== undefined && index >= from && row.customers >= LEAST_CUSTOMERS;
      return shaded ? value / highest : null;
    },
  });
  const columns = [
    words<CohortRow>(
      'month',
      t('cohort.month'),
      ({ month }) => (month === null ? t('cohort.mean') : format.month(month)),
      inFile(t('cohort.month'), ({ month }) => month ?? t('cohort.mean')),
    ),
    numbers<CohortRow>('customers', t('cohort.customers'), (row) => row.customers, format.number, {
      main: true,
    }),
    ...Array.from({ length: Math.min(months, most) }, (_, index) => index)
      .slice(shown)
      .map(column),
  ];
  const few = rows.some(({ customers }) => customers < LEAST_CUSTOMERS);
  return (
    <div>
      <DataTable
        caption={caption}
        columns={columns}
        rows={rows}
        keyOf={({ month }) => month ?? ''}
        total={rows.length > 1 ? meanOf(rows, isOpen) : undefined}
        folds="columns"
      />
      {open !== null && (
        <Text as="p" tone="subdued">
          {t(format.pastDay === null ? 'cohort.note' : 'cohort.notePast', {
            month: format.month(open),
            day: format.day(format.pastDay),
          })}
        </Text>
      )}
      {few && (
        <Text as="p" tone="subdued">
          {t('cohort.few', { n: format.people(LEAST_CUSTOMERS) })}
        </Text>
      )}
      {months > most && (
        <Text as="p" tone="subdued">
          {t('cohort.more', { count: most - 1, n: format.number(most - 1) })}
        </Text>
      )}
    </div>
  );

  function text(value: number | undefined): string {
    if (value === undefined) return '';
    return kind === 'money' ? format.money(value) : format.percent(value, 0);
  }

  function own(index: number): Column<CohortRow> {
    const [key, label] = [String(index), t('cohort.since', { count: index })];
    const value = (row: CohortRow) => row.values[index] ?? null;
    return kind === 'money'
      ? amounts(key, label, value, format)
      : numbers(key, label, value, format.percent);
  }
}
