import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { cohortReads, cohortsView } from '../cohorts.server';
import { readFilteredFacts } from '../filtered-facts.server';
import { readOpenedForm } from '../form.server';
import { knownShop } from '../known-shop.server';
import { numbersAt } from '../../../metrics/shown';
import { changeSettings } from '../../../settings/change.server';
import { parseAmount } from '../../../settings/entered/amount';
import { authenticate } from '../../../shopify/shopify.server';
import { splitOf } from '../../../ui/ltv/curve-address';
import { LtvPage } from '../../../ui/ltv/ltv-page';
import { ltvNumbers } from '../../../ui/ltv/numbers';
import { choosesRenewals, renewalsOf } from '../../../ui/repeat/view';
import { withCohortSums } from '../../../ui/cohorts/sums';
import { ltvView, splitsOf, type GoalAnswer } from '../../../ui/ltv/view';
import { isOfEveryone } from '../../../ui/frame/page-status';
import { parseView } from '../../../ui/frame/view-address';
import { useOpenPage } from '../../../ui/frame/use-open-page';
import type { PageHandle } from '../../../ui/frame/page-title';
import { keepsData } from '../../../ui/sheets/keeps-data';

/** A sheet that opens or closes needs no new data. */
export const shouldRevalidate = keepsData;

/** LTV: the six elements, the curve and the cohorts of the newest snapshot. */
export async function loader({ request }: LoaderFunctionArgs) {
  const merchant = await authenticate.admin(request);
  const { shop, read, comparison, status, goals, parts, own, detail } = await readFilteredFacts(
    merchant,
    request.url,
    cohortReads(request.url, 'revenue'),
  );
  if (read === null) return { status, view: null };
  const { snapshot } = read;
  const cohorts = await cohortsView(request.url, 'revenue', snapshot, detail, own, {
    choosesRenewals: choosesRenewals(snapshot, renewalsOf(new URL(request.url)), parts),
  });
  const address = new URL(request.url);
  const splits = splitsOf(status.filtered, parseView(address.searchParams), parts);
  const by = splits.find((one) => one === splitOf(address.searchParams)) ?? null;
  return {
    status: withCohortSums(status, cohorts),
    view: {
      ...ltvView(
        snapshot,
        numbersAt(snapshot, ltvNumbers(isOfEveryone(status.filtered))),
        comparison,
        goals.ltv365,
        parts,
        isOfEveryone(status.filtered) ? (shop?.settingsVersion ?? null) : null,
        {
          splits,
          split: by === null ? null : (await detail(`split.${by}`)).numbers,
        },
      ),
      cohorts,
    },
  };
}

/** Any amount is shorter. */
const LONGEST_GOAL = 40;

/** Saves what the what-if is worth within a year as the shop's goal. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await knownShop(session.shop);
  const { form, version } = await readOpenedForm(request);
  const read = parseAmount(String(form.get('goal') ?? '').slice(0, LONGEST_GOAL), shop.currency);
  if ('fault' in read || !read.amount) {
    const fault = 'fault' in read ? read.fault : 'number';
    return json<GoalAnswer>({ fault }, { status: 400 });
  }
  const result = await changeSettings(shop.id, 'goals', { ltv365: read.amount }, version);
  if (!('meanwhile' in result)) return json<GoalAnswer>({ saved: read.amount });
  const theirs = result.meanwhile[0]?.value;
  const meanwhile = typeof theirs === 'number' ? theirs : null;
  return json<GoalAnswer>({ meanwhile, version: result.version }, { status: 409 });
}

export const handle = { title: 'titles.ltv' } satisfies PageHandle;

export default function Ltv() {
  const page = useLoaderData<typeof loader>();
  return <LtvPage {...page} onRetry={useOpenPage(page.status)} />;
}
