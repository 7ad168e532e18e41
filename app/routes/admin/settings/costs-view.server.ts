import { retentionCostPerYear } from '../../../metrics/costs/costs.sql';
import { previewCosts } from '../../../metrics/costs/preview.server';
import { metricSettingsSchema } from '../../../metrics/settings';
import { costTexts, enteredCosts, parseCosts } from '../../../settings/entered/costs';
import type { InstalledShop } from '../../../shop/shop.server';
import type { CostsView } from '../../../ui/settings/costs-view';
import { shopWords } from '../../../ui/numbers/shop-words';

/**
 * What the costs' form shows of a shop; of none, where Shopify has not been asked about it yet.
 * @param tried the form's fields as entered: the view then also has the numbers that saving them would give
 */
export async function readCostsView(
  shop: InstalledShop | null,
  tried: URLSearchParams | null = null,
): Promise<CostsView> {
  const saved = metricSettingsSchema.parse(shop?.settings.metrics ?? {});
  const words = shopWords(shop);
  const entered = tried && parseCosts(enteredCosts(tried), words.currency);
  const then = entered !== null && 'settings' in entered ? [entered.settings] : [];
  const preview = shop && (await previewCosts(shop.id, [saved, ...then]));
  const retention = (then[0] ?? saved).retention;
  return {
    version: shop?.settingsVersion ?? 0,
    texts: costTexts(saved),
    preview,
    // before the first numbers no customer is known
    retentionPerYear:
      preview?.figures.at(-1)?.retentionCostPerYear ?? retentionCostPerYear(retention, 0),
    faults: entered !== null && 'faults' in entered ? entered.faults : {},
    ...words,
  };
}
