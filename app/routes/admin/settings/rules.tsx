import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { now } from '../../../clock.server';
import { dayIn } from '../../../metrics/calendar';
import { readSnapshot } from '../../../metrics/read.server';
import { metricSettingsSchema } from '../../../metrics/settings';
import { readTagged } from '../../../metrics/stages/tagged.server';
import { changeSettings } from '../../../settings/change.server';
import { changedSettings } from '../../../settings/entered/changed';
import { enteredRules, parseRules, ruleTexts } from '../../../settings/entered/rules';
import { shopOf, type InstalledShop } from '../../../shop/shop.server';
import { readTagReading } from '../../../shop/state/tag-reading.server';
import { authenticate } from '../../../shopify/shopify.server';
import type { PageHandle } from '../../../ui/frame/page-title';
import { shopWords } from '../../../ui/numbers/shop-words';
import { RulesPage } from '../../../ui/settings/rules/page';
import type { RulesAnswer, RulesView } from '../../../ui/settings/rules/view';
import { keepsWhileTrying } from '../../../ui/settings/keeps-while-trying';
import { saveEntered } from './save-entered.server';
import { tryDraft } from './try-draft.server';

/** The rules of the shop, with what the newest numbers were counted by. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return { view: await readView(await shopOf(session.shop)) };
}

async function readView(shop: InstalledShop | null): Promise<RulesView> {
  const saved = metricSettingsSchema.parse(shop?.settings.metrics ?? {});
  const read = shop && (await readSnapshot(shop.id));
  return {
    version: shop?.settingsVersion ?? 0,
    texts: ruleTexts(saved),
    now: read && {
      ...{ lapseDays: read.snapshot.lapseDays, lapseBasis: read.snapshot.lapseBasis },
      durationDays: read.snapshot.ltv.durationDays,
      durationBasis: read.snapshot.ltv.basis,
      history: read.snapshot.history,
    },
    tags: shop === null ? [] : await readTagged(shop.id, saved),
    reading: shop && (await readTagReading(shop.id)),
    ...shopWords(shop),
  };
}

/** Saves the rules, unless a field is wrong or another page has changed one of them since, or says what they would do. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return await saveEntered(session.shop, request, {
    enter: enteredRules,
    parse: (entered, { timezone }) => parseRules(entered, dayIn(timezone, now())),
    save: ({ id }, values, version, { form, entered }) =>
      changeSettings(id, 'metrics', changedSettings(form, entered, values), version),
    preview: (shop, settings, asked) => tryDraft(shop, { what: 'rules', settings }, asked),
  });
}

export const shouldRevalidate = keepsWhileTrying;

export const handle = { title: 'settings.rules' } satisfies PageHandle;

export default function Rules() {
  const { view } = useLoaderData<typeof loader>();
  return (
    <RulesPage
      view={view as RulesView}
      answer={useActionData<typeof action>() as RulesAnswer | undefined}
    />
  );
}
