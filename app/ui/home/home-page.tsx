import { memo } from 'react';
import { NONE_SET_APART, type OrdersSetApart } from '../../progress/set-apart';
import type { SetupProgress } from '../../progress/setup';
import { PageFrame, type NumbersPageProps } from '../frame/page-frame';
import { SetupCard } from '../setup/setup-card';
import { Attention } from './attention';
import { HomeDetails } from './details';
import { KeyNumbers } from './key-numbers';
import { Moved } from './moved';
import { Stages } from './stages';
import type { HomeView } from './view';

interface HomePageProps extends NumbersPageProps<HomeView> {
  setApart?: OrdersSetApart;
  /** null: it is done, put off or closed, or the page is of a past day */
  setup?: SetupProgress | null;
}

/** Home: what needs attention, of a new shop its set-up, how the shop stands, what moved. A sheet that opens draws nothing of the page again. */
export const HomePage = memo(function HomePage({
  setApart = NONE_SET_APART,
  setup = null,
  ...props
}: HomePageProps) {
  const { importing } = props.status;
  const busy = importing.state === 'running' || importing.state === 'failed';
  return (
    <PageFrame
      name="home"
      {...props}
      head={
        setup && (
          <SetupCard
            setup={setup}
            importing={importing.state}
            sample={props.view === null || props.view.customers === 0}
          />
        )
      }
      footer={(view, format) => (
        <HomeDetails view={view} setApart={setApart} status={props.status} format={format} />
      )}
    >
      {(view, format) => (
        <>
          {!busy && setup === null && (
            <Attention
              attention={view.attention}
              newcomersFrom={view.history.newcomersFrom}
              format={format}
            />
          )}
          <KeyNumbers view={view} format={format} />
          <div className="om-two">
            <Moved comparison={view.comparison} format={format} />
            <Stages view={view} format={format} />
          </div>
        </>
      )}
    </PageFrame>
  );
});
