import { useTranslation } from 'react-i18next';
import { CohortTable } from '../numbers/cohort-table';
import { Section } from '../frame/section';
import type { PartProps } from './second-purchase';

/** How many of each month's newcomers bought in the months since. */
export function CohortRetention({ view, format }: PartProps) {
  const { t } = useTranslation('repeat');
  return (
    <Section
      title={t('cohorts.title')}
      term="repeat:definition.retention"
      meaning={t('cohorts.meaning')}
    >
      <CohortTable
        caption={t('cohorts.title')}
        open={view.incompleteMonth}
        rows={view.cohorts.map(({ month, customers, active }) => ({
          month,
          customers,
          values: active.map((buyers) => buyers / customers),
        }))}
        kind="share"
        format={format}
        firstMonth="hidden"
      />
    </Section>
  );
}
