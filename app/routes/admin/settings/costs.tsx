import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { changeSettings } from '../../../settings/change.server';
import { changedSettings } from '../../../settings/entered/changed';
import { enteredCosts, FIELDS_OF_COSTS, parseCosts } from '../../../settings/entered/costs';
import { shopOf } from '../../../shop/shop.server';
import { authenticate } from '../../../shopify/shopify.server';
import type { PageHandle } from '../../../ui/frame/page-title';
import { CostsPage } from '../../../ui/settings/costs-page';
import type { CostsAnswer } from '../../../ui/settings/costs-view';
import { readCostsView } from './costs-view.server';
import { saveEntered } from './save-entered.server';

/** Costs. With the form's fields in the address it also has the numbers that saving them would give. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const asked = new URL(request.url).searchParams;
  const view = await readCostsView(await shopOf(session.shop), asked.has('preview') ? asked : null);
  return { view };
}

/** Saves the costs, unless a field is wrong or another page has changed one of them since. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return await saveEntered(session.shop, request, {
    enter: enteredCosts,
    parse: (entered, { currency }) => parseCosts(entered, currency),
    save: ({ id }, values, version, { form, entered }) =>
      changeSettings(
        id,
        'metrics',
        changedSettings(form, entered, values, FIELDS_OF_COSTS),
        version,
      ),
  });
}

export const handle = { title: 'settings.costs' } satisfies PageHandle;

export default function Costs() {
  const { view } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as CostsAnswer | undefined;
  return <CostsPage view={view} answer={answer} />;
}
