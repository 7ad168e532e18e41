import { Link, useLocation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { CohortChoice } from '../../metrics/cohorts/shown';
import { COHORT_MEASURES, GRAINS } from '../../terms/cohorts';
import { withCohorts } from './address';
import type { CohortsView } from './view';
import '../frame/panes.css';
import './cohorts.css';

/** What the cohorts show, as links: they work without a script, can be sent, and draw nothing until the data is there. */
export function CohortChoices({ view }: { view: CohortsView }) {
  const { t } = useTranslation(['numbers', 'repeat']);
  const { choice } = view;
  return (
    <div className="om-cohort-choices">
      <Choice
        view={view}
        label={t('cohort.choice.measure')}
        links={COHORT_MEASURES.map((measure) => [
          t(`cohort.measure.${measure}`),
          { ...choice, measure },
        ])}
      />
      <Choice
        view={view}
        label={t('cohort.choice.grain')}
        links={GRAINS.map((grain) => [t(`cohort.grain.${grain}`), { ...choice, grain }])}
      />
      <Choice
        view={view}
        label={t('cohort.choice.sum')}
        links={[
          [t(`cohort.each.${choice.grain}`), { ...choice, isCumulative: false }],
          [t('cohort.total'), { ...choice, isCumulative: true }],
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
