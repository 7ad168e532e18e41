import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { readFilteredFacts } from '../filtered-facts.server';
import { readMonthEnds } from '../../../metrics/read.server';
import { readStageMarks } from '../../../settings/marks.server';
import { authenticate } from '../../../shopify/shopify.server';
import { StagesPage } from '../../../ui/stages/stages-page';
import { stagesView } from '../../../ui/stages/view';
import { useOpenPage } from '../../../ui/frame/use-open-page';
import { parseFilter } from '../../../ui/frame/view-address';
import type { PageHandle } from '../../../ui/frame/page-title';
import { keepsData } from '../../../ui/sheets/keeps-data';

/** A sheet that opens or closes needs no new data. */
export const shouldRevalidate = keepsData;

/** Stages: the newest snapshot and the ends of the months before it, which are kept of all customers alone. */
export async function loader({ request }: LoaderFunctionArgs) {
  const merchant = await authenticate.admin(request);
  const isWhole = parseFilter(new URL(request.url).searchParams) === null;
  const { read, comparison, status, own } = await readFilteredFacts(
    merchant,
    request.url,
    async (tx, { shop: { id, timezone } }) =>
      isWhole
        ? {
            ends: await readMonthEnds(tx, id),
            marks: await readStageMarks(tx, id, timezone),
          }
        : null,
  );
  const { ends, marks } = own ?? { ends: null, marks: [] };
  return {
    status,
    view: read && stagesView(read.snapshot, ends, comparison, marks),
  };
}

export const handle = { title: 'stages:title' } satisfies PageHandle;

export default function Stages() {
  const page = useLoaderData<typeof loader>();
  return <StagesPage {...page} onRetry={useOpenPage(page.status)} />;
}
