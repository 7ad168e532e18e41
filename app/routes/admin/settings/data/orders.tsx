import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listOrders } from '../../../../metrics/reconcile/listed-orders.server';
import { authenticate } from '../../../../shopify/shopify.server';
import type { PageHandle } from '../../../../ui/frame/page-title';
import { shopWords } from '../../../../ui/numbers/shop-words';
import { OrdersPage } from '../../../../ui/settings/data/orders-page';
import type { OrdersView } from '../../../../ui/settings/data/view';
import { knownShop } from '../../known-shop.server';
import { listedIn } from './listed.server';
import { reconcileRules } from './rules.server';

/** The orders of a line of a reconciliation, or those left out for a reason, the latest first. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await knownShop(session.shop);
  const rules = reconcileRules(shop);
  const { searchParams } = new URL(request.url);
  const which = listedIn(searchParams, shop.timezone);
  const asked = searchParams.get('page') ?? '';
  const page = /^[1-9]\d{0,4}$/.test(asked) ? Number(asked) : 1;
  const view: OrdersView = {
    which,
    basis: rules.revenueBasis,
    list: (await listOrders(shop.id, rules, which, page)) ?? 'slow',
    ...shopWords(shop),
  };
  return { view };
}

export const handle = { title: 'settings.orders' } satisfies PageHandle;

export default function Orders() {
  const { view } = useLoaderData<typeof loader>();
  return <OrdersPage view={view} />;
}
