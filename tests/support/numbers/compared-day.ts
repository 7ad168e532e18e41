import type { ReadSnapshot } from '../../../app/metrics/read.server';
import {
  findComparedDay,
  requestComparedDay,
  type Compared,
} from '../../../app/routes/admin/compared-day.server';
import { readPage, type InstalledShop } from '../../../app/shop/shop.server';

/** The day beside a page's numbers, as its loader reads and requests it. */
export async function readComparedDay(
  shop: InstalledShop,
  shown: ReadSnapshot,
  compare: string,
  firstDay: string | null,
): Promise<Compared> {
  const found = await readPage(shop.id, (tx) =>
    findComparedDay(tx, shop, shown, compare, firstDay),
  );
  return await requestComparedDay(shop, shown, found);
}
