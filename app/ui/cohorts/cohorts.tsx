import { Link } from '@remix-run/react';
import { Spinner } from '@shopify/polaris';
import { cohortTexts } from '../../i18n/late/cohorts';
import { Section } from '../frame/section';
import { useLateTexts } from '../frame/use-late-texts';
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
  const { t } = useLateTexts(cohortTexts);
  const { choice, shown, marginRate } = view;
  const sum = choice.isCumulative ? 'total' : 'each';
  return (
    <Section
      title={t('title')}
      term={cohortTerm(choice)}
      meaning={t(`meaning.${choice.measure}.${sum}`, {
        period: t(`period.${choice.grain}`),
        rate: format.percent(marginRate),
      })}
    >
      <CohortChoices view={view} />
      {shown === 'counting' && (
        <p role="status">
          <Spinner size="small" /> {t('counting')}
        </p>
      )}
      {shown === 'noMargin' && <NoMargin />}
      {typeof shown === 'object' && <CohortTable view={view} shown={shown} format={format} />}
    </Section>
  );
}

function NoMargin() {
  const { t } = useLateTexts(cohortTexts);
  const costs = useViewLink('/app/settings/unit-costs');
  return (
    <p>
      {t('noMargin')} <Link to={costs}>{t('setCosts')}</Link>
    </p>
  );
}
