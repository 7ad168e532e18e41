import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { readForm } from '../form.server';
import { env } from '../../../env.server';
import { DEFAULT_SETTINGS, MOST_WORDING } from '../../../survey/settings/settings';
import {
  readSurveySettings,
  setSurveySettings,
  surveyForm,
} from '../../../survey/settings/settings.server';
import { versionIn } from '../../../settings/entered/version';
import { shopOf } from '../../../shop/shop.server';
import { authenticate } from '../../../shopify/shopify.server';
import { previewTexts } from '../../../survey/pages/preview';
import { SurveyPage } from '../../../ui/survey/survey-page';
import type { SurveyAnswer, SurveyView } from '../../../ui/survey/view';
import type { PageHandle } from '../../../ui/frame/page-title';
import { knownShop } from '../known-shop.server';

/** The survey's settings, and the default texts that buyers read. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  const known =
    shop === null ? { settings: DEFAULT_SETTINGS, version: 0 } : await readSurveySettings(shop.id);
  const view: SurveyView = {
    settings: known.settings,
    version: known.version,
    texts: previewTexts(),
    mostWording: MOST_WORDING,
    domain: session.shop,
    clientId: env().SHOPIFY_API_KEY,
  };
  return { view };
}

/** Saves the survey's settings. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await knownShop(session.shop);
  const sent = await readForm(request);
  const form = surveyForm(sent);
  if ('wrong' in form) return json<SurveyAnswer>(form, { status: 400 });
  const result = await setSurveySettings(shop.id, form.settings, versionIn(sent));
  return 'meanwhile' in result
    ? json<SurveyAnswer>({ changedMeanwhile: result.version }, { status: 409 })
    : json<SurveyAnswer>({ saved: true });
}

export const handle = { title: 'settings.survey' } satisfies PageHandle;

export default function Survey() {
  const { view } = useLoaderData<typeof loader>();
  return <SurveyPage view={view} answer={useActionData<typeof action>()} />;
}
