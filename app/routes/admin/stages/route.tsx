import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { now } from '../../../clock.server';
import { dayIn } from '../../../metrics/calendar';
import { readMonthEnds, readSnapshot } from '../../../metrics/read.server';
import { importState } from '../../../shop/import-state.server';
import { shopOf } from '../../../shop/shop.server';
import { authenticate } from '../../../shopify/shopify.server';
import { underWay } from '../../../ui/import-state';
import { StagesPage } from '../../../ui/stages/stages-page';
import { stagesView } from '../../../ui/stages/view';
import { pageStatus } from '../../../ui/page-status';
import { useRefreshWhile } from '../../../ui/use-refresh';
import { useRetry } from '../../../ui/use-retry';

/** Past months arrive one by one; nobody waits for them. */
const HISTORY_EVERY_MS = 5000;

/** Stages: the newest snapshot, and the months' ends behind it. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  const [read, importing, ends] = shop
    ? await Promise.all([readSnapshot(shop.id), importState(shop.id), readMonthEnds(shop.id)])
    : [null, null, []];
  const today = dayIn(shop?.timezone ?? 'UTC', now());
  return {
    status: pageStatus({ shop, importing, read, today }),
    view: read && stagesView(read.snapshot, ends),
  };
}

export default function Stages() {
  const { status, view } = useLoaderData<typeof loader>();
  useRefreshWhile((view?.monthsToCome ?? 0) > 0, HISTORY_EVERY_MS);
  useRefreshWhile(underWay(status));
  return <StagesPage status={status} view={view} onRetry={useRetry()} />;
}
