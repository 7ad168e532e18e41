import { useLocation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../frame/app-link';
import './nps-tabs.css';

const TABS = {
  results: '/app/nps',
  answers: '/app/nps/answers',
  voices: '/app/nps/voices',
  survey: '/app/nps/survey',
} as const;

const NAMES = ['results', 'answers', 'voices', 'survey'] as const;

/** The four pages of the survey: what it found, what buyers wrote, what may be published, what it asks. */
export function NpsTabs() {
  const { t } = useTranslation('nps');
  const { pathname } = useLocation();
  return (
    <nav aria-label={t('tabs.label')} className="om-tabs om-bare">
      {NAMES.map((name) => (
        <AppLink
          key={name}
          url={TABS[name]}
          className="om-tab"
          aria-current={pathname === TABS[name] ? 'page' : undefined}
        >
          {t(`tabs.${name}`)}
        </AppLink>
      ))}
    </nav>
  );
}
