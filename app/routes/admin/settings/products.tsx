import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { readShopProducts } from '../../../metrics/roles/products.server';
import { changeRoles } from '../../../settings/roles.server';
import { parseRolesForm, type RolesForm } from '../../../settings/roles-form';
import { shopOf, type InstalledShop } from '../../../shop/shop.server';
import { authenticate } from '../../../shopify/shopify.server';
import type { PageHandle } from '../../../ui/frame/page-title';
import { RolesPage } from '../../../ui/settings/roles/page';
import {
  rolesView,
  withSuggestions,
  type DraftAnswer,
  type RolesAnswer,
  type RolesView,
  type Roles,
} from '../../../ui/settings/roles/view';
import { readForm } from '../form.server';
import { shopWords } from '../../../ui/numbers/shop-words';
import { knownShop } from '../known-shop.server';
import { askedBy, tryDraft } from './try-draft.server';
import { keepsWhileTrying } from '../../../ui/settings/keeps-while-trying';

/** A search longer than any title. */
const LONGEST_SEARCH = 255;

/** The products of the shop and their roles; `?q` searches for a part of a title. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return { view: await readView(await shopOf(session.shop), request) };
}

async function readView(shop: InstalledShop | null, request: Request): Promise<RolesView> {
  const search = (new URL(request.url).searchParams.get('q') ?? '').trim().slice(0, LONGEST_SEARCH);
  if (shop === null)
    return {
      ...{ version: 0, search, products: [], matching: 0 },
      ...shopWords(shop),
    };
  const { currency, timezone, settingsVersion: version } = shop;
  return rolesView(
    { version, search, currency, timezone },
    await readShopProducts(shop.id, currency, search),
  );
}

/** Saves roles, or says what a draft of them would do. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await knownShop(session.shop);
  const sent = await readForm(request);
  const form = parseRolesForm(sent);
  if (form === null) throw new Response(null, { status: 400 });
  const asked = askedBy(request, sent);
  const preview = (roles: Roles) => tryDraft(shop, { what: 'roles', roles }, asked);
  if (form.intent !== 'save') return json<RolesAnswer>(await draftOf(shop, request, form, preview));
  const { draft, version } = form;
  const result = await changeRoles(shop.id, draft, version);
  if ('unknown' in result)
    return refused({ draft, version, preview: null, problem: 'unknown' }, 400);
  if ('meanwhile' in result)
    return refused(
      {
        draft,
        version: result.version,
        preview: await preview(draft),
        problem: { meanwhile: result.meanwhile },
      },
      409,
    );
  return json<RolesAnswer>({ saved: Object.keys(draft).length, version: result.version });
}

const refused = (answer: DraftAnswer, status: 400 | 409) => json<RolesAnswer>(answer, { status });

/** The draft after a button of the page: as it is, with all suggestions, or with one role for the marked products. */
async function draftOf(
  shop: InstalledShop,
  request: Request,
  { intent, draft, version, marked, role }: RolesForm,
  preview: (roles: Roles) => Promise<DraftAnswer['preview']>,
): Promise<DraftAnswer> {
  if (intent === 'set' && marked.length === 0)
    return { draft, version, preview: await preview(draft), problem: 'noneMarked' };
  const next =
    intent === 'suggest'
      ? withSuggestions(draft, (await readView(shop, request)).products)
      : intent === 'set'
        ? { ...draft, ...Object.fromEntries(marked.map((product) => [product, role])) }
        : draft;
  return { draft: next, version, preview: await preview(next) };
}

export const shouldRevalidate = keepsWhileTrying;

export const handle = { title: 'settings.products' } satisfies PageHandle;

export default function Products() {
  const { view } = useLoaderData<typeof loader>();
  return (
    <RolesPage view={view as RolesView} answer={useActionData<typeof action>() as RolesAnswer} />
  );
}
