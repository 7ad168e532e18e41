import type { ReactElement } from 'react';
import type { Snapshot } from '../../app/metrics/snapshot';
import { HomePage } from '../../app/ui/home/home-page';
import { homeView } from '../../app/ui/home/view';
import type { PageStatus } from '../../app/ui/page-status';
import { LtvPage } from '../../app/ui/ltv/ltv-page';
import { ltvView } from '../../app/ui/ltv/view';
import { RepeatPage } from '../../app/ui/repeat/repeat-page';
import { repeatView } from '../../app/ui/repeat/view';
import { StagesPage } from '../../app/ui/stages/stages-page';
import { stagesView } from '../../app/ui/stages/view';
import { emptyShop, youngShop } from './small-shops';
import { beforeFirst, importFailed, importRunning, statusOf } from './status';
import { monthEnds, teaShop } from './tea-shop';

export const PAGES = ['home', 'ltv', 'repeat', 'stages'] as const;

/** What a page may have to show: numbers of every age, and the times without any. */
export const SCENES: Record<string, { snapshot: Snapshot | null; status: PageStatus }> = {
  full: { snapshot: teaShop, status: statusOf() },
  young: {
    snapshot: youngShop,
    status: statusOf({ importing: { ...statusOf().importing, limitedTo60Days: true } }),
  },
  empty: { snapshot: emptyShop, status: statusOf() },
  running: { snapshot: null, status: statusOf({ ...beforeFirst, importing: importRunning }) },
  failed: { snapshot: null, status: statusOf({ ...beforeFirst, importing: importFailed }) },
  stale: { snapshot: teaShop, status: statusOf({ stale: true }) },
};

/** A page in a scene. */
export function scene(page: (typeof PAGES)[number], name: string): ReactElement {
  const { snapshot, status } = SCENES[name] ?? { snapshot: null, status: statusOf() };
  const ends = snapshot === teaShop ? monthEnds : [];
  switch (page) {
    case 'home':
      return <HomePage status={status} view={snapshot && homeView(snapshot, ends[0] ?? null)} />;
    case 'ltv':
      return <LtvPage status={status} view={snapshot && ltvView(snapshot)} />;
    case 'repeat':
      return <RepeatPage status={status} view={snapshot && repeatView(snapshot, 'with')} />;
    case 'stages':
      return <StagesPage status={status} view={snapshot && stagesView(snapshot, ends)} />;
  }
}
