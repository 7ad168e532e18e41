import type { ShopId } from '../../../app/store/db.server';
import type { TestDatabase } from '../database';

/** A shop of Tokyo in the registry, as after its installation. */
export async function addShop(db: TestDatabase, domain = 'tea.myshopify.com'): Promise<ShopId> {
  const [shop] = await db.query(
    `insert into shops (domain, currency, timezone, installed_at) values ($1, 'JPY', 'Asia/Tokyo', '2026-01-01')
     returning id`,
    [domain],
  );
  return Number(shop?.id) as ShopId;
}
