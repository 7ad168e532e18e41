import type { ActionFunctionArgs } from '@remix-run/node';
import { now } from '../../clock.server';
import { addDays, dayIn } from '../../metrics/calendar';
import { requestPastDay, parseDay } from '../../shop/state/past-day.server';
import { shopOf } from '../../shop/shop.server';
import { authenticate } from '../../shopify/shopify.server';
import { refuseImpossibleDay } from './refuse-day.server';
import { readForm } from './form.server';

/**
 * Requests the numbers as of a past day: the worker computes them, and the page polls.
 * The form has the last counted day; D is the day after.
 */
export async function action({ request }: ActionFunctionArgs) {
  const { session, redirect } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  const form = await readForm(request);
  const last = parseDay(form.get('lastDay'));
  const page = PAGES.find((one) => one === form.get('page')) ?? '/app';
  if (shop === null || last === null) throw new Response(null, { status: 400 });
  const asOf = addDays(last, 1);
  await refuseImpossibleDay(shop, asOf);
  // today's numbers are the page without a day
  if (last >= dayIn(shop.timezone, now())) return redirect(page);
  await requestPastDay(shop.id, asOf);
  return redirect(`${page}?asOf=${asOf}`);
}

/** The pages with the form; the redirect goes to no other address. */
const PAGES = ['/app', '/app/ltv', '/app/repeat', '/app/stages', '/app/nps'] as const;
