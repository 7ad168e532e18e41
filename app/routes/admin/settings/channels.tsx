import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { changeMapping } from '../../../settings/channels/channels.server';
import { parseChannelsForm } from '../../../settings/channels/channels-form';
import { shopOf } from '../../../shop/shop.server';
import { authenticate } from '../../../shopify/shopify.server';
import type { PageHandle } from '../../../ui/frame/page-title';
import { ChannelsPage } from '../../../ui/settings/advertising/channels-page';
import type { ChannelsAnswer, ChannelsView } from '../../../ui/settings/advertising/channels-view';
import { readForm } from '../form.server';
import { knownShop } from '../known-shop.server';
import { readChannelsView } from './channels-view.server';
import { readSpendView } from './spend-view.server';

/** The advertising channel of each source of first orders. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  return { view: await readChannelsView(shop, await readSpendView(shop)) };
}

/** Saves the chosen channels, unless one is gone or someone else has mapped one of the sources since. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await knownShop(session.shop);
  const form = parseChannelsForm(await readForm(request));
  if (form === null) throw new Response(null, { status: 400 });
  const { draft: chosen, version } = form;
  const result = await changeMapping(shop.id, chosen, version);
  const refused = (answer: ChannelsAnswer, status: 400 | 409) => json(answer, { status });
  if ('unknown' in result) return refused({ refused: 'gone', chosen }, 400);
  if ('tooMany' in result) return refused({ refused: 'tooMany', chosen }, 400);
  if ('meanwhile' in result) return refused({ ...result, chosen }, 409);
  return json<ChannelsAnswer>({ saved: Object.keys(chosen).length });
}

export const handle = { title: 'settings.channels' } satisfies PageHandle;

export default function Channels() {
  const { view } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as ChannelsAnswer | undefined;
  return <ChannelsPage view={view as ChannelsView} answer={answer} />;
}
