import { useLocation } from '@remix-run/react';
import { cohortTexts } from '../../i18n/late/cohorts';
import type { CohortChoice } from '../../metrics/cohorts/shown';
import { COHORT_MEASURES, GRAINS } from '../../terms/cohorts';
import { ChoiceLinks } from '../frame/choice-links';
import { useLateTexts } from '../frame/use-late-texts';
import { withCohorts } from './address';
import type { CohortsView } from './view';
import './cohorts.css';

/** What the cohorts show, as links: they work without a script, can be sent, and draw nothing until the data is there. */
export function CohortChoices({ view }: { view: CohortsView }) {
  const { t } = useLateTexts(cohortTexts);
  const { search } = useLocation();
  const { choice, own } = view;
  const links = <K extends keyof CohortChoice>(
    key: K,
    choices: readonly (readonly [value: CohortChoice[K], name: string])[],
  ) =>
    choices.map(([value, name]) => ({
      ...{ key: String(value), name, chosen: choice[key] === value },
      search: withCohorts(search, { ...choice, [key]: value }, own),
    }));
  return (
    <div className="om-cohort-choices">
      <ChoiceLinks
        label={t('choice.measure')}
        choices={links(
          'measure',
          COHORT_MEASURES.map((one) => [one, t(`measure.${one}`)]),
        )}
      />
      <ChoiceLinks
        label={t('choice.grain')}
        choices={links(
          'grain',
          GRAINS.map((one) => [one, t(`grain.${one}`)]),
        )}
      />
      <ChoiceLinks
        label={t('choice.sum')}
        choices={links('isCumulative', [
          [false, t(`each.${choice.grain}`)],
          [true, t('total')],
        ])}
      />
      {view.choosesRenewals && (
        <ChoiceLinks
          label={t('numbers:renewals.label')}
          choices={links(
            'renewals',
            (['with', 'without'] as const).map((one) => [one, t(`numbers:renewals.${one}`)]),
          )}
        />
      )}
    </div>
  );
}
