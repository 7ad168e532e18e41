import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { readForm } from '../form.server';
import { shopOf } from '../../../shop/shop.server';
import { readShownNames } from '../../../shop/shown-names.server';
import { authenticate } from '../../../shopify/shopify.server';
import { listVoices, publishVoice, withdrawVoice } from '../../../survey/voices/voices.server';
import { VoicesPage } from '../../../ui/nps/voices-page';
import type { VoiceAnswer, VoicesView } from '../../../ui/nps/voices-view';
import { VOICE_STATES } from '../../../terms/voice-states';
import type { PageHandle } from '../../../ui/frame/page-title';
import { shopWords } from '../../../ui/numbers/shop-words';

/** Voices: comments that may be published, with their writers' current names at Shopify. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  const lists = shop === null ? [] : await listVoices(shop.id, listInAddress(new URL(request.url)));
  const { names, missing } = await readShownNames(
    session.shop,
    lists.flatMap(({ voices }) => voices.map(({ customer }) => customer)),
  );
  const view: VoicesView = {
    lists: lists.map(({ voices, ...list }) => ({
      ...list,
      voices: voices.map(({ at, ...voice }) => ({
        ...voice,
        at: at.toISOString(),
        name: voice.customer === null ? null : (names.get(voice.customer) ?? null),
      })),
    })),
    namesMissing: missing,
    ...shopWords(shop),
  };
  return { view };
}

/** Parses `?state=published&page=2`; null without it, or where it is malformed. */
function listInAddress({ searchParams }: URL): Parameters<typeof listVoices>[1] {
  const state = VOICE_STATES.find((known) => known === searchParams.get('state'));
  const page = searchParams.get('page') ?? '1';
  if (state === undefined || !/^[1-9]\d{0,4}$/.test(page)) return null;
  return { state, page: Number(page) };
}

/** Publishes or withdraws a voice of the shop; 404 for another shop's. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  const form = await readForm(request);
  const intent = form.get('intent');
  if (intent !== 'publish' && intent !== 'withdraw') throw new Response(null, { status: 400 });
  const id = String(form.get('id'));
  const outcome =
    shop === null
      ? null
      : intent === 'publish'
        ? await publishVoice(shop.id, id, form.has('rewarded'))
        : await withdrawVoice(shop.id, id);
  if (outcome === null) throw new Response(null, { status: 404 });
  if (intent === 'publish')
    return json<VoiceAnswer>(outcome === 'withdrawn' ? { gone: true } : { done: 'published' });
  return json<VoiceAnswer>({ done: 'withdrawn' });
}

export const handle = { title: 'nps:voice.title' } satisfies PageHandle;

export default function Voices() {
  const { view } = useLoaderData<typeof loader>();
  return <VoicesPage view={view} answer={useActionData<typeof action>()} />;
}
