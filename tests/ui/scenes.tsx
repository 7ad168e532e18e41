import type { ReactElement } from 'react';
import type { Snapshot } from '../../app/metrics/snapshot';
import { HomePage } from '../../app/ui/home/home-page';
import type { PageStatus } from '../../app/ui/frame/page-status';
import { LtvPage } from '../../app/ui/ltv/ltv-page';
import { RepeatPage } from '../../app/ui/repeat/repeat-page';
import { repeatViewOf } from './repeat-view';
import { StagesPage } from '../../app/ui/stages/stages-page';
import { stagesViewOf } from './stages-view';
import { emptyShop, youngShop } from './small-shops';
import { beforeFirst, importFailed, importRunning, statusOf, upToDate } from './status';
import { AS_OF, monthEnds, teaShop } from '../support/shops/tea-shop';
import { homeViewOf } from './home-view';
import { ltvViewOf } from './ltv-view';

export const PAGES = ['home', 'ltv', 'repeat', 'stages'] as const;

/** The states of a page: numbers of every age, and none. */
export const SCENES: Record<string, { snapshot: Snapshot | null; status: PageStatus }> = {
  full: { snapshot: teaShop, status: statusOf() },
  young: {
    snapshot: youngShop,
    status: statusOf({ importing: { ...statusOf().importing, limitedTo60Days: true } }),
  },
  empty: { snapshot: emptyShop, status: statusOf({ orderDays: null, compared: null }) },
  running: { snapshot: null, status: statusOf({ ...beforeFirst, importing: importRunning }) },
  failed: { snapshot: null, status: statusOf({ ...beforeFirst, importing: importFailed }) },
  stale: { snapshot: teaShop, status: statusOf({ stale: true }) },
  waiting: {
    snapshot: teaShop,
    status: statusOf({
      following: {
        ...upToDate,
        waiting: { changes: 1240, since: '2026-06-17T00:15:30.000Z' },
        daysToRecount: 3,
        sweep: { state: 'running', at: '2026-06-17T00:10:00.000Z' },
      },
    }),
  },
  counting: {
    snapshot: teaShop,
    status: statusOf({
      following: {
        ...upToDate,
        waiting: { changes: 0, since: '2026-06-17T00:15:30.000Z' },
        sweep: { state: 'done', at: '2026-06-16T18:10:00.000Z' },
      },
    }),
  },
  troubled: {
    snapshot: teaShop,
    status: statusOf({
      following: {
        ...upToDate,
        troubles: [
          { work: 'numbers', why: 'unknown', since: '2026-06-16T18:10:00.000Z', retrying: false },
          { work: 'orders', why: 'shopify', since: '2026-06-16T19:10:00.000Z', retrying: true },
        ],
        waiting: { changes: 7, since: '2026-06-16T18:10:00.000Z' },
        sweep: { state: 'failed', at: '2026-06-16T18:10:00.000Z' },
      },
    }),
  },
  pastChanged: {
    snapshot: teaShop,
    status: statusOf({ past: { asOf: AS_OF, state: 'shown', changed: true } }),
  },
};

/** A page in a scene. */
export function scene(page: (typeof PAGES)[number], name: string): ReactElement {
  const { snapshot, status } = SCENES[name] ?? { snapshot: null, status: statusOf() };
  const ends = snapshot === teaShop ? monthEnds : [];
  switch (page) {
    case 'home':
      return <HomePage status={status} view={snapshot && homeViewOf(snapshot, ends[0] ?? null)} />;
    case 'ltv':
      return <LtvPage status={status} view={snapshot && ltvViewOf(snapshot)} />;
    case 'repeat':
      return <RepeatPage status={status} view={snapshot && repeatViewOf(snapshot, 'with')} />;
    case 'stages':
      return <StagesPage status={status} view={snapshot && stagesViewOf(snapshot, ends)} />;
  }
}
