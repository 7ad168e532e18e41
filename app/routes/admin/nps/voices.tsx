import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { readForm } from '../form.server';
import { shopOf, type InstalledShop } from '../../../shop/shop.server';
import { readShownNames } from '../../../shop/shown-names.server';
import { authenticate } from '../../../shopify/shopify.server';
import {
  declineVoice,
  LISTED_STATES,
  publishVoice,
  readVoices,
  withdrawVoice,
} from '../../../survey/voices/voices.server';
import { VoicesPage } from '../../../ui/nps/voices-page';
import type { ShownVoice, VoiceAnswer, VoicesView } from '../../../ui/nps/voices-view';
import type { PageHandle } from '../../../ui/frame/page-title';
import { shopWords } from '../../../ui/numbers/shop-words';

type Voice = Awaited<ReturnType<typeof readVoices>>['lists'][number]['voices'][number];

/** Voices: the next comment to decide about, and those that were decided, with their writers' current names at Shopify. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  const { searchParams } = new URL(request.url);
  const asked = listInAddress(searchParams);
  const { waiting, lists } =
    shop === null
      ? { waiting: null, lists: [] }
      : await readVoices(shop.id, asked, searchParams.get('after'));
  const { names, missing } = await readShownNames(
    session.shop,
    [...lists.flatMap(({ voices }) => voices), ...(waiting?.voice ? [waiting.voice] : [])].map(
      ({ customer }) => customer,
    ),
  );
  const shown = ({ at, ...voice }: Voice): ShownVoice => ({
    ...voice,
    at: at.toISOString(),
    name: voice.customer === null ? null : (names.get(voice.customer) ?? null),
  });
  const view: VoicesView = {
    waiting: waiting && { ...waiting, voice: waiting.voice && shown(waiting.voice) },
    lists: lists.map(({ voices, ...list }) => ({ ...list, voices: voices.map(shown) })),
    namesMissing: missing,
    ...shopWords(shop),
  };
  return { view };
}

/** Parses `?state=published&page=2`; null without it, or where it is malformed. */
function listInAddress(searchParams: URLSearchParams): Parameters<typeof readVoices>[1] {
  const state = LISTED_STATES.find((known) => known === searchParams.get('state'));
  const page = searchParams.get('page') ?? '1';
  if (state === undefined || !/^[1-9]\d{0,4}$/.test(page)) return null;
  return { state, page: Number(page) };
}

type Act = (
  shop: InstalledShop['id'],
  id: string,
  form: FormData,
) => ReturnType<typeof withdrawVoice>;

const ACTIONS = new Map<unknown, Act>([
  ['publish', (shop, id, form) => publishVoice(shop, id, form.has('rewarded'))],
  ['decline', (shop, id) => declineVoice(shop, id)],
  ['withdraw', (shop, id) => withdrawVoice(shop, id)],
]);

/** Publishes, declines or withdraws a voice of the shop; 404 for another shop's. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  const form = await readForm(request);
  const intent = form.get('intent');
  const act = ACTIONS.get(intent);
  if (act === undefined) throw new Response(null, { status: 400 });
  const outcome = shop === null ? null : await act(shop.id, String(form.get('id')), form);
  if (outcome === null) throw new Response(null, { status: 404 });
  // withdrawn, or published meanwhile by another person
  const isOther = intent === 'publish' ? outcome !== 'published' : outcome === 'published';
  return json<VoiceAnswer>(isOther || outcome === 'consented' ? { gone: true } : { done: outcome });
}

export const handle = { title: 'nps:voice.title' } satisfies PageHandle;

export default function Voices() {
  const { view } = useLoaderData<typeof loader>();
  return <VoicesPage view={view} answer={useActionData<typeof action>()} />;
}
