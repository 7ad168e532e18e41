import { memo } from 'react';
import { PageFrame, type NumbersPageProps } from '../frame/page-frame';
import { AtStake } from './at-stake';
import { Distribution } from './distribution';
import { History } from './history';
import { Movement } from './movement';
import type { StagesView } from './view';

/** Customers by stage, and how they move. A sheet that opens draws nothing of the page again. */
export const StagesPage = memo(function StagesPage(props: NumbersPageProps<StagesView>) {
  return (
    <PageFrame name="stages" {...props}>
      {(view, format) => (
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
});
