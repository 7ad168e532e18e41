import { Link, useLocation } from '@remix-run/react';
import { cohortTexts } from '../../i18n/late/cohorts';
import type { CohortChoice } from '../../metrics/cohorts/shown';
import { COHORT_MEASURES, GRAINS } from '../../terms/cohorts';
import { useLateTexts } from '../frame/use-late-texts';
import { withCohorts } from './address';
import type { CohortsView } from './view';
import '../frame/panes.css';
import './cohorts.css';

/** What the cohorts show, as links: they work without a script, can be sent, and draw nothing until the data is there. */
export function CohortChoices({ view }: { view: CohortsView }) {
  const { t } = useLateTexts(cohortTexts);
  const { choice } = view;
  return (
    <div className="om-cohort-choices">
      <Choice
        view={view}
        label={t('choice.measure')}
        links={COHORT_MEASURES.map((measure) => [t(`measure.${measure}`), { ...choice, measure }])}
      />
      <Choice
        view={view}
        label={t('choice.grain')}
        links={GRAINS.map((grain) => [t(`grain.${grain}`), { ...choice, grain }])}
      />
      <Choice
        view={view}
        label={t('choice.sum')}
        links={[
          [t(`each.${choice.grain}`), { ...choice, isCumulative: false }],
          [t('total'), { ...choice, isCumulative: true }],
        ]}
      />
      {view.choosesRenewals && (
        <Choice
          view={view}
          label={t('repeat:renewals.label')}
          links={(['with', 'without'] as const).map((renewals) => [
            t(`repeat:renewals.${renewals}`),
            { ...choice, renewals },
          ])}
        />
      )}
    </div>
  );
}

interface ChoiceProps {
  view: CohortsView;
  label: string;
  links: [name: string, choice: CohortChoice][];
}

function Choice({ view, label, links }: ChoiceProps) {
  const { search } = useLocation();
  const shown = JSON.stringify(view.choice);
  return (
    <nav aria-label={label} className="om-cohort-choice">
      <span aria-hidden="true">{label}</span>
      <div className="om-pane-switch">
        {links.map(([name, choice]) => (
          <Link
            key={name}
            to={{ search: withCohorts(search, choice, view.own) }}
            className="om-pane-choice"
            aria-current={JSON.stringify(choice) === shown ? 'true' : undefined}
            preventScrollReset
          >
            {name}
          </Link>
        ))}
      </div>
    </nav>
  );
}
