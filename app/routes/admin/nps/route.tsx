import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { readShownAnswers } from './shown-answers.server';
import { readPageFacts } from '../page-facts.server';
import { latestAnswers } from '../../../metrics/nps/answer-list.server';
import { authenticate } from '../../../shopify/shopify.server';
import { NpsPage } from '../../../ui/nps/nps-page';
import { npsView } from '../../../ui/nps/view';
import { useOpenPage } from '../../../ui/frame/use-open-page';
import type { PageHandle } from '../../../ui/frame/page-title';
import { keepsData } from '../../../ui/sheets/keeps-data';

/** A sheet that opens or closes needs no new data. */
export const shouldRevalidate = keepsData;

/** Number of answers on the page. */
const LATEST = 5;

/** NPS: the newest snapshot, or the one of the day in the address, and the newest answers. */
export async function loader({ request }: LoaderFunctionArgs) {
  const merchant = await authenticate.admin(request);
  const { read, comparison, status, goals, own } = await readPageFacts(
    merchant,
    request.url,
    async (tx, days) =>
      days.read === null || days.isPast ? null : await latestAnswers(tx, days.shop.id, LATEST),
  );
  const latest = own && (await readShownAnswers(merchant.session.shop, own));
  return {
    status,
    view: read && npsView(read.snapshot, comparison, goals.nps),
    latest,
  };
}

export const handle = { title: 'nps:title' } satisfies PageHandle;

export default function Nps() {
  const page = useLoaderData<typeof loader>();
  return <NpsPage {...page} onRetry={useOpenPage(page.status)} />;
}
