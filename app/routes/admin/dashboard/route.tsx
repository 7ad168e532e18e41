import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { readForm } from '../form.server';
import { readPageFacts } from '../page-facts.server';
import { dismissLine, forgetPlacement } from '../../../metrics/attention/dismissals.server';
import { shownAttention } from '../../../metrics/attention/shown-attention.server';
import { unhappyWeek } from '../../../metrics/nps/inbox/unhappy-week.server';
import { addDays } from '../../../metrics/calendar';
import { NOTHING_SET_UP, type SetupProgress } from '../../../progress/setup';
import { dismissSetup } from '../../../settings/setup/marks.server';
import { isSetupClosed, isSetupOpen, readSetup } from '../../../settings/setup/progress.server';
import { retryImport } from '../../../shop/state/import-state.server';
import { readOrdersSetApart } from '../../../shop/state/set-apart.server';
import { shopOf, type InstalledShop, type PageReads } from '../../../shop/shop.server';
import { startIdAudit } from '../../../shop/state/id-audit.server';
import { retryFailingJobs } from '../../../shop/state/failing-jobs.server';
import { authenticate } from '../../../shopify/shopify.server';
import { surveySettings, type SurveySettings } from '../../../survey/settings/settings';
import { displayOf } from '../../../settings/display';
import { SURVEY_PLACES } from '../../../terms/survey-places';
import { HomePage } from '../../../ui/home/home-page';
import { homeView } from '../../../ui/home/view';
import { useOpenPage } from '../../../ui/frame/use-open-page';
import type { PageHandle } from '../../../ui/frame/page-title';
import { keepsData } from '../../../ui/sheets/keeps-data';

/** A sheet that opens or closes needs no new data. */
export const shouldRevalidate = keepsData;

/** Home: the newest snapshot, or the one of the day in the address, beside an earlier one. */
export async function loader({ request }: LoaderFunctionArgs) {
  const merchant = await authenticate.admin(request);
  const { shop, read, comparison, status, goals, parts, own } = await readPageFacts(
    merchant,
    request.url,
    async (tx, days) => ({
      setApart: await readOrdersSetApart(tx, days.shop.id),
      unhappy:
        days.isPast || days.read === null || !displayOf(days.shop).nps
          ? null
          : await unhappyWeek(tx, days.shop.id, addDays(days.read.snapshot.asOf, -1)),
      setup: days.isPast ? null : await openSetup(tx, days.shop, days.read !== null),
    }),
  );
  if (shop === null || own === null) return { status, setup: NOTHING_SET_UP, view: null };
  const survey = surveySettings(shop);
  const shareUrl = parts.nps ? shareLink(survey) : null;
  const places = parts.nps && survey.enabled ? SURVEY_PLACES.filter((place) => survey[place]) : [];
  const { unhappy, ...beside } = own;
  if (read === null || comparison === null) return { status, ...beside, view: null };
  const attention = shownAttention(shop, read.snapshot, {
    ...{ isPast: status.past !== null, shareLink: shareUrl, places },
  });
  return {
    status,
    ...beside,
    view: homeView(read.snapshot, comparison, attention, goals, parts, unhappy),
  };
}

/** The set-up while a step of it is left and the merchant has not closed it; else null. */
async function openSetup(
  tx: PageReads,
  shop: InstalledShop,
  imported: boolean,
): Promise<SetupProgress | null> {
  if (isSetupClosed(shop)) return null;
  const setup = await readSetup(tx, shop, imported);
  return isSetupOpen(setup) ? setup : null;
}

/** Whether promoters get a link to pass on; null where the survey does not ask them to. */
function shareLink({ enabled, followUps, shareUrl }: SurveySettings): boolean | null {
  return enabled && followUps.share ? shareUrl !== null : null;
}

/** The buttons of Home, and those of a failed import, of failing jobs and of the id audit on every page. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  const form = await readForm(request);
  const act = ACTIONS.get(String(form.get('intent')));
  if (act === undefined) throw new Response(null, { status: 400 });
  if (shop !== null) await act(shop, form);
  return null;
}

type Act = (shop: InstalledShop, form: FormData) => Promise<unknown>;

const ACTIONS = new Map<string, Act>([
  ['retry', ({ id }) => retryImport(id)],
  ['retryTroubles', ({ id }) => retryFailingJobs(id)],
  ['sweep', ({ id }) => startIdAudit(id)],
  ['dismissSetup', ({ id }) => dismissSetup(id, true)],
  ['placed', ({ id }) => forgetPlacement(id)],
  [
    'dismiss',
    (shop, form) =>
      dismissLine(shop.id, String(form.get('topic')), shareLink(surveySettings(shop))),
  ],
]);

export const handle = { title: 'home:title' } satisfies PageHandle;

export default function Home() {
  const page = useLoaderData<typeof loader>();
  return <HomePage {...page} onRetry={useOpenPage(page.status)} />;
}
