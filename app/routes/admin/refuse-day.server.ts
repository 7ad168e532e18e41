import { json } from '@remix-run/node';
import { now } from '../../clock.server';
import { addDays, dayIn } from '../../metrics/calendar';
import { readOrderDays } from '../../shop/state/past-day.server';
import type { InstalledShop } from '../../shop/shop.server';

/** The first day of the first year that an order can have (ingest/facts/bounds). */
const FIRST_DAY = '1900-01-01';

/**
 * Refuses a day without numbers: before the year 1900, and in a shop with orders before the first one or
 * after tomorrow.
 * @param asOf D; the orders before it are counted
 * @param page the address that asked, where it is not the one of the request
 * @throws Response 400, which the layout's boundary shows in the merchant's language
 */
export async function refuseImpossibleDay(
  shop: InstalledShop | null,
  asOf: string,
  page?: string,
): Promise<void> {
  if (asOf < FIRST_DAY) throw noSuchDay(page);
  const days = shop === null ? null : await readOrderDays(shop);
  if (shop === null || days === null) return;
  if (asOf < days.first || asOf > addDays(dayIn(shop.timezone, now()), 1)) throw noSuchDay(page);
}

const noSuchDay = (page?: string) => json({ problem: 'day', page }, { status: 400 });
