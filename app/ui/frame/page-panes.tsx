import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Panes } from './panes';
import './page-panes.css';

interface PagePanesProps {
  /** what a person can look at, the page's answer first */
  panes: readonly { key: PaneName; content: ReactNode }[];
}

type PaneName =
  | ('overview' | 'newcomers' | 'products' | 'cohorts' | 'subscriptions' | 'breakdown' | 'worth')
  | ('kinds' | 'states' | 'ranks' | 'rfm' | 'saved')
  | ('stages' | 'moves' | 'history');

/** The cards of a long page, in panes: two screens answer its question, the rest is one click away. */
export function PagePanes({ panes }: PagePanesProps) {
  const { t } = useTranslation('frame');
  return (
    <div className="om-page-panes">
      <Panes
        label={t('panes.label')}
        panes={panes.map(({ key, content }) => ({
          key,
          name: t(`panes.${key}`),
          content: <div className="om-page-pane">{content}</div>,
        }))}
      />
    </div>
  );
}
