import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { readShownAnswers } from './shown-answers.server';
import { readForm } from '../form.server';
import { knownShop } from '../known-shop.server';
import { readPageFacts } from '../page-facts.server';
import { latestAnswers } from '../../../metrics/nps/inbox/listed-answer.server';
import { lowestWindow, weekComments } from '../../../metrics/nps/inbox/week-comments.server';
import { authenticate } from '../../../shopify/shopify.server';
import { readBadWeekNotes, saveBadWeekNote } from '../../../survey/inbox/bad-week-notes.server';
import { NpsPage } from '../../../ui/nps/nps-page';
import { NO_WEEKS, npsView } from '../../../ui/nps/view';
import { useOpenPage } from '../../../ui/frame/use-open-page';
import type { PageHandle } from '../../../ui/frame/page-title';
import { keepsData } from '../../../ui/sheets/keeps-data';

/** A sheet that opens or closes needs no new data. */
export const shouldRevalidate = keepsData;

/** Number of answers on the page. */
const LATEST = 5;
/** Times in which the score fell that have their comments on the page, the newest. */
const MOST_WEEKS = 6;

/** NPS: the newest snapshot, or the one of the day in the address, the newest answers, and those of weeks in which the score fell. */
export async function loader({ request }: LoaderFunctionArgs) {
  const merchant = await authenticate.admin(request);
  const { read, comparison, status, goals, own } = await readPageFacts(
    merchant,
    request.url,
    async (tx, days) => {
      if (days.read === null) return null;
      const { id } = days.shop;
      const badWeeks = days.read.snapshot.nps.badWeeks.slice(-MOST_WEEKS);
      return {
        latest: days.isPast ? null : await latestAnswers(tx, id, LATEST),
        windows: badWeeks.map((one) => ({ week: one.from, ...lowestWindow(one) })),
        comments: (await weekComments(tx, id, badWeeks)).map((one) => ({
          ...one,
          answeredAt: one.answeredAt.toISOString(),
        })),
        notes: badWeeks.length === 0 ? [] : await readBadWeekNotes(tx, id),
      };
    },
  );
  const { latest, ...weeks } = own ?? { latest: null, ...NO_WEEKS };
  return {
    status,
    view: read && npsView(read.snapshot, comparison, goals.nps),
    latest: latest && (await readShownAnswers(merchant.session.shop, latest)),
    weeks,
  };
}

/** Keeps the merchant's note beside weeks in which the score fell. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await knownShop(session.shop);
  const form = await readForm(request);
  if (form.get('intent') !== 'note') throw new Response(null, { status: 400 });
  const noted = await saveBadWeekNote(shop.id, { day: form.get('day'), note: form.get('note') });
  return json({ noted }, { status: noted ? 200 : 400 });
}

export const handle = { title: 'nps:title' } satisfies PageHandle;

export default function Nps() {
  const page = useLoaderData<typeof loader>();
  const { noted } = useActionData<typeof action>() ?? {};
  return <NpsPage {...page} noted={noted} onRetry={useOpenPage(page.status)} />;
}
