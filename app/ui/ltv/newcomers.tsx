import { useTranslation } from 'react-i18next';
import { amounts, inFile, intervals, numbers, words } from '../tables/columns';
import { DataTable } from '../tables/data-table';
import { plainQuarter, quarterParts } from '../numbers/quarter';
import { stepApart } from '../numbers/step-apart';
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
  const step = change ? stepApart(change.revenue, change.before, format) : undefined;
  const meaning =
    change === null
      ? t('newcomers.notYet')
      : t(`newcomers.${kindOf(change)}`, {
          quarter: name(change.quarter),
          amount: format.headlineMoney(change.revenue, step),
          before: format.headlineMoney(change.before, step),
        });
  return (
    <Section title={t('newcomers.title')} term="ltv:definition.newcomers" meaning={meaning}>
      {quarters.length > 0 && (
        <DataTable<(typeof quarters)[number]>
          caption={t('newcomers.title')}
          columns={[
            words(
              'quarter',
              t('quarters.quarter'),
              ({ quarter }) => name(quarter),
              inFile(t('quarters.quarter'), ({ quarter }) => plainQuarter(quarter)),
            ),
            numbers('customers', t('quarters.customers'), (row) => row.customers, format.number),
            ...(['30', '90', '180'] as const).map((days) =>
              amounts<(typeof quarters)[number]>(
                days,
                t('newcomers.within', { days: format.days(Number(days)) }),
                ({ revenue }) => revenue[days],
                format,
                { main: days === '90' },
              ),
            ),
            numbers('f2', t('newcomers.f2'), ({ f2 }) => f2, format.percent),
            intervals(
              'interval',
              t('newcomers.interval'),
              ({ interval90 }) => interval90,
              ({ interval90 }) => format.moneyRange(interval90) ?? format.money(null),
              format,
              'money',
            ),
          ]}
          rows={quarters}
          keyOf={({ quarter }) => quarter}
          marked={({ quarter }) => quarter === change?.quarter}
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
