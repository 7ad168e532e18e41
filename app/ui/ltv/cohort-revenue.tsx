import { Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { Panes } from '../frame/panes';
import { CohortTable } from '../numbers/cohort-table';
import { Section } from '../frame/section';
import type { PartProps } from './formula';

const KINDS = ['monthly', 'cumulative'] as const;

/** Revenue per customer by month of first purchase and months since. */
export function CohortRevenue({ view, format }: PartProps) {
  const { t } = useTranslation('ltv');
  return (
    <Section title={t('cohorts.title')} term="ltv:definition.cohortRevenue">
      <Panes
        label={t('cohorts.title')}
        panes={KINDS.map((kind) => ({
          key: kind,
          name: t(`cohorts.${kind}.name`),
          content: (
            <>
              <Text as="p">{t(`cohorts.${kind}.meaning`)}</Text>
              <CohortTable
                caption={t('cohorts.caption', {
                  title: t('cohorts.title'),
                  kind: t(`cohorts.${kind}.name`),
                })}
                open={view.incompleteMonth}
                rows={view.cohorts.map(({ month, customers, revenue }) => ({
                  month,
                  customers,
                  values: (kind === 'monthly' ? revenue : runningTotals(revenue)).map(
                    (amount) => amount / customers,
                  ),
                }))}
                kind="money"
                format={format}
                firstMonth={kind === 'monthly' ? 'plain' : 'shaded'}
              />
            </>
          ),
        }))}
      />
    </Section>
  );
}

function runningTotals(amounts: readonly number[]): number[] {
  let sum = 0;
  return amounts.map((amount) => (sum += amount));
}
