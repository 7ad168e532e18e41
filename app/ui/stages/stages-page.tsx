import { useTranslation } from 'react-i18next';
import type { PageStatus } from '../frame/page-status';
import { PageFrame } from '../frame/page-frame';
import { useFormat } from '../numbers/use-format';
import { AtStake } from './at-stake';
import { Distribution } from './distribution';
import { History } from './history';
import { Movement } from './movement';
import type { StagesView } from './view';

interface StagesPageProps {
  status: PageStatus;
  view: StagesView | null;
  onRetry?: () => void;
}

/** On which of seven rungs customers stand, and how they move. */
export function StagesPage({ status, view, onRetry }: StagesPageProps) {
  const { t } = useTranslation('stages');
  const format = useFormat(status);
  return (
    <PageFrame
      title={t('title')}
      subtitle={t('subtitle')}
      status={status}
      empty={view?.customers === 0}
      onRetry={onRetry}
    >
      {view && (
        <>
          <Distribution view={view} format={format} />
          <div className="om-two">
            <Movement view={view} format={format} />
            <AtStake view={view} format={format} />
          </div>
          <History view={view} format={format} />
        </>
      )}
    </PageFrame>
  );
}
