import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { readForm } from '../form.server';
import { goalSettingsSchema, healthAmount, metricSettingsSchema } from '../../../metrics/settings';
import { changeParts } from '../../../settings/change.server';
import {
  definitionTexts,
  enteredDefinitions,
  parseDefinitions,
} from '../../../settings/entered/definitions';
import { versionIn } from '../../../settings/entered/version';
import { shopOf } from '../../../shop/shop.server';
import { authenticate } from '../../../shopify/shopify.server';
import type { PageHandle } from '../../../ui/frame/page-title';
import { DefinitionsPage } from '../../../ui/settings/definitions/page';
import type { DefinitionsAnswer, DefinitionsView } from '../../../ui/settings/definitions/view';
import { shopWords } from '../../../ui/numbers/shop-words';
import { knownShop } from '../known-shop.server';

/** How numbers are defined, and the shop's goals. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  const metrics = metricSettingsSchema.parse(shop?.settings.metrics ?? {});
  const goals = goalSettingsSchema.parse(shop?.settings.goals ?? {});
  const words = shopWords(shop);
  const view: DefinitionsView = {
    version: shop?.settingsVersion ?? 0,
    texts: definitionTexts({ metrics, goals }),
    healthAmount: healthAmount({ ...metrics, healthAmount: null }, words.currency),
    ...words,
  };
  return { view };
}

/** Saves the form, unless a field is wrong or another page has changed one of them since. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await knownShop(session.shop);
  const form = await readForm(request);
  const version = versionIn(form);
  if (version === null) throw new Response(null, { status: 400 });
  const entered = enteredDefinitions(form);
  const parsed = parseDefinitions(entered, shop.currency);
  if ('faults' in parsed)
    return json<DefinitionsAnswer>({ faults: parsed.faults, entered }, { status: 400 });
  const result = await changeParts(shop.id, { ...parsed.settings }, version);
  return 'meanwhile' in result
    ? json<DefinitionsAnswer>({ ...result, entered }, { status: 409 })
    : json<DefinitionsAnswer>({ saved: true });
}

export const handle = { title: 'settings.definitions' } satisfies PageHandle;

export default function Definitions() {
  const { view } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as DefinitionsAnswer | undefined;
  return <DefinitionsPage view={view} answer={answer} />;
}
