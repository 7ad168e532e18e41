import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { readFilteredFacts } from '../filtered-facts.server';
import { numbersAt } from '../../../metrics/shown';
import { authenticate } from '../../../shopify/shopify.server';
import { LtvPage } from '../../../ui/ltv/ltv-page';
import { ltvNumbers } from '../../../ui/ltv/numbers';
import { ltvView } from '../../../ui/ltv/view';
import { isOfEveryone } from '../../../ui/frame/page-status';
import { useOpenPage } from '../../../ui/frame/use-open-page';
import type { PageHandle } from '../../../ui/frame/page-title';
import { keepsData } from '../../../ui/sheets/keeps-data';

/** A sheet that opens or closes needs no new data. */
export const shouldRevalidate = keepsData;

/** LTV: the six elements, the curve and the cohorts of the newest snapshot. */
export async function loader({ request }: LoaderFunctionArgs) {
  const merchant = await authenticate.admin(request);
  const { read, comparison, status, goals, parts } = await readFilteredFacts(merchant, request.url);
  return {
    status,
    view:
      read &&
      ltvView(
        read.snapshot,
        numbersAt(read.snapshot, ltvNumbers(isOfEveryone(status.filtered))),
        comparison,
        goals.ltv365,
        parts,
      ),
  };
}

export const handle = { title: 'ltv:title' } satisfies PageHandle;

export default function Ltv() {
  const page = useLoaderData<typeof loader>();
  return <LtvPage {...page} onRetry={useOpenPage(page.status)} />;
}
