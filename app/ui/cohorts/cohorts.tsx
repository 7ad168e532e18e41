import { Link } from '@remix-run/react';
import { Spinner } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { Section } from '../frame/section';
import { useViewLink } from '../frame/view-address';
import type { PageFormat } from '../numbers/use-format';
import { CohortChoices } from './choices';
import { CohortTable } from './cohort-table';
import { cohortTerm } from './term';
import type { CohortsView } from './view';

export interface CohortsProps {
  view: CohortsView;
  format: PageFormat;
}

/** Customers by the period of their first purchase, and what they bought in the periods since. */
export function Cohorts({ view, format }: CohortsProps) {
  const { t } = useTranslation('numbers');
  const { choice, shown, marginRate } = view;
  const sum = choice.isCumulative ? 'total' : 'each';
  return (
    <Section
      title={t('cohort.title')}
      term={cohortTerm(choice)}
      meaning={t(`cohort.meaning.${choice.measure}.${sum}`, {
        period: t(`cohort.period.${choice.grain}`),
        rate: format.percent(marginRate),
      })}
    >
      <CohortChoices view={view} />
      {shown === 'counting' && (
        <p role="status">
          <Spinner size="small" /> {t('cohort.counting')}
        </p>
      )}
      {shown === 'noMargin' && <NoMargin />}
      {typeof shown === 'object' && <CohortTable view={view} shown={shown} format={format} />}
    </Section>
  );
}

function NoMargin() {
  const { t } = useTranslation('numbers');
  const costs = useViewLink('/app/settings/costs');
  return (
    <p>
      {t('cohort.noMargin')} <Link to={costs}>{t('cohort.setCosts')}</Link>
    </p>
  );
}
