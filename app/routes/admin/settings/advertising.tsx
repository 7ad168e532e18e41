import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { changeSpend } from '../../../settings/advertising/spend.server';
import { followChannels } from '../../../settings/channels/channels.server';
import { firstCells } from '../../../settings/entered/cells';
import { editedSpend, readGrid } from '../../../settings/entered/spend-grid';
import { shopOf } from '../../../shop/shop.server';
import { authenticate } from '../../../shopify/shopify.server';
import type { PageHandle } from '../../../ui/frame/page-title';
import { AdvertisingPage } from '../../../ui/settings/advertising/advertising-page';
import { gridView } from '../../../ui/settings/advertising/grid-view';
import type { ChannelsView } from '../../../ui/settings/advertising/channels-view';
import type { GridAnswer, GridView } from '../../../ui/settings/advertising/view';
import { readOpenedForm } from '../form.server';
import { readChannelsView } from './channels-view.server';
import { readSpendView } from './spend-view.server';
import { knownShop } from '../known-shop.server';

/** Advertising spend by month and channel; `?months` says how many months. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const asked = new URL(request.url).searchParams.get('months');
  const shop = await shopOf(session.shop);
  const view = await readSpendView(shop);
  return { view: gridView(view, asked), channels: await readChannelsView(shop, view) };
}

/** Saves what the grid changes, unless a field is wrong or someone else has changed one of the cells since. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await knownShop(session.shop);
  const { form, version } = await readOpenedForm(request);
  const text = (field: string) => String(form.get(field) ?? '');
  const read = readGrid(text, await readSpendView(shop));
  if (read === null) throw new Response(null, { status: 400 });
  const entered = Object.fromEntries([...form].map(([field, value]) => [field, String(value)]));
  const refused = (answer: GridAnswer, status: number) => json<GridAnswer>(answer, { status });
  if (Object.keys(read.faults).length > 0) return refused({ refused: 'faults', entered }, 400);
  const result = await changeSpend(
    shop.id,
    (known) => editedSpend(known, read.edit),
    version,
    (tx) => followChannels(tx, shop.id, read.edit),
  );
  if ('tooMany' in result) return refused({ refused: result.tooMany, entered }, 400);
  if ('meanwhile' in result)
    return refused(
      { meanwhile: firstCells(result.meanwhile), version: result.version, entered },
      409,
    );
  return json<GridAnswer>({ saved: true });
}

export const handle = { title: 'settings.advertising' } satisfies PageHandle;

export default function Advertising() {
  const { view, channels } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as GridAnswer | undefined;
  return (
    <AdvertisingPage view={view as GridView} channels={channels as ChannelsView} answer={answer} />
  );
}
