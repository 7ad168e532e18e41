import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { readDayFacts } from '../day-facts.server';
import { shownDetail } from '../filtered-facts.server';
import { readOpenedForm } from '../form.server';
import { knownShop } from '../known-shop.server';
import { pageFacts } from '../page-facts.server';
import { detailIn } from '../../../metrics/filter/read-filtered.server';
import { readSegmentEnds } from '../../../metrics/read.server';
import { changeSettings } from '../../../settings/change.server';
import { parseSegmentText, segmentTextsOf } from '../../../settings/segment-texts';
import { measuredViewsIn, writeMessage } from '../../../shop/saved-views.server';
import type { InstalledShop } from '../../../shop/shop.server';
import { authenticate } from '../../../shopify/shopify.server';
import { SEGMENTS } from '../../../terms/segments';
import { useWorth } from '../../../ui/people/use-counts';
import { useOpenPage } from '../../../ui/frame/use-open-page';
import type { PageHandle } from '../../../ui/frame/page-title';
import { SegmentsPage } from '../../../ui/segments/segments-page';
import { segmentSums } from '../../../ui/segments/sums';
import type { OwnTalkAnswer, TalkAnswer } from '../../../ui/segments/talk';
import { segmentsView } from '../../../ui/segments/view';
import { keepsData } from '../../../ui/sheets/keeps-data';
import { withSums } from '../../../ui/sheets/with-sums';
import { readWho } from '../../../who-address';

/** A sheet that opens or closes needs no new data. */
export const shouldRevalidate = keepsData;

/** Segments: of all customers, since ranks and scores are places among all of them. */
export async function loader({ request }: LoaderFunctionArgs) {
  const merchant = await authenticate.admin(request);
  const days = await readDayFacts(
    merchant,
    new URL(request.url),
    async (tx, { shop: { id }, read: base }) => ({
      ends: await readSegmentEnds(tx, id),
      saved: base && (await measuredViewsIn(tx, id, base.snapshot.asOf)),
      groups: base && (await detailIn(tx, id, 'segments', {}, base)),
    }),
  );
  const { status, read, own, shop, parts, comparison } = await pageFacts(days, {
    ...days,
    filtered: null,
  });
  if (read === null) return { status, view: null };
  const { numbers: groups } = await shownDetail(
    days,
    'segments',
    {},
    { found: own?.groups ?? null },
  );
  return {
    status: withSums(status, segmentSums(read.snapshot, groups)),
    view: segmentsView(read.snapshot, {
      groups,
      ends: own?.ends ?? [],
      saved: (own?.saved ?? []).map(({ id, who, ...list }) => ({
        ...{ key: id, who: readWho(who), ...list },
      })),
      texts: segmentTextsOf(shop),
      version: shop?.settingsVersion ?? 0,
      usesNps: parts.nps,
      comparison,
    }),
  };
}

/** Saves what the shop says to a segment's customers, or goes back to the app's own text; or to those of a kept list. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await knownShop(session.shop);
  const { form, version } = await readOpenedForm(request);
  const list = form.get('list');
  if (typeof list === 'string') return await sayToList(shop, list, form);
  const values = parseSegmentText(form);
  const segment = SEGMENTS.find((one) => one === form.get('segment'));
  if (values === null || segment === undefined) throw new Response(null, { status: 400 });
  const refused = (why: 'tooLong' | 'meanwhile', status: number) =>
    json<TalkAnswer>({ refused: why, segment, text: String(form.get('text') ?? '') }, { status });
  if (values === 'tooLong') return refused('tooLong', 422);
  const result = await changeSettings(shop.id, 'segmentTexts', values, version);
  return 'meanwhile' in result ? refused('meanwhile', 409) : json<TalkAnswer>({ saved: segment });
}

/** Saves what the shop says to the customers of a list that it keeps. @throws Response 404 */
async function sayToList({ id }: InstalledShop, list: string, form: FormData) {
  const text = String(form.get('text') ?? '');
  const result = await writeMessage(id, list, { text, before: String(form.get('before') ?? '') });
  if (result === null) throw new Response(null, { status: 404 });
  if (result === 'saved') return json<OwnTalkAnswer>({ savedList: list });
  const status = result === 'tooLong' ? 422 : 409;
  return json<OwnTalkAnswer>({ refused: result, list, text }, { status });
}

export const handle = { title: 'nav.segments' } satisfies PageHandle;

export default function Segments() {
  const page = useLoaderData<typeof loader>();
  return (
    <SegmentsPage
      {...page}
      answer={useActionData<typeof action>() as TalkAnswer | OwnTalkAnswer | undefined}
      worth={useWorth(page.status.computedAt, page.view?.saved.length ?? 0)}
      onRetry={useOpenPage(page.status)}
    />
  );
}
