import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { readPageFacts } from '../page-facts.server';
import { readMonthEnds } from '../../../metrics/read.server';
import { authenticate } from '../../../shopify/shopify.server';
import { StagesPage } from '../../../ui/stages/stages-page';
import { stagesView } from '../../../ui/stages/view';
import { useLive } from '../../../ui/frame/use-live';
import { useRetry } from '../../../ui/frame/use-retry';

/** Stages: the newest snapshot and the ends of the months before it. */
export async function loader({ request }: LoaderFunctionArgs) {
  const merchant = await authenticate.admin(request);
  const { shop, read, status } = await readPageFacts(merchant, request.url);
  const ends = shop ? await readMonthEnds(shop.id) : [];
  return {
    status,
    view: read && stagesView(read.snapshot, ends),
  };
}

export default function Stages() {
  const { status, view } = useLoaderData<typeof loader>();
  useLive(status.following);
  return <StagesPage status={status} view={view} onRetry={useRetry()} />;
}
