import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { readImportForm } from '../../../settings/advertising/import-form';
import { importPreview } from '../../../settings/advertising/import-preview';
import { planImport } from '../../../settings/advertising/import-plan';
import { changeSpend } from '../../../settings/advertising/spend.server';
import { readSpendFile } from '../../../settings/advertising/spend-file';
import { firstCells } from '../../../settings/entered/cells';
import { shopOf } from '../../../shop/shop.server';
import { authenticate } from '../../../shopify/shopify.server';
import type { PageHandle } from '../../../ui/frame/page-title';
import { ImportPage } from '../../../ui/settings/advertising/import-page';
import type { ImportAnswer, SpendView } from '../../../ui/settings/advertising/view';
import { readOpenedForm } from '../form.server';
import { readSpendView } from './spend-view.server';
import { knownShop } from '../known-shop.server';

/** Where a file of advertising spend is read, shown and applied. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return { view: await readSpendView(await shopOf(session.shop)) };
}

/** Says what a file would change, or applies it: all of its good lines, or nothing where another page was faster. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await knownShop(session.shop);
  const { form: fields, version } = await readOpenedForm(request);
  const form = await readImportForm(fields);
  if ('fault' in form) return json<ImportAnswer>(form, { status: 400 });
  const { text, choices } = form;
  const view = await readSpendView(shop);
  const file = readSpendFile(text, view);
  if ('fault' in file) return json<ImportAnswer>(file, { status: 400 });
  const shown = () => importPreview({ text, file, choices, view });
  if (!form.apply) return json<ImportAnswer>(shown());
  let applied = 0;
  const result = await changeSpend(
    shop.id,
    (known) => {
      const { spend } = planImport(file, known, choices);
      applied = Object.keys(spend).length;
      return spend;
    },
    version,
  );
  if ('tooMany' in result)
    return json<ImportAnswer>({ ...shown(), problem: result.tooMany }, { status: 400 });
  if ('meanwhile' in result)
    return json<ImportAnswer>(
      { ...shown(), problem: { meanwhile: firstCells(result.meanwhile) } },
      { status: 409 },
    );
  return json<ImportAnswer>({ applied, wrongLines: file.wrongLines });
}

export const handle = { title: 'settings.advertisingImport' } satisfies PageHandle;

export default function AdvertisingImport() {
  const { view } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as ImportAnswer | undefined;
  return <ImportPage view={view as SpendView} answer={answer} />;
}
