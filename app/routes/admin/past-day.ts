import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { now } from '../../clock.server';
import { addDays, dayIn, dayOf } from '../../metrics/calendar';
import { readOrderDays, requestPastDay } from '../../shop/state/past-day.server';
import { readPage, shopOf } from '../../shop/shop.server';
import { authenticate, type Merchant } from '../../shopify/shopify.server';
import { COHORT_PARAMETERS } from '../../ui/cohorts/address';
import { CURVE_PARAMETERS } from '../../ui/ltv/curve-address';
import { parseView, viewLink } from '../../ui/frame/view-address';
import { listParameters, readOrder } from '../../ui/people/list-address';
import { refuseImpossibleDay } from './refuse-day.server';
import { readForm } from './form.server';
import { isDay } from '../../day';
import { readWho } from '../../who-address';

/**
 * The forms before the page's script adds a session token to a POST. A link changes nothing: it requests no day, and the
 * page that it leads to refuses an impossible one.
 */
export async function loader({ request }: LoaderFunctionArgs) {
  const merchant = await authenticate.admin(request);
  const answer = await leadToDay(merchant, new URL(request.url).searchParams, null);
  return withoutFields(answer, request.url);
}

/** The library's redirect keeps the query of the request, which also has the fields of the form. */
function withoutFields(answer: Response, asked: string): Response {
  const address = new URL(answer.headers.get('location') ?? '/app', asked);
  for (const field of FIELDS) address.searchParams.delete(field);
  answer.headers.set('location', address.href);
  return answer;
}

const FIELDS = [
  ...['page', 'search'],
  ...['last', 'compare'].flatMap((name) => [`${name}Year`, `${name}Month`, `${name}Day`]),
];

/** Requests the numbers as of a past day. */
export async function action({ request }: ActionFunctionArgs) {
  const merchant = await authenticate.admin(request);
  return leadToDay(merchant, await readForm(request), requestPastDay);
}

/**
 * Leads to the page as of a past day, or beside another day. The form has the last counted day, D is the day after;
 * the rest of the page's view stays.
 * @param request has the worker compute a day that is not kept, which the page polls; null: nothing is requested
 * @throws Response 400 for what is no day, and for a requested day without numbers; the page itself says so of a day to
 *   compare with
 */
async function leadToDay(
  { session, redirect }: Merchant,
  form: FormData | URLSearchParams,
  request: typeof requestPastDay | null,
): Promise<Response> {
  const shop = await shopOf(session.shop);
  const last = dayOfForm(form, 'last');
  const compared = dayOfForm(form, 'compare');
  const page = pageOf(String(form.get('page')));
  const asked = last ?? compared;
  if (shop === null || asked === null) throw new Response(null, { status: 400 });
  const asOf = addDays(asked, 1);
  const search = String(form.get('search') ?? '');
  const path = `${page}${ownParameters(search)}`;
  if (request && last !== null)
    refuseImpossibleDay(
      shop,
      await readPage(shop.id, (tx) => readOrderDays(tx, shop)),
      asOf,
      viewLink(path, parseView(search)),
    );
  // the page's own loader requests the day to compare with
  if (last === null) return redirect(viewLink(path, { ...parseView(search), compare: asOf }));
  // today's numbers are the page without a day
  const newest = last >= dayIn(shop.timezone, now());
  if (!newest) await request?.(shop.id, asOf);
  const view = { ...parseView(search), asOf: newest ? null : asOf };
  return redirect(viewLink(path, view));
}

/**
 * A day of the form: `lastDay` as `YYYY-MM-DD`, or the three fields of `ui/frame/strip/day-fields`.
 * @returns null where the form has none, or an impossible one
 */
function dayOfForm(form: FormData | URLSearchParams, name: 'last' | 'compare'): string | null {
  const whole = form.get(`${name}Day`);
  const fields = [form.get(`${name}Year`), form.get(`${name}Month`), whole];
  const [year, month, day] = fields.map((field) =>
    typeof field === 'string' && /^\d{1,4}$/.test(field) ? Number(field) : Number.NaN,
  );
  const entered = form.get(`${name}Year`) === null ? whole : dayOf(year ?? 0, month ?? 0, day ?? 0);
  return typeof entered === 'string' && isDay(entered) ? entered : null;
}

/** The parameters of a page's own that stay when its day changes. */
function ownParameters(search: string): string {
  const query = new URLSearchParams(search);
  const who = readWho(query.get('who') ?? '');
  const list = who && listParameters({ who, order: readOrder(query.get('sort')) });
  const own = new URLSearchParams([
    ...(list ?? []),
    ...[...COHORT_PARAMETERS, ...CURVE_PARAMETERS, 'pane'].flatMap((name) => {
      const value = query.get(name) ?? '';
      return /^[a-z]{1,20}$/.test(value) ? [[name, value]] : [];
    }),
  ]);
  return own.size === 0 ? '' : `?${own.toString()}`;
}

/** The page that asked: the redirect goes to no other address. */
const pageOf = (asked: string): string =>
  CUSTOMER.test(asked) ? asked : (PAGES.find((one) => one === asked) ?? '/app');

const CUSTOMER = /^\/app\/customers\/[1-9]\d{0,17}$/;
/** The other pages with the form. */
const PAGES = [
  ...['/app', '/app/customers', '/app/segments', '/app/ltv', '/app/ltv/channels'],
  ...['/app/repeat', '/app/stages', '/app/nps'],
] as const;
