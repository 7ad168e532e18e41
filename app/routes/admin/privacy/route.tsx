import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { now } from '../../../clock.server';
import { readForm } from '../form.server';
import { listPrivacyRequests } from '../../../privacy/requests/requests.server';
import {
  parsePrivacyForm,
  readPrivacySettings,
  updatePrivacySettings,
} from '../../../privacy/settings.server';
import { versionIn } from '../../../settings/entered/version';
import { shopOf } from '../../../shop/shop.server';
import { authenticate } from '../../../shopify/shopify.server';
import type { KeepingAnswer } from '../../../ui/privacy/keeping-times';
import { PrivacyPage } from '../../../ui/privacy/privacy-page';
import type { PrivacyView } from '../../../ui/privacy/view';
import type { PageHandle } from '../../../ui/frame/page-title';
import { shopWords } from '../../../ui/numbers/shop-words';
import { knownShop } from '../known-shop.server';

/** Privacy: Shopify's requests, and the retention settings. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  const view: PrivacyView = {
    requests: shop === null ? [] : await listPrivacyRequests(shop.id),
    ...(shop === null
      ? { commentDays: null, anonymousDays: null }
      : await readPrivacySettings(shop.id)),
    version: shop?.settingsVersion ?? 0,
    now: now().toISOString(),
    ...shopWords(shop),
  };
  return { view };
}

/** Sets how long comments and anonymous answers are kept. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await knownShop(session.shop);
  const form = await readForm(request);
  const entered = parsePrivacyForm(form);
  if ('wrong' in entered) return json<KeepingAnswer>(entered, { status: 400 });
  const result = await updatePrivacySettings(shop.id, entered.settings, versionIn(form));
  return 'meanwhile' in result
    ? json<KeepingAnswer>({ changedMeanwhile: result.version }, { status: 409 })
    : json<KeepingAnswer>({ saved: true });
}

export const handle = { title: 'settings.privacy' } satisfies PageHandle;

export default function Privacy() {
  const { view } = useLoaderData<typeof loader>();
  return <PrivacyPage view={view} answer={useActionData<typeof action>()} />;
}
