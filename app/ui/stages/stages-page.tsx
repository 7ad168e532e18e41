import { memo } from 'react';
import { PageFrame, type NumbersPageProps } from '../frame/page-frame';
import { Distribution } from './distribution';
import { History } from './history';
import { Moves } from './moves';
import type { StagesView } from './view';

/** Customers by stage, and how they move. A sheet that opens draws nothing of the page again. */
export const StagesPage = memo(function StagesPage(props: NumbersPageProps<StagesView>) {
  return (
    <PageFrame name="stages" {...props}>
      {(view, format) => (
        <>
          <Distribution view={view} format={format} />
          <Moves view={view} format={format} />
          <History view={view} format={format} />
        </>
      )}
    </PageFrame>
  );
});
