import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { now } from '../../../../clock.server';
import { dayIn } from '../../../../metrics/calendar';
import { reconcile } from '../../../../metrics/reconcile/reconcile.server';
import { shopOf } from '../../../../shop/shop.server';
import { authenticate } from '../../../../shopify/shopify.server';
import type { PageHandle } from '../../../../ui/frame/page-title';
import { shopWords } from '../../../../ui/numbers/shop-words';
import { namedPeriods, periodIn } from '../../../../ui/settings/data/period';
import { ReconcilePage } from '../../../../ui/settings/data/reconcile-page';
import type { ReconcileView } from '../../../../ui/settings/data/view';
import { reconcileRules } from './rules.server';

/** From Shopify's gross sales of `?from=&to=` to revenue; last month without them. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  const words = shopWords(shop);
  const today = dayIn(words.timezone, now());
  const asked = periodIn(new URL(request.url).searchParams, today);
  const rules = shop && reconcileRules(shop);
  const found =
    shop === null || rules === null || 'fault' in asked
      ? null
      : ((await reconcile(shop.id, rules, asked.period)) ?? 'slow');
  const view: ReconcileView = {
    entered: 'fault' in asked ? asked.entered : asked.period,
    fault: 'fault' in asked ? asked.fault : null,
    found,
    basis: rules?.revenueBasis ?? 'net',
    named: namedPeriods(today),
    ...words,
  };
  return { view };
}

export const handle = { title: 'settings.reconcile' } satisfies PageHandle;

export default function Reconcile() {
  const { view } = useLoaderData<typeof loader>();
  return <ReconcilePage view={view} />;
}
