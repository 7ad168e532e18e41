import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { goalSettingsSchema, healthAmount, metricSettingsSchema } from '../../../metrics/settings';
import type { DefinitionSettings } from '../../../metrics/preview/drafts/draft.server';
import { changeParts } from '../../../settings/change.server';
import { changedSettings } from '../../../settings/entered/changed';
import {
  definitionTexts,
  enteredDefinitions,
  parseDefinitions,
  type Definitions,
} from '../../../settings/entered/definitions';
import { shopOf } from '../../../shop/shop.server';
import { authenticate } from '../../../shopify/shopify.server';
import type { PageHandle } from '../../../ui/frame/page-title';
import { DefinitionsPage } from '../../../ui/settings/definitions/page';
import type { DefinitionsAnswer, DefinitionsView } from '../../../ui/settings/definitions/view';
import { keepsWhileTrying } from '../../../ui/settings/keeps-while-trying';
import { shopWords } from '../../../ui/numbers/shop-words';
import { saveEntered } from './save-entered.server';
import { tryDraft } from './try-draft.server';

/** How numbers are defined, and the shop's goals. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  const metrics = metricSettingsSchema.parse(shop?.settings.metrics ?? {});
  const goals = goalSettingsSchema.parse(shop?.settings.goals ?? {});
  const words = shopWords(shop);
  const view: DefinitionsView = {
    version: shop?.settingsVersion ?? 0,
    texts: definitionTexts({ metrics, goals }),
    healthAmount: healthAmount({ ...metrics, healthAmount: null }, words.currency),
    ...words,
  };
  return { view };
}

/** The definitions that a preview reads: goals move no number. */
const previewed = ({ metrics }: Definitions): DefinitionSettings => {
  const { counting, revenueBasis, healthAmount: amount } = metrics;
  const { healthPurchases, healthYearAmount, healthRepeaters } = metrics;
  return {
    ...{ counting, revenueBasis, healthAmount: amount },
    ...{ healthPurchases, healthYearAmount, healthRepeaters },
  };
};

/** Saves the form, unless a field is wrong or another page has changed one of them since, or says what it would do. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return await saveEntered(session.shop, request, {
    enter: enteredDefinitions,
    parse: (entered, { currency }) => parseDefinitions(entered, currency),
    save: ({ id }, { metrics, goals }, version, { form, entered }) =>
      changeParts(
        id,
        {
          metrics: changedSettings(form, entered, metrics),
          goals: changedSettings(form, entered, goals),
        },
        version,
      ),
    preview: (shop, definitions, asked) =>
      tryDraft(shop, { what: 'definitions', settings: previewed(definitions) }, asked),
  });
}

export const shouldRevalidate = keepsWhileTrying;

export const handle = { title: 'settings.definitions' } satisfies PageHandle;

export default function Definitions() {
  const { view } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as DefinitionsAnswer | undefined;
  return <DefinitionsPage view={view} answer={answer} />;
}
