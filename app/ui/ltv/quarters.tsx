import { useTranslation } from 'react-i18next';
import { DataTable } from '../charts/data-table';
import { quarterParts } from '../numbers/quarter';
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
        amount: format.money(best.revenue),
        days,
      })}
    >
      <DataTable
        caption={t('quarters.title')}
        columns={[
          { key: 'quarter', label: t('quarters.quarter') },
          { key: 'customers', label: t('quarters.customers') },
          { key: 'value', label: t('quarters.averageOrderValue') },
          { key: 'frequency', label: t('quarters.frequency') },
          { key: 'revenue', label: t('quarters.revenue') },
        ]}
        rows={quarters.map((quarter) => ({
          key: quarter.quarter,
          marked: quarter.quarter === best.quarter,
          cells: [
            quarter.quarter === best.quarter
              ? t('quarters.best', { quarter: name(quarter.quarter) })
              : name(quarter.quarter),
            format.number(quarter.customers),
            format.money(quarter.averageOrderValue),
            format.number(quarter.annualPurchaseFrequency, 2),
            format.money(quarter.revenue),
          ],
        }))}
      />
    </Section>
  );
}
