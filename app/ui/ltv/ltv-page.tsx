import { useTranslation } from 'react-i18next';
import type { PageStatus } from '../frame/page-status';
import { PageFrame } from '../frame/page-frame';
import { useFormat } from '../numbers/use-format';
import { CohortRevenue } from './cohort-revenue';
import { Curve } from './curve';
import { Formula } from './formula';
import { Health } from './health';
import { Newcomers } from './newcomers';
import { Quarters } from './quarters';
import { Staying } from './staying';
import type { LtvView } from './view';

interface LtvPageProps {
  status: PageStatus;
  view: LtvView | null;
  onRetry?: () => void;
}

/** What a customer is worth over time, and why: six elements, curve, cohorts. */
export function LtvPage({ status, view, onRetry }: LtvPageProps) {
  const { t } = useTranslation('ltv');
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
          <Formula view={view} format={format} />
          <Curve view={view} format={format} />
          <div className="om-two">
            <Health view={view} format={format} />
            <Staying view={view} format={format} />
          </div>
          <Newcomers view={view} format={format} />
          <Quarters view={view} format={format} />
          <CohortRevenue view={view} format={format} />
        </>
      )}
    </PageFrame>
  );
}
