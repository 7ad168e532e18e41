import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { readOpenedForm } from '../form.server';
import { changeSettings } from '../../../settings/change.server';
import { displayOf, parseDisplayForm } from '../../../settings/display';
import { shopOf } from '../../../shop/shop.server';
import { authenticate } from '../../../shopify/shopify.server';
import type { PageHandle } from '../../../ui/frame/page-title';
import {
  DisplayPage,
  type DisplayAnswer,
  type DisplayView,
} from '../../../ui/settings/display/page';
import { knownShop } from '../known-shop.server';

/** The language of the app, and the parts that the shop uses. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  const view: DisplayView = { version: shop?.settingsVersion ?? 0, ...displayOf(shop) };
  return { view };
}

/** Saves the form, unless another page has changed one of its settings since. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await knownShop(session.shop);
  const { form, version } = await readOpenedForm(request);
  const values = parseDisplayForm(form);
  if (values === null) throw new Response(null, { status: 400 });
  const result = await changeSettings(shop.id, 'display', values, version);
  return 'meanwhile' in result
    ? json<DisplayAnswer>({ changedMeanwhile: result.version }, { status: 409 })
    : json<DisplayAnswer>({ saved: true, language: values.language !== displayOf(shop).language });
}

export const handle = { title: 'settings.display' } satisfies PageHandle;

export default function Display() {
  const { view } = useLoaderData<typeof loader>();
  return <DisplayPage view={view} answer={useActionData<typeof action>() as DisplayAnswer} />;
}
