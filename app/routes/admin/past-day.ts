import type { ActionFunctionArgs } from '@remix-run/node';
import { now } from '../../clock.server';
import { addDays, dayIn } from '../../metrics/calendar';
import { requestPastDay, parseDay } from '../../shop/state/past-day.server';
import { shopOf } from '../../shop/shop.server';
import { authenticate } from '../../shopify/shopify.server';
import { refuseOtherDays } from './asked-day.server';
import { formOf } from './form.server';

/**
 * Somebody asks for the numbers as of a past day: the worker counts it, the page waits for it.
 * The form says the last day that is counted; D is the day after.
 */
export async function action({ request }: ActionFunctionArgs) {
  const { session, redirect } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  const form = await formOf(request);
  const last = parseDay(form.get('lastDay'));
  const page = PAGES.find((one) => one === form.get('page')) ?? '/app';
  if (shop === null || last === null) throw new Response(null, { status: 400 });
  const asOf = addDays(last, 1);
  await refuseOtherDays(shop, asOf);
  // up to today is the page as it is
  if (last >= dayIn(shop.timezone, now())) return redirect(page);
  await requestPastDay(shop.id, asOf);
  return redirect(`${page}?asOf=${asOf}`);
}

/** Where the form stands; nowhere else is gone back to. */
const PAGES = ['/app', '/app/ltv', '/app/repeat', '/app/stages', '/app/nps'] as const;
