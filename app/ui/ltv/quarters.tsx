import { useTranslation } from 'react-i18next';
import { DataTable } from '../charts/data-table';
import { Section } from '../section';
import type { PartProps } from './formula';

/** First purchases by quarter: which newcomers turned out best. */
export function Quarters({ view, format }: PartProps) {
  const { t } = useTranslation('ltv');
  const { quarters, durationDays } = view.ltv;
  const known = quarters.filter((quarter) => quarter.revenue !== null);
  if (known.length === 0)
    return (
      <Section
        title={t('quarters.title')}
        term="quarters"
        meaning={t('quarters.notYet', { days: format.days(durationDays) })}
      />
    );
  const best = known.reduce((a, b) => ((b.revenue ?? 0) > (a.revenue ?? 0) ? b : a));
  const name = (quarter: string) => t('quarters.name', quarterParts(quarter));
  return (
    <Section
      title={t('quarters.title')}
      term="quarters"
      meaning={t('quarters.meaning', {
        quarter: name(best.quarter),
        amount: format.money(best.revenue),
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

/** Year, number and months of a quarter such as `2025Q3`. */
function quarterParts(quarter: string): Record<string, string | number> {
  const [year = '', number = ''] = quarter.split('Q');
  const first = (Number(number) - 1) * 3 + 1;
  return { year, number, from: first, to: first + 2 };
}
