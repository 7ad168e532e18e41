import { readProfile } from '../../../app/metrics/profile/read-profile.server';
import { snapshotIn } from '../../../app/metrics/read.server';
import { metricSettingsSchema } from '../../../app/metrics/settings';
import { withShop, type ShopId } from '../../../app/store/db.server';
import { shopById } from '../../../app/store/shops/shops';

/** Times what the page of one customer reads, numbers of the shop included, as in the page's transaction. */
export async function timeProfile(shop: ShopId, customer: string): Promise<number> {
  const from = performance.now();
  await withShop(shop, async (tx) => {
    const { currency, timezone, settings } = await shopById(tx, shop);
    const read = await snapshotIn(tx, shop);
    if (read === null || currency === null || timezone === null) throw new Error('no numbers');
    const rules = metricSettingsSchema.parse(settings.metrics ?? {});
    const found = await readProfile(
      tx,
      { shop, currency, timezone, settings: rules },
      customer,
      read.snapshot,
      1,
    );
    if (typeof found === 'string') throw new Error(found);
  });
  return performance.now() - from;
}

/** Those with the most purchases, and customers spread over the shop. @param $1 the shop */
export const PROFILED = `
  (select customer_id::text as id, purchases || ' purchases' as of from people where shop_id = $1 order by purchases desc limit 20)
  union all
  (select customer_id::text, purchases || ' purchases' from people where shop_id = $1 order by hashint8(customer_id) limit 80)`;
