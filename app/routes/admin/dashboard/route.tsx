import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { pageFacts } from '../page-facts.server';
import { readSnapshot } from '../../../metrics/read.server';
import { retryImport } from '../../../shop/import-state.server';
import { shopOf } from '../../../shop/shop.server';
import { authenticate } from '../../../shopify/shopify.server';
import { underWay } from '../../../ui/import-state';
import { lastMonthEnd } from '../../../ui/last-day';
import { HomePage } from '../../../ui/home/home-page';
import { homeView } from '../../../ui/home/view';
import { useRefreshWhile } from '../../../ui/use-refresh';
import { useRetry } from '../../../ui/use-retry';

/** Home: are we healthy, what moved; the newest snapshot beside the last month's end. */
export async function loader({ request }: LoaderFunctionArgs) {
  const merchant = await authenticate.admin(request);
  const { shop, read, status, settings } = await pageFacts(merchant, request.url);
  const before = shop && read && (await readSnapshot(shop.id, lastMonthEnd(read.snapshot.asOf)));
  return {
    status,
    view: read && homeView(read.snapshot, before && before.snapshot, settings.f2Benchmark),
  };
}

/** The Retry button of a failed import, on whichever page it was pressed. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  const form = await request.formData();
  if (form.get('intent') !== 'retry') throw new Response(null, { status: 400 });
  if (shop !== null) await retryImport(shop.id);
  return null;
}

export default function Home() {
  const { status, view } = useLoaderData<typeof loader>();
  useRefreshWhile(underWay(status));
  return <HomePage status={status} view={view} onRetry={useRetry()} />;
}
