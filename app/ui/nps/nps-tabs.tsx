import { useTranslation } from 'react-i18next';
import { Tabs } from '../frame/tabs';

const PAGES = {
  results: '/app/nps',
  answers: '/app/nps/answers',
  voices: '/app/nps/voices',
  survey: '/app/nps/survey',
} as const;

const NAMES = ['results', 'answers', 'voices', 'survey'] as const;

/** The four pages of the survey: what it found, what buyers wrote, what may be published, what it asks. */
export function NpsTabs() {
  const { t } = useTranslation('nps');
  return (
    <Tabs
      label={t('tabs.label')}
      pages={NAMES.map((name) => ({ url: PAGES[name], name: t(`tabs.${name}`) }))}
    />
  );
}
