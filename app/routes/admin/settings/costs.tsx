import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { readForm } from '../form.server';
import { previewCosts } from '../../../metrics/costs/preview.server';
import { metricSettingsSchema } from '../../../metrics/settings';
import { changeSettings } from '../../../settings/change.server';
import { costTexts, enteredCosts, parseCosts } from '../../../settings/entered/costs';
import { versionIn } from '../../../settings/entered/version';
import { shopOf } from '../../../shop/shop.server';
import { authenticate } from '../../../shopify/shopify.server';
import type { PageHandle } from '../../../ui/frame/page-title';
import { CostsPage } from '../../../ui/settings/costs-page';
import type { CostsAnswer, CostsView } from '../../../ui/settings/costs-view';
import { shopWords } from '../../../ui/numbers/shop-words';
import { knownShop } from '../known-shop.server';

/** Costs. With the form's fields in the address it also has the numbers that saving them would give. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  const saved = metricSettingsSchema.parse(shop?.settings.metrics ?? {});
  const words = shopWords(shop);
  const asked = new URL(request.url).searchParams;
  const entered = asked.has('preview') ? parseCosts(enteredCosts(asked), words.currency) : null;
  const then = entered !== null && 'settings' in entered ? [entered.settings] : [];
  const view: CostsView = {
    version: shop?.settingsVersion ?? 0,
    texts: costTexts(saved),
    preview: shop && (await previewCosts(shop.id, [saved, ...then])),
    faults: entered !== null && 'faults' in entered ? entered.faults : {},
    ...words,
  };
  return { view };
}

/** Saves the costs, unless a field is wrong or another page has changed one of them since. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await knownShop(session.shop);
  const form = await readForm(request);
  const version = versionIn(form);
  if (version === null) throw new Response(null, { status: 400 });
  const entered = enteredCosts(form);
  const parsed = parseCosts(entered, shop.currency);
  if ('faults' in parsed)
    return json<CostsAnswer>({ faults: parsed.faults, entered }, { status: 400 });
  const result = await changeSettings(shop.id, 'metrics', parsed.settings, version);
  return 'meanwhile' in result
    ? json<CostsAnswer>({ ...result, entered }, { status: 409 })
    : json<CostsAnswer>({ saved: true });
}

export const handle = { title: 'settings.costs' } satisfies PageHandle;

export default function Costs() {
  const { view } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as CostsAnswer | undefined;
  return <CostsPage view={view} answer={answer} />;
}
