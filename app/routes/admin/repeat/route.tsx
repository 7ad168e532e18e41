import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData, useSearchParams } from '@remix-run/react';
import { now } from '../../../clock.server';
import { dayIn } from '../../../metrics/calendar';
import { readSnapshot } from '../../../metrics/read.server';
import { importState } from '../../../shop/import-state.server';
import { shopOf } from '../../../shop/shop.server';
import { authenticate } from '../../../shopify/shopify.server';
import { underWay } from '../../../ui/import-state';
import { RepeatPage } from '../../../ui/repeat/repeat-page';
import { renewalsOf, repeatView } from '../../../ui/repeat/view';
import { pageStatus } from '../../../ui/page-status';
import { useRefreshWhile } from '../../../ui/use-refresh';
import { useRetry } from '../../../ui/use-retry';

/** Repeat: funnel, second purchase, cohorts; with or without renewals as the address says. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  const [read, importing] = shop
    ? await Promise.all([readSnapshot(shop.id), importState(shop.id)])
    : [null, null];
  const today = dayIn(shop?.timezone ?? 'UTC', now());
  return {
    status: pageStatus({ shop, importing, read, today }),
    view: read && repeatView(read.snapshot, renewalsOf(new URL(request.url))),
  };
}

export default function Repeat() {
  const { status, view } = useLoaderData<typeof loader>();
  const [, setSearch] = useSearchParams();
  useRefreshWhile(underWay(status));
  return (
    <RepeatPage
      status={status}
      view={view}
      onRetry={useRetry()}
      onRenewals={(renewals) => {
        setSearch(renewals === 'with' ? {} : { renewals }, { replace: true });
      }}
    />
  );
}
