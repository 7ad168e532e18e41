import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { knownShop } from '../known-shop.server';
import { countEach, worthOfEach } from '../../../metrics/people/tab-counts.server';
import { snapshotIn } from '../../../metrics/read.server';
import { savedViewsIn } from '../../../shop/saved-views.server';
import { readPage } from '../../../shop/shop.server';
import { authenticate } from '../../../shopify/shopify.server';
import { parseView } from '../../../ui/frame/view-address';
import { tabsOf } from '../../../ui/people/customers-view';
import { readWho } from '../../../who-address';

/**
 * How many customers each tab of the customers' page has, as of the day of its view; null before they are there. With `worth`, what
 * those of the kept lists are worth, too.
 */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await knownShop(session.shop);
  const { searchParams } = new URL(request.url);
  const { asOf } = parseView(searchParams);
  const counts = await readPage(shop.id, async (tx) => {
    const read = await snapshotIn(tx, shop.id, asOf ?? undefined);
    if (read === null) return null;
    const saved = await savedViewsIn(tx, shop.id);
    if (searchParams.has('worth'))
      return await worthOfEach(
        tx,
        shop.id,
        read.snapshot,
        saved.flatMap(({ id, who: words }) => {
          const who = readWho(words);
          return who === null ? [] : [{ key: id, who }];
        }),
      );
    return await countEach(
      tx,
      shop.id,
      read.snapshot,
      tabsOf(read.snapshot, saved).flatMap(({ key, who }) => (who === null ? [] : [{ key, who }])),
    );
  });
  return json({ counts });
}
