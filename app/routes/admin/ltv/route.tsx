import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { now } from '../../../clock.server';
import { dayIn } from '../../../metrics/calendar';
import { readSnapshot } from '../../../metrics/read.server';
import { importState } from '../../../shop/import-state.server';
import { shopOf } from '../../../shop/shop.server';
import { authenticate } from '../../../shopify/shopify.server';
import { underWay } from '../../../ui/import-state';
import { LtvPage } from '../../../ui/ltv/ltv-page';
import { ltvView } from '../../../ui/ltv/view';
import { pageStatus } from '../../../ui/page-status';
import { useRefreshWhile } from '../../../ui/use-refresh';
import { useRetry } from '../../../ui/use-retry';

/** LTV: the six elements, the curve, the cohorts, from the newest snapshot. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  const [read, importing] = shop
    ? await Promise.all([readSnapshot(shop.id), importState(shop.id)])
    : [null, null];
  const today = dayIn(shop?.timezone ?? 'UTC', now());
  return {
    status: pageStatus({ shop, importing, read, today }),
    view: read && ltvView(read.snapshot),
  };
}

export default function Ltv() {
  const { status, view } = useLoaderData<typeof loader>();
  useRefreshWhile(underWay(status));
  return <LtvPage status={status} view={view} onRetry={useRetry()} />;
}
