import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { SweepCard } from '../frame/following';
import { NONE_SET_APART, type OrdersSetApart } from '../../progress/set-apart';
import { BeginningNotice } from '../frame/beginning';
import { LeftOut } from '../frame/left-out';
import { PageFrame, type NumbersPageProps } from '../frame/page-frame';
import { Section } from '../frame/section';
import { Changes } from './changes';
import { F2Card } from './f2-card';
import { LeaveMost } from './leave-most';
import { LtvCard } from './ltv-card';
import { NpsCard } from './nps-card';
import { SetApart } from './set-apart';
import { StagesCard } from './stages-card';
import type { HomeView } from './view';

interface HomePageProps extends NumbersPageProps<HomeView> {
  setApart?: OrdersSetApart;
}

/** Home: are we healthy, what moved, where do customers leave. A sheet that opens draws nothing of the page again. */
export const HomePage = memo(function HomePage({
  setApart = NONE_SET_APART,
  ...props
}: HomePageProps) {
  const { t } = useTranslation('home');
  return (
    <PageFrame
      name="home"
      {...props}
      footer={(view, format) => (
        <>
          {(view.orders.read > 0 || setApart.count > 0) && (
            <Section title={t('orders.title')} term="numbers:definition.leftOut">
              <LeftOut orders={view.orders} format={format} />
              {view.incompleteCustomers > 0 && (
                <p>
                  {t('orders.incomplete', {
                    count: view.incompleteCustomers,
                    n: format.number(view.incompleteCustomers),
                  })}
                </p>
              )}
              <BeginningNotice {...view} format={format} />
              <SetApart {...setApart} format={format} />
            </Section>
          )}
          <SweepCard status={props.status} />
        </>
      )}
    >
      {(view, format) => (
        <>
          <div className="om-two">
            <LtvCard view={view} format={format} />
            <F2Card view={view} format={format} />
          </div>
          <NpsCard view={view} format={format} />
          <Changes changes={view.changes} format={format} />
          <LeaveMost view={view} format={format} />
          <StagesCard view={view} format={format} />
        </>
      )}
    </PageFrame>
  );
});
