import { alone, withShop, type ShopId, type Tx } from '../store/db.server';
import { findShop, shopByDomain, type Shop } from '../store/shops/shops';

/** An installed shop that Shopify was asked about. */
export interface InstalledShop extends Shop {
  currency: string;
  timezone: string;
}

/** The installed shop of a domain; null until its first job has asked Shopify about it. */
export async function shopOf(domain: string): Promise<InstalledShop | null> {
  return installedOf(await shopByDomain(alone, domain));
}

function installedOf(shop: Shop | null): InstalledShop | null {
  if (shop === null || !shop.installed) return null;
  const { currency, timezone } = shop;
  return currency === null || timezone === null ? null : { ...shop, currency, timezone };
}

/** The shop at the moment of a page's reads, with its settings of now; as it was found where it has left meanwhile. */
export async function shopIn(tx: PageReads, found: InstalledShop): Promise<InstalledShop> {
  return installedOf(await findShop(tx, found.id)) ?? found;
}

/** The transaction of a page's reads. */
export type PageReads = Tx;

/**
 * Runs a page's reads of a shop in one transaction: in one of its own, each would be three round trips. What a page writes
 * comes after them, in a transaction of its own, which holds its locks no longer than it needs them.
 */
export async function readPage<T>(shop: ShopId, reads: (tx: PageReads) => Promise<T>): Promise<T> {
  return await withShop(shop, reads);
}
