import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { readPageFacts } from '../page-facts.server';
import {
  readProfile,
  whyNoProfile,
  type NoProfile,
} from '../../../metrics/profile/read-profile.server';
import { metricSettingsSchema } from '../../../metrics/settings';
import { readShownNames } from '../../../shop/shown-names.server';
import { authenticate } from '../../../shopify/shopify.server';
import type { PageHandle } from '../../../ui/frame/page-title';
import { useOpenPage } from '../../../ui/frame/use-open-page';
import { ProfilePage } from '../../../ui/profile/profile-page';
import { profileView } from '../../../ui/profile/view';
import { keepsData } from '../../../ui/sheets/keeps-data';

/** A sheet that opens or closes needs no new data. */
export const shouldRevalidate = keepsData;

/** Shopify's numeric id; PostgreSQL's largest has 19 digits. */
const CUSTOMER_ID = /^[1-9]\d{0,17}$/;

/**
 * One customer, `?page=` of the orders.
 * @throws Response 404 for an id of which the shop knows nothing, with a sentence of its own where the customer was erased
 */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const merchant = await authenticate.admin(request);
  const { id } = params;
  if (id === undefined || !CUSTOMER_ID.test(id)) throw noCustomer('unknown');
  const asked = new URL(request.url).searchParams.get('page') ?? '';
  const page = /^[1-9]\d{0,4}$/.test(asked) ? Number(asked) : 1;
  const { own, status } = await readPageFacts(
    merchant,
    request.url,
    async (tx, { shop, read, isPast }) => {
      const rules = {
        ...{ shop: shop.id, currency: shop.currency, timezone: shop.timezone },
        settings: metricSettingsSchema.parse(shop.settings.metrics ?? {}),
      };
      if (read !== null)
        return { shop, read, profile: await readProfile(tx, rules, id, read.snapshot, page) };
      // numbers of a past day are to come, those of a new shop with its customers
      const none = isPast ? await whyNoProfile(tx, rules, id) : null;
      return none === null ? null : { shop, read, profile: none };
    },
    'nothing',
  );
  if (own === null) return { id, status, view: null };
  const { profile } = own;
  if (typeof profile === 'string' || 'mergedInto' in profile) throw noCustomer(profile);
  const { names, missing } = await readShownNames(merchant.session.shop, [id]);
  return {
    ...{ id, status: { ...status, sheets: null } },
    view: profileView(profile, {
      ...{ shop: own.shop.name, name: names.get(id) ?? null, nameMissing: missing },
      window: own.read?.snapshot.repeat.daysToSecond?.window ?? null,
    }),
  };
}

const noCustomer = (why: NoProfile) =>
  json(
    typeof why === 'string'
      ? { problem: NO_CUSTOMER[why] }
      : { problem: 'mergedCustomer', into: why.mergedInto },
    { status: 404 },
  );
const NO_CUSTOMER = { unknown: 'customer', erased: 'erasedCustomer' } as const;

export const handle = { title: 'common:profile' } satisfies PageHandle;

export default function Profile() {
  const page = useLoaderData<typeof loader>();
  return <ProfilePage {...page} onRetry={useOpenPage(page.status)} />;
}
