import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData, useSearchParams } from '@remix-run/react';
import { useCallback, useEffect, useRef } from 'react';
import { cohortReads, cohortsView } from '../cohorts.server';
import { detailReads, readFilteredFacts } from '../filtered-facts.server';
import { authenticate } from '../../../shopify/shopify.server';
import { RepeatPage } from '../../../ui/repeat/repeat-page';
import {
  nextSteps,
  type Renewals,
  renewalsOf,
  repeatView,
  withRenewals,
} from '../../../ui/repeat/view';
import { withNextSums } from '../../../ui/repeat/next-sums';
import { withCohortSums } from '../../../ui/cohorts/sums';
import { useOpenPage } from '../../../ui/frame/use-open-page';
import type { PageHandle } from '../../../ui/frame/page-title';
import { keepsData } from '../../../ui/sheets/keeps-data';

/** A sheet that opens or closes needs no new data. */
export const shouldRevalidate = keepsData;

/** Repeat: funnel, second purchase, cohorts; `?renewals` says whether renewals count. */
export async function loader({ request }: LoaderFunctionArgs) {
  const merchant = await authenticate.admin(request);
  const { read, comparison, status, settings, goals, parts, own, detail } = await readFilteredFacts(
    merchant,
    request.url,
    async (tx, days) => ({
      cohorts: await cohortReads(request.url, 'customers')(tx, days),
      next: await detailReads(request.url, 'nextProducts')(tx, days),
    }),
  );
  if (read === null) return { status, view: null };
  // the page's own choice of renewals is its cohorts', too
  const cohorts = await cohortsView(
    request.url,
    'customers',
    read.snapshot,
    detail,
    own?.cohorts ?? null,
    {
      choosesRenewals: false,
    },
  );
  const renewals = renewalsOf(new URL(request.url));
  const next = nextSteps((await detail('nextProducts', own?.next)).numbers, renewals);
  return {
    status: withNextSums(withCohortSums(status, cohorts), next),
    view: {
      ...repeatView(read.snapshot, renewals, settings.f2Benchmark, comparison, goals, parts),
      ...{ cohorts, next },
    },
  };
}

export const handle = { title: 'titles.repeat' } satisfies PageHandle;

export default function Repeat() {
  const page = useLoaderData<typeof loader>();
  const [, setSearch] = useSearchParams();
  // The setter is another one after every change of the address; the page's own is not, or it would draw itself again.
  const set = useRef(setSearch);
  useEffect(() => {
    set.current = setSearch;
  }, [setSearch]);
  const onRenewals = useCallback((renewals: Renewals) => {
    set.current((search) => withRenewals(search, renewals), { replace: true });
  }, []);
  return <RepeatPage {...page} onRetry={useOpenPage(page.status)} onRenewals={onRenewals} />;
}
