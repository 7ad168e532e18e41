import { useTranslation } from 'react-i18next';
import { customersColumn } from '../people/customers-column';
import { newcomersIn, quarterDays } from '../people/newcomers-who';
import { amounts, inFile, numbers, words } from '../tables/columns';
import { DataTable } from '../tables/data-table';
import { plainQuarter, quarterParts } from '../numbers/quarter';
import { Section } from '../frame/section';
import type { PartProps } from './formula';

/** First purchases by quarter: which newcomers turned out best. */
export function Quarters({ view, format }: PartProps) {
  const { t } = useTranslation(['ltv', 'numbers']);
  const { quarters, durationDays } = view.ltv;
  // counted over the duration, a year at most
  const days = format.days(Math.min(durationDays, 365));
  const known = quarters.filter((quarter) => quarter.revenue !== null);
  if (known.length === 0)
    return (
      <Section
        title={t('quarters.title')}
        term="ltv:definition.quarters"
        meaning={t('quarters.notYet', { days })}
      />
    );
  const best = known.reduce((a, b) => ((b.revenue ?? 0) > (a.revenue ?? 0) ? b : a));
  const name = (quarter: string) => t('numbers:quarter', quarterParts(quarter));
  return (
    <Section
      title={t('quarters.title')}
      term="ltv:definition.quarters"
      meaning={t('quarters.meaning', {
        quarter: name(best.quarter),
        amount: format.headlineMoney(best.revenue),
        days,
      })}
    >
      <DataTable<(typeof quarters)[number]>
        caption={t('quarters.title')}
        columns={[
          words(
            'quarter',
            t('quarters.quarter'),
            ({ quarter }) =>
              quarter === best.quarter
                ? t('quarters.best', { quarter: name(quarter) })
                : name(quarter),
            inFile(t('quarters.quarter'), ({ quarter }) => plainQuarter(quarter)),
          ),
          customersColumn(
            'customers',
            t('quarters.customers'),
            (row) => row.customers,
            format.number,
            ({ quarter }) => [newcomersIn(view.history.newcomersFrom, quarterDays(quarter))],
          ),
          amounts('value', t('quarters.averageOrderValue'), (row) => row.averageOrderValue, format),
          numbers(
            'frequency',
            t('quarters.frequency'),
            (row) => row.annualPurchaseFrequency,
            (n) => format.number(n, 2),
          ),
          amounts('revenue', t('quarters.revenue'), (row) => row.revenue, format, { main: true }),
        ]}
        rows={quarters}
        keyOf={({ quarter }) => quarter}
        marked={({ quarter }) => quarter === best.quarter}
      />
    </Section>
  );
}
