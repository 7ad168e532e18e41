import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { previewUnitCosts } from '../../../metrics/costs/preview.server';
import { readFileForm } from '../../../settings/files/file-form';
import { readCostFile } from '../../../settings/unit-costs/cost-file';
import { firstChanges, planCosts } from '../../../settings/unit-costs/cost-plan';
import {
  nameChanges,
  readKnownGoods,
  readTemplate,
} from '../../../settings/unit-costs/goods.server';
import { nameCosts } from '../../../settings/unit-costs/named-costs.server';
import { changeUnitCosts, readUnitCostsNow } from '../../../settings/unit-costs/unit-costs.server';
import { shopOf } from '../../../shop/shop.server';
import { authenticate } from '../../../shopify/shopify.server';
import type { PageHandle } from '../../../ui/frame/page-title';
import { shopWords } from '../../../ui/numbers/shop-words';
import { CostImportPage } from '../../../ui/settings/unit-costs/import-page';
import type { CostImportAnswer, CostImportView } from '../../../ui/settings/unit-costs/import-view';
import { readOpenedForm } from '../form.server';
import { knownShop } from '../known-shop.server';

/** Where a file of unit costs is read, shown and applied; `?template` has the lines of a file to fill in. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  const isAsked = new URL(request.url).searchParams.has('template');
  const view: CostImportView = { version: shop?.settingsVersion ?? 0, ...shopWords(shop) };
  return { view, template: isAsked && shop !== null ? await readTemplate(shop.id) : null };
}

/** Says what a file would change, or applies it: all of its good lines, or nothing where another page was faster. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await knownShop(session.shop);
  const { form: fields, version } = await readOpenedForm(request);
  const form = await readFileForm(fields);
  if ('fault' in form) return json<CostImportAnswer>(form, { status: 400 });
  const { text, replace } = form;
  const file = readCostFile(text, await readKnownGoods(shop.id), shop.currency);
  if ('fault' in file) return json<CostImportAnswer>(file, { status: 400 });
  const { costs: read, unread, ...lines } = file;
  const shown = async () => {
    const now = await readUnitCostsNow(shop.id);
    const { costs, ...plan } = planCosts(file, now.costs, replace);
    const first = await nameChanges(shop.id, firstChanges(costs, now.costs));
    const effect = await previewUnitCosts(shop.id, costs);
    return { preview: { text, version: now.version, replace, ...plan, ...lines, first }, effect };
  };
  if (!form.apply) return json<CostImportAnswer>(await shown());
  let applied = 0;
  const result = await changeUnitCosts(
    shop.id,
    (known) => {
      const { costs } = planCosts({ costs: read, unread }, known, replace);
      applied = Object.keys(costs).length;
      return costs;
    },
    version,
  );
  if ('unknown' in result || 'tooMany' in result)
    return json<CostImportAnswer>(
      { ...(await shown()), problem: 'unknown' in result ? 'unknown' : 'tooMany' },
      { status: 400 },
    );
  if ('meanwhile' in result)
    return json<CostImportAnswer>(
      {
        ...(await shown()),
        problem: { meanwhile: await nameCosts(shop.id, result.meanwhile) },
      },
      { status: 409 },
    );
  return json<CostImportAnswer>({ applied, wrongLines: file.wrongLines + file.unknownLines });
}

export const handle = { title: 'settings.unitCostsImport' } satisfies PageHandle;

export default function UnitCostsImport() {
  const { view } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as CostImportAnswer | undefined;
  return <CostImportPage view={view} answer={answer} />;
}
