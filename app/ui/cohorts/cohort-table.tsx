import { Text } from '@shopify/polaris';
import { useRef } from 'react';
import { cohortTexts } from '../../i18n/late/cohorts';
import type { ShownCohorts } from '../../metrics/cohorts/shown';
import { MOST_COHORTS } from '../../terms/cohorts';
import type { PageFormat } from '../numbers/use-format';
import { customersColumn } from '../people/customers-column';
import { amounts, inFile, numbers, words, type Column } from '../tables/columns';
import { DataTable } from '../tables/data-table';
import { useLateTexts } from '../frame/use-late-texts';
import { CellReader } from './cell-reader';
import { HEADS, highestOf, isOpen, LEAST_CUSTOMERS, meanOf, type CohortRow } from './mean';
import type { CohortsView } from './view';
import { plainPeriod, usePeriodNames } from './words';
import { cohortWho } from './whose';
import './cohorts.css';

interface CohortTableProps {
  view: CohortsView;
  shown: ShownCohorts;
  format: PageFormat;
}

/** Cohorts by the period of the first purchase, oldest first, their mean above; a period that has not begun is empty. */
export function CohortTable({ view, shown, format }: CohortTableProps) {
  const { t } = useLateTexts(cohortTexts);
  const box = useRef<HTMLDivElement>(null);
  const { grain, measure, isCumulative, renewals } = view.choice;
  const { periods, openUntil } = shown;
  const names = usePeriodNames(grain, format);
  const name = (at: number) => names(periods[at] ?? '');
  const rows = shown.rows.map(({ at, customers, totals }): CohortRow => ({
    ...{ at, customers },
    values: totals.map((total) => total / customers),
  }));
  // the first period hides the others where its shade counts; of buyers it is 100 %
  const from = isCumulative ? 0 : 1;
  const first = !isCumulative && measure === 'customers' ? 1 : 0;
  const highest = highestOf(rows, from);
  const column = (index: number): Column<CohortRow> => ({
    ...ofKind(index),
    text: (row) => text(row.values[index]),
    show: (row) =>
      isOpen(shown, row.at, index) ? (
        <span className="om-heat-open">
          {text(row.values[index])}
          <span className="om-hidden">{t('open')}</span>
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
      'start',
      t('start'),
      ({ at }) => (at === null ? t('mean') : name(at)),
      inFile(t('start'), ({ at }) =>
        at === null ? t('mean') : plainPeriod(grain, periods[at] ?? ''),
      ),
    ),
    customersColumn<CohortRow>(
      'customers',
      t('customers'),
      (row) => row.customers,
      format.number,
      ({ at }) => cohortWho(view, shown, at),
      { main: true },
    ),
    ...periods
      .map((_, index) => index)
      .slice(first)
      .map(column),
  ];
  const caption = t('caption', {
    measure: t(`measure.${measure}`),
    sum: isCumulative ? t('total') : t(`each.${grain}`),
    grain: t(`grain.${grain}`),
  });
  return (
    <div>
      <div ref={box} className="om-cohort-box">
        <DataTable
          caption={renewals === 'with' ? caption : t('plain', { caption })}
          columns={columns}
          rows={rows}
          keyOf={({ at }) => String(at)}
          total={rows.length > 1 ? meanOf(shown) : undefined}
          lengthOf={({ values }) => HEADS + values.length - first}
          folds="columns"
        />
        <CellReader box={box} view={view} shown={shown} format={format} first={first} />
      </div>
      {openUntil !== null && (
        <Text as="p" tone="subdued">
          {t(format.pastDay === null ? 'note' : 'notePast', {
            period: name(periods.length - 1),
            until: format.day(openUntil),
            day: format.day(format.pastDay),
          })}
        </Text>
      )}
      {rows.some(({ customers }) => customers < LEAST_CUSTOMERS) && (
        <Text as="p" tone="subdued">
          {t('few', { n: format.people(LEAST_CUSTOMERS) })}
        </Text>
      )}
      {periods.length >= MOST_COHORTS && (
        <Text as="p" tone="subdued">
          {t(`latest.${grain}`, { n: format.number(MOST_COHORTS) })}
        </Text>
      )}
    </div>
  );

  function text(value: number | undefined): string {
    if (value === undefined) return '';
    if (measure === 'customers') return format.percent(value, 0);
    return measure === 'orders' ? format.number(value, 2) : format.money(value);
  }

  function ofKind(index: number): Column<CohortRow> {
    const [key, label] = [String(index), t(`since.${grain}`, { count: index })];
    const value = (row: CohortRow) => row.values[index] ?? null;
    return measure === 'customers' || measure === 'orders'
      ? numbers(key, label, value, format.percent)
      : amounts(key, label, value, format);
  }
}
