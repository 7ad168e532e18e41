import { FIRST_CUSTOMER } from '../../sandbox/worlds/large';

/** A page, and the route whose data its loader gives. */
export interface MeasuredPage {
  path: string;
  route: string;
  /** whether filters apply to it, and a comparison with another day */
  filtered: boolean;
  compared: boolean;
}

const page = (
  path: string,
  route: string,
  { filtered = false, compared = false } = {},
): MeasuredPage => ({ path, route: `routes/admin/${route}`, filtered, compared });

/** A customer of the shops that are measured. */
export const MEASURED_CUSTOMER = FIRST_CUSTOMER + 3;

export const PAGES: readonly MeasuredPage[] = [
  page('/app', 'dashboard/route', { compared: true }),
  page('/app/customers', 'customers/list'),
  page('/app/segments', 'segments/route', { compared: true }),
  page(`/app/customers/${MEASURED_CUSTOMER}`, 'customers/profile'),
  page('/app/ltv', 'ltv/route', { filtered: true, compared: true }),
  page('/app/ltv/channels', 'ltv/channels', { compared: true }),
  page('/app/repeat', 'repeat/route', { filtered: true, compared: true }),
  page('/app/stages', 'stages/route', { filtered: true, compared: true }),
  page('/app/nps', 'nps/route', { compared: true }),
  page('/app/nps/answers', 'nps/answers'),
  page('/app/nps/voices', 'nps/voices'),
  page('/app/nps/survey', 'nps/survey'),
  page('/app/setup', 'setup/route'),
  page('/app/setup/sample', 'setup/sample'),
  page('/app/settings', 'settings/overview'),
  page('/app/settings/costs', 'settings/costs'),
  page('/app/settings/unit-costs', 'settings/unit-costs'),
  page('/app/settings/unit-costs/import', 'settings/unit-costs-import'),
  page('/app/settings/advertising', 'settings/advertising'),
  page('/app/settings/advertising/channels', 'settings/channels'),
  page('/app/settings/advertising/import', 'settings/advertising-import'),
  page('/app/settings/products', 'settings/products'),
  page('/app/settings/rules', 'settings/rules'),
  page('/app/settings/definitions', 'settings/definitions'),
  page('/app/settings/data', 'settings/data/overview'),
  page('/app/settings/data/reconcile', 'settings/data/reconcile'),
  page('/app/settings/display', 'settings/display'),
  page('/app/settings/history', 'settings/history'),
  page('/app/settings/privacy', 'privacy/route'),
];

/** The address of the page's data alone, as the browser asks for it on a click. */
export function dataOf({ path, route }: MeasuredPage, query = ''): string {
  const own = new URLSearchParams(query);
  own.set('_data', route);
  return `${path}?${path === '/app' ? 'index&' : ''}${own.toString()}`;
}
