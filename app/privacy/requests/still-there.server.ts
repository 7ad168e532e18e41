import type { ShopId, Tx } from '../../store/db.server';
import { erasedIds } from '../../store/secrets/erased-ids.server';
import type { PersonIds } from './payload';

/**
 * Of a person's ids those that were not erased.
 * @throws TokenUnreadable where nobody can tell
 */
export async function stillThere(tx: Tx, shop: ShopId, person: PersonIds): Promise<PersonIds> {
  const erased = await erasedIds(tx, shop);
  const { customer, orders } = person;
  return {
    customer: customer !== null && erased.customer(customer) ? null : customer,
    orders: orders.filter((id) => !erased.order(id)),
  };
}
