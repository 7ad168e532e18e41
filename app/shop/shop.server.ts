import { transaction } from '../store/db.server';
import { shopByDomain, type Shop } from '../store/shops/shops';

/** An installed shop that Shopify was asked about. */
export interface InstalledShop extends Shop {
  currency: string;
  timezone: string;
}

/** The installed shop of a domain; null until its first job has asked Shopify about it. */
export async function shopOf(domain: string): Promise<InstalledShop | null> {
  const shop = await transaction((tx) => shopByDomain(tx, domain));
  if (shop === null || !shop.installed) return null;
  const { currency, timezone } = shop;
  return currency === null || timezone === null ? null : { ...shop, currency, timezone };
}
