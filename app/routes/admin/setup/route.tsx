import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { env } from '../../../env.server';
import { readSuggestedRoles } from '../../../metrics/roles/suggested.server';
import { NOTHING_SET_UP } from '../../../progress/setup';
import { dismissSetup, postponeStep } from '../../../settings/setup/marks.server';
import { readSetup } from '../../../settings/setup/progress.server';
import { goalText } from '../../../settings/entered/goal';
import type { InstalledShop } from '../../../shop/shop.server';
import { authenticate } from '../../../shopify/shopify.server';
import { useLive } from '../../../ui/frame/use-live';
import type { PageHandle } from '../../../ui/frame/page-title';
import { keepsWhileTrying } from '../../../ui/settings/keeps-while-trying';
import { SetupPage } from '../../../ui/setup/setup-page';
import { openStep } from '../../../ui/setup/steps';
import type { SetupAnswer, SetupView } from '../../../ui/setup/view';
import { F2_BENCHMARK } from '../../../terms/benchmarks';
import { readForm } from '../form.server';
import { knownShop } from '../known-shop.server';
import { readPageFacts } from '../page-facts.server';
import { readCostsView } from '../settings/costs-view.server';
import { saveCosts, saveGoal, saveRoles } from './save.server';

/** The set-up; `?step` names the step whose work is shown. */
export async function loader({ request }: LoaderFunctionArgs) {
  const merchant = await authenticate.admin(request);
  const address = new URL(request.url);
  // a past day in the address is another page's
  const newest = new URL(address.pathname, address).href;
  const { shop, read, status, settings, own } = await readPageFacts(merchant, newest, (tx, days) =>
    readSetup(tx, days.shop, days.read !== null),
  );
  const setup = own ?? NOTHING_SET_UP;
  const open = openStep(setup, address.searchParams.get('step'));
  const version = shop?.settingsVersion ?? 0;
  const view: SetupView = {
    ...{ setup, open },
    status: { ...status, sheets: null },
    orders: read?.snapshot.orders.read ?? null,
    costs: open === 'costs' ? await readCostsView(shop) : null,
    roles:
      open === 'roles'
        ? { version, suggested: shop && read ? await suggested(shop) : 'reading' }
        : null,
    goal:
      open === 'goal'
        ? {
            version,
            text: goalText(settings.f2Benchmark),
            aim: F2_BENCHMARK,
            f2: read?.snapshot.repeat.within['90'] ?? null,
          }
        : null,
    editor: { domain: merchant.session.shop, clientId: env().SHOPIFY_API_KEY },
  };
  return { view };
}

const suggested = ({ id, currency }: InstalledShop) => readSuggestedRoles(id, currency);

/** Saves a step, puts one off, or closes Home's card. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await knownShop(session.shop);
  const form = await readForm(request);
  const act = String(form.get('act'));
  const mark = MARKS.get(act);
  if (mark !== undefined) {
    await mark(shop, form);
    return json<SetupAnswer | null>(null);
  }
  const saved = await SAVES.get(act)?.(shop, form);
  if (!saved) throw new Response(null, { status: 400 });
  return json<SetupAnswer | null>(saved.answer, { status: saved.status });
}

const MARKS = new Map<string, (shop: InstalledShop, form: FormData) => Promise<void>>([
  ['postpone', ({ id }, form) => postponeStep(id, String(form.get('step')))],
  ['dismiss', ({ id }) => dismissSetup(id, true)],
  ['show', ({ id }) => dismissSetup(id, false)],
]);

const SAVES = new Map([
  ['costs', saveCosts],
  ['roles', saveRoles],
  ['goal', saveGoal],
]);

export const shouldRevalidate = keepsWhileTrying;

export const handle = { title: 'settings.setup' } satisfies PageHandle;

export default function Setup() {
  const { view } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as SetupAnswer | null | undefined;
  useLive(view.status.following);
  return <SetupPage view={view as SetupView} answer={answer ?? undefined} />;
}
