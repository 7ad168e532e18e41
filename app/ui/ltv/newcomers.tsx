import { useTranslation } from 'react-i18next';
import { DataTable } from '../charts/data-table';
import { quarterParts } from '../numbers/quarter';
import { Section } from '../frame/section';
import type { PartProps } from './formula';

/** Quarters shown: two years and the current one. */
const SHOWN = 9;

/** The worth so far of each quarter's newcomers, and whether the latest ones differ. */
export function Newcomers({ view, format }: PartProps) {
  const { t } = useTranslation(['ltv', 'numbers']);
  const { newcomersChange: change } = view;
  const quarters = view.newcomers.slice(-SHOWN);
  const name = (quarter: string) => t('numbers:quarter', quarterParts(quarter));
  const meaning =
    change === null
      ? t('newcomers.notYet')
      : t(`newcomers.${kindOf(change)}`, {
          quarter: name(change.quarter),
          amount: format.money(change.revenue),
          before: format.money(change.before),
        });
  return (
    <Section title={t('newcomers.title')} term="ltv:definition.newcomers" meaning={meaning}>
      {quarters.length > 0 && (
        <DataTable
          caption={t('newcomers.title')}
          columns={[
            { key: 'quarter', label: t('quarters.quarter') },
            { key: 'customers', label: t('quarters.customers') },
            ...([30, 90, 180] as const).map((days) => ({
              key: String(days),
              label: t('newcomers.within', { days: format.days(days) }),
            })),
            { key: 'f2', label: t('newcomers.f2') },
            { key: 'interval', label: t('newcomers.interval') },
          ]}
          rows={quarters.map(({ quarter, customers, revenue, interval90, f2 }) => ({
            key: quarter,
            marked: quarter === change?.quarter,
            cells: [
              name(quarter),
              format.number(customers),
              format.money(revenue['30']),
              format.money(revenue['90']),
              format.money(revenue['180']),
              format.percent(f2),
              format.moneyRange(interval90) ?? format.money(null),
            ],
          }))}
        />
      )}
    </Section>
  );
}

function kindOf({
  changed,
  revenue,
  before,
  zYear,
}: NonNullable<PartProps['view']['newcomersChange']>): 'less' | 'more' | 'same' | 'noYear' {
  if (changed) return revenue < before ? 'less' : 'more';
  return zYear === null ? 'noYear' : 'same';
}
