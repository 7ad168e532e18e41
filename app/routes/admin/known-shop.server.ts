import { shopOf, type InstalledShop } from '../../shop/shop.server';

/**
 * The merchant's shop, for a door that does something with it.
 * @param domain as the session names it
 * @throws Response 404 until the first job has written the shop's row
 */
export async function knownShop(domain: string): Promise<InstalledShop> {
  const shop = await shopOf(domain);
  if (shop === null) throw new Response(null, { status: 404 });
  return shop;
}
