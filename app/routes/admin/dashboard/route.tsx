import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { readForm } from '../form.server';
import { readPageFacts } from '../page-facts.server';
import { readSnapshot } from '../../../metrics/read.server';
import { retryImport } from '../../../shop/state/import-state.server';
import { readOrdersSetApart } from '../../../shop/state/set-apart.server';
import { shopOf } from '../../../shop/shop.server';
import { startIdAudit } from '../../../shop/state/id-audit.server';
import { retryFailingJobs } from '../../../shop/state/failing-jobs.server';
import { authenticate } from '../../../shopify/shopify.server';
import { lastMonthEnd } from '../../../ui/numbers/last-day';
import { HomePage } from '../../../ui/home/home-page';
import { homeView } from '../../../ui/home/view';
import { useOpenPage } from '../../../ui/frame/use-open-page';
import type { PageHandle } from '../../../ui/frame/page-title';
import { keepsData } from '../../../ui/sheets/keeps-data';

/** A sheet that opens or closes needs no new data. */
export const shouldRevalidate = keepsData;

/** Home: the newest snapshot beside the last month's end. */
export async function loader({ request }: LoaderFunctionArgs) {
  const merchant = await authenticate.admin(request);
  const { shop, read, status, settings } = await readPageFacts(merchant, request.url);
  const before = shop && read && (await readSnapshot(shop.id, lastMonthEnd(read.snapshot.asOf)));
  return {
    status,
    ...(shop && { setApart: await readOrdersSetApart(shop.id) }),
    view: read && homeView(read.snapshot, before && before.snapshot, settings.f2Benchmark),
  };
}

/** The buttons of a failed import, of failing jobs and of the id audit, on every page. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  const form = await readForm(request);
  const act = ACTIONS.get(String(form.get('intent')));
  if (act === undefined) throw new Response(null, { status: 400 });
  if (shop !== null) await act(shop.id);
  return null;
}

const ACTIONS = new Map([
  ['retry', retryImport],
  ['retryTroubles', retryFailingJobs],
  ['sweep', startIdAudit],
]);

export const handle = { title: 'home:title' } satisfies PageHandle;

export default function Home() {
  const page = useLoaderData<typeof loader>();
  return <HomePage {...page} onRetry={useOpenPage(page.status)} />;
}
