import { withShop } from '../../store/db.server';
import { shopById, type Shop } from '../../store/shops/shops';
import { readSpend } from './spend.server';

/** A shop's spend by cell, and the settings version that it is of. */
export async function readSpendNow({
  id,
}: Pick<Shop, 'id'>): Promise<{ version: number; spend: Map<string, number> }> {
  return await withShop(id, async (tx) => {
    // first: a change that commits before the spend is read makes the next save compare with it
    const { settingsVersion } = await shopById(tx, id);
    return { version: settingsVersion, spend: await readSpend(tx, id) };
  });
}
