import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { snapshotIn } from '../../../../metrics/read.server';
import { listPrivacyRequests } from '../../../../privacy/requests/requests.server';
import { NOT_BEGUN } from '../../../../progress/import-progress';
import { NOTHING_TO_FOLLOW } from '../../../../progress/following';
import { NONE_SET_APART } from '../../../../progress/set-apart';
import { readPage, shopOf } from '../../../../shop/shop.server';
import { followingIn } from '../../../../shop/state/following.server';
import { readImportState } from '../../../../shop/state/import-state.server';
import { readReadIn } from '../../../../shop/state/read-in.server';
import { readOrdersSetApart } from '../../../../shop/state/set-apart.server';
import { authenticate } from '../../../../shopify/shopify.server';
import type { PageHandle } from '../../../../ui/frame/page-title';
import { useLive } from '../../../../ui/frame/use-live';
import { shopWords } from '../../../../ui/numbers/shop-words';
import { DataPage } from '../../../../ui/settings/data/data-page';
import type { DataView } from '../../../../ui/settings/data/view';

/** The shop's data: orders that count and that do not, and how current they are. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  if (shop === null) return { view: { ...NOTHING_YET, ...shopWords(null) } };
  const { id } = shop;
  const { read, times, ...state } = await readPage(id, async (tx) => ({
    following: await followingIn(tx, id),
    read: await snapshotIn(tx, id),
    times: await readReadIn(tx, id),
    importing: await readImportState(tx, shop),
    setApart: await readOrdersSetApart(tx, id),
  }));
  const requests = await listPrivacyRequests(id);
  const view: DataView = {
    ...state,
    times: {
      imported: times.imported?.toISOString() ?? null,
      change: times.change?.toISOString() ?? null,
      check: times.check?.toISOString() ?? null,
    },
    orders: read?.snapshot.orders ?? null,
    computedAt: read?.computedAt ?? null,
    waitingRequests: requests.filter(({ state }) => state === 'waiting').length,
    ...shopWords(shop),
  };
  return { view };
}

const NOTHING_YET: Omit<DataView, 'currency' | 'timezone'> = {
  importing: NOT_BEGUN,
  times: { imported: null, change: null, check: null },
  following: NOTHING_TO_FOLLOW,
  orders: null,
  computedAt: null,
  setApart: NONE_SET_APART,
  waitingRequests: 0,
};

export const handle = { title: 'settings.data' } satisfies PageHandle;

export default function Data() {
  const { view } = useLoaderData<typeof loader>();
  useLive(view.following);
  return <DataPage view={view as DataView} />;
}
