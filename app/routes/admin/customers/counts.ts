import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { knownShop } from '../known-shop.server';
import { countEach } from '../../../metrics/people/tab-counts.server';
import { snapshotIn } from '../../../metrics/read.server';
import { savedViewsIn } from '../../../shop/saved-views.server';
import { readPage } from '../../../shop/shop.server';
import { authenticate } from '../../../shopify/shopify.server';
import { parseView } from '../../../ui/frame/view-address';
import { tabsOf } from '../../../ui/people/customers-view';

/** How many customers each tab of the customers' page has, as of the day of its view; null before they are there. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await knownShop(session.shop);
  const { asOf } = parseView(new URL(request.url).searchParams);
  const counts = await readPage(shop.id, async (tx) => {
    const read = await snapshotIn(tx, shop.id, asOf ?? undefined);
    if (read === null) return null;
    const tabs = tabsOf(read.snapshot, await savedViewsIn(tx, shop.id));
    return await countEach(
      tx,
      shop.id,
      read.snapshot,
      tabs.flatMap(({ key, who }) => (who === null ? [] : [{ key, who }])),
    );
  });
  return json({ counts });
}
