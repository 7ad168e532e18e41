import type { ShopId, Tx } from '../../store/db.server';
import { erasedIds } from '../../store/secrets/erased-ids.server';
import type { PersonIds } from './payload';

/**
 * Drops a person's erased ids.
 * @throws TokenUnreadable where no configured key opens the key of erased ids
 */
export async function withoutErased(tx: Tx, shop: ShopId, person: PersonIds): Promise<PersonIds> {
  const erased = await erasedIds(tx, shop);
  const { customer, orders } = person;
  return {
    customer: customer !== null && erased.customer(customer) ? null : customer,
    orders: orders.filter((id) => !erased.order(id)),
  };
}
