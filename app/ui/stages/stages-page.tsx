import { memo } from 'react';
import { PageFrame, type NumbersPageProps } from '../frame/page-frame';
import { PagePanes } from '../frame/page-panes';
import { Distribution } from './distribution';
import { History } from './history';
import { Moves } from './moves';
import type { StagesView } from './view';

/** Customers by stage, and how they move. A sheet that opens draws nothing of the page again. */
export const StagesPage = memo(function StagesPage(props: NumbersPageProps<StagesView>) {
  return (
    <PageFrame name="stages" {...props}>
      {(view, format) => (
        <PagePanes
          panes={[
            { key: 'stages', content: <Distribution view={view} format={format} /> },
            { key: 'moves', content: <Moves view={view} format={format} /> },
            { key: 'history', content: <History view={view} format={format} /> },
          ]}
        />
      )}
    </PageFrame>
  );
});
