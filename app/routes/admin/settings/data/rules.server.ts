import { metricSettingsSchema } from '../../../../metrics/settings';
import type { ReconcileRules } from '../../../../metrics/reconcile/amounts.sql';
import { decimalsOf } from '../../../../settings/entered/spend';
import type { InstalledShop } from '../../../../shop/shop.server';

/** How a shop counts its orders and rounds its amounts. */
export function reconcileRules(shop: InstalledShop): ReconcileRules {
  const { currency, timezone } = shop;
  const { revenueBasis, minimumDiscount } = metricSettingsSchema.parse(shop.settings.metrics ?? {});
  return {
    ...{ shop: shop.id, currency, timezone, revenueBasis, minimumDiscount },
    decimals: decimalsOf(currency),
  };
}
