import { memo } from 'react';
import { NONE_SET_APART, type OrdersSetApart } from '../../progress/set-apart';
import { PageFrame, type NumbersPageProps } from '../frame/page-frame';
import { Attention } from './attention';
import { HomeDetails } from './details';
import { KeyNumbers } from './key-numbers';
import { Moved } from './moved';
import { Stages } from './stages';
import type { HomeView } from './view';

interface HomePageProps extends NumbersPageProps<HomeView> {
  setApart?: OrdersSetApart;
}

/** Home: what needs attention, how the shop stands, what moved. A sheet that opens draws nothing of the page again. */
export const HomePage = memo(function HomePage({
  setApart = NONE_SET_APART,
  ...props
}: HomePageProps) {
  const { importing } = props.status;
  const busy = importing.state === 'running' || importing.state === 'failed';
  return (
    <PageFrame
      name="home"
      {...props}
      footer={(view, format) => (
        <HomeDetails view={view} setApart={setApart} status={props.status} format={format} />
      )}
    >
      {(view, format) => (
        <>
          {!busy && <Attention attention={view.attention} format={format} />}
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
