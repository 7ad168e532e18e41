import { now } from '../../../clock.server';
import { dayIn } from '../../../metrics/calendar';
import { readAcquisitionFacts } from '../../../metrics/costs/advertising.server';
import { readSpendNow } from '../../../settings/advertising/read-spend.server';
import { decimalsOf } from '../../../settings/entered/spend';
import type { InstalledShop } from '../../../shop/shop.server';
import type { SpendView } from '../../../ui/settings/advertising/view';
import { shopWords } from '../../../ui/numbers/shop-words';

/** What the pages of advertising show of a shop; of none, where Shopify has not been asked about it yet. */
export async function readSpendView(shop: InstalledShop | null): Promise<SpendView> {
  const { currency, timezone } = shopWords(shop);
  const found = shop && (await readSpendNow(shop));
  const facts = shop && (await readAcquisitionFacts(shop.id));
  return {
    ...{ currency, timezone, decimals: decimalsOf(currency) },
    thisMonth: dayIn(timezone, now()).slice(0, 7),
    version: found?.version ?? 0,
    spend: Object.fromEntries(found?.spend ?? []),
    ...{ facts, recounting: facts !== null && facts.rulesVersion !== shop?.rulesVersion },
  };
}
