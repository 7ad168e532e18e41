import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { PRODUCTS_A_PAGE, readCostedGoods } from '../../../metrics/costs/goods.server';
import { previewCosts } from '../../../metrics/costs/preview.server';
import { metricSettingsSchema } from '../../../metrics/settings';
import { readUnitCostsForm } from '../../../settings/entered/goods/costs-form';
import { nameCosts } from '../../../settings/unit-costs/named-costs.server';
import { changeUnitCosts, readUnitCostsNow } from '../../../settings/unit-costs/unit-costs.server';
import { shopOf, type InstalledShop } from '../../../shop/shop.server';
import { authenticate } from '../../../shopify/shopify.server';
import type { PageHandle } from '../../../ui/frame/page-title';
import { PRODUCT_ID } from '../../../terms/filters';
import { shopWords } from '../../../ui/numbers/shop-words';
import { keepsWhileTrying } from '../../../ui/settings/keeps-while-trying';
import { UnitCostsPage } from '../../../ui/settings/unit-costs/page';
import {
  productRows,
  type UnitCostsAnswer,
  type UnitCostsView,
  type Unsaved,
} from '../../../ui/settings/unit-costs/view';
import { readOpenedForm } from '../form.server';
import { knownShop } from '../known-shop.server';
import { askedBy, tryDraft } from './try-draft.server';

/** A search longer than any title. */
const LONGEST_SEARCH = 255;

/**
 * The products of the shop with their costs; `?q` searches for a part of a title or a SKU, `?page` counts from 1, `?variantsOf`
 * has one product with more of its variants: `product` is a filter's.
 */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return { view: await readView(await shopOf(session.shop), request) };
}

async function readView(shop: InstalledShop | null, request: Request): Promise<UnitCostsView> {
  const asked = new URL(request.url).searchParams;
  const search = (asked.get('q') ?? '').trim().slice(0, LONGEST_SEARCH);
  const page = /^[1-9]\d{0,4}$/.test(asked.get('page') ?? '') ? Number(asked.get('page')) : 1;
  const product = asked.get('variantsOf') ?? '';
  const alone = PRODUCT_ID.test(product) ? product : null;
  const own = shop && (await readUnitCostsNow(shop.id));
  const goods = shop && (await readCostedGoods(shop.id, search, page, alone));
  const settings = metricSettingsSchema.parse(shop?.settings.metrics ?? {});
  const rows = goods && productRows(goods, own?.costs ?? new Map());
  return {
    ...{ search, alone, page, version: own?.version ?? 0 },
    ...{ defaultMargin: settings.defaultMargin, basis: settings.revenueBasis },
    pages: Math.ceil((goods?.matching ?? 0) / PRODUCTS_A_PAGE),
    goods: goods && {
      rows: rows?.rows ?? [],
      total: goods.total,
      mostUncosted: goods.mostUncosted,
    },
    shown: rows?.shown ?? {},
    preview: shop && (await previewCosts(shop.id, [settings])),
    ...shopWords(shop),
  };
}

/** Saves the costs that differ from those shown, or says what saving them would give. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await knownShop(session.shop);
  const { form, version } = await readOpenedForm(request);
  const text = (field: string) => String(form.get(field) ?? '');
  const read = readUnitCostsForm(text, [...form.keys()], shop.currency);
  if (read === null) throw new Response(null, { status: 400 });
  const { changed, faults } = read;
  const isFaulty = Object.keys(faults).length > 0;
  const unsaved = async (of: Partial<Unsaved>): Promise<Unsaved> => ({
    ...{ version, faults },
    preview: isFaulty
      ? null
      : await tryDraft(shop, { what: 'unitCosts', costs: changed }, askedBy(request, form)),
    entered: Object.fromEntries([...form].map(([field, value]) => [field, String(value)])),
    ...of,
  });
  const refused = async (of: Partial<Unsaved>, status: 400 | 409) =>
    json<UnitCostsAnswer>(await unsaved(of), { status });
  if (form.get('intent') === 'preview') return json<UnitCostsAnswer>(await unsaved({}));
  if (isFaulty) return await refused({ problem: 'faults' }, 400);
  const result = await changeUnitCosts(shop.id, () => changed, version);
  if ('unknown' in result) return await refused({ problem: 'unknown', preview: null }, 400);
  if ('tooMany' in result) return await refused({ problem: 'tooMany' }, 400);
  if ('meanwhile' in result)
    return await refused(
      {
        version: result.version,
        problem: { meanwhile: await nameCosts(shop.id, result.meanwhile) },
      },
      409,
    );
  return json<UnitCostsAnswer>({ saved: true, version: result.version });
}

export const shouldRevalidate = keepsWhileTrying;

export const handle = { title: 'settings.unitCosts' } satisfies PageHandle;

export default function UnitCosts() {
  const { view } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as UnitCostsAnswer | undefined;
  return <UnitCostsPage view={view as UnitCostsView} answer={answer} />;
}
