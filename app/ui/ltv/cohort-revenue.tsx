import { Button, ButtonGroup } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CohortTable } from '../numbers/cohort-table';
import { Section } from '../frame/section';
import type { PartProps } from './formula';

const KINDS = ['monthly', 'cumulative'] as const;

/** Revenue per customer by month of first purchase and months since. */
export function CohortRevenue({ view, format }: PartProps) {
  const { t } = useTranslation('ltv');
  const [kind, setKind] = useState<(typeof KINDS)[number]>('monthly');
  const rows = view.cohorts.map(({ month, customers, revenue }) => {
    let sum = 0;
    const values = revenue.map((amount) => {
      sum += amount;
      return (kind === 'monthly' ? amount : sum) / customers;
    });
    return { month, customers, values };
  });
  return (
    <Section
      title={t('cohorts.title')}
      term="ltv:definition.cohortRevenue"
      meaning={t(`cohorts.${kind}.meaning`)}
    >
      <ButtonGroup variant="segmented">
        {KINDS.map((each) => (
          <Button
            key={each}
            pressed={each === kind}
            onClick={() => {
              setKind(each);
            }}
          >
            {t(`cohorts.${each}.name`)}
          </Button>
        ))}
      </ButtonGroup>
      <CohortTable
        caption={t('cohorts.title')}
        open={view.incompleteMonth}
        rows={rows}
        write={format.money}
        format={format}
        firstMonth={kind === 'monthly' ? 'plain' : 'shaded'}
      />
    </Section>
  );
}
