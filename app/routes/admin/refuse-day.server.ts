import { json } from '@remix-run/node';
import { now } from '../../clock.server';
import { addDays, dayIn, FIRST_DAY } from '../../metrics/calendar';
import type { InstalledShop } from '../../shop/shop.server';
import type { OrderDays } from '../../ui/frame/page-status';

/**
 * Refuses a day without numbers: before the year 1900, and in a shop with orders before the first one or
 * after tomorrow.
 * @param orderDays null without orders
 * @param asOf D; the orders before it are counted
 * @param page the address that asked, where it is not the one of the request
 * @throws Response 400, which the layout's boundary shows in the merchant's language
 */
export function refuseImpossibleDay(
  shop: InstalledShop | null,
  orderDays: OrderDays | null,
  asOf: string,
  page?: string,
): void {
  if (asOf < FIRST_DAY) throw noSuchDay(page);
  if (shop === null || orderDays === null) return;
  if (asOf < orderDays.first || asOf > addDays(dayIn(shop.timezone, now()), 1))
    throw noSuchDay(page);
}

const noSuchDay = (page?: string) => json({ problem: 'day', page }, { status: 400 });
