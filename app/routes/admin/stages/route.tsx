import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { detailReads, readFilteredFacts } from '../filtered-facts.server';
import { comparedDay } from '../../../metrics/compare/compared-day';
import { readMonthEnds } from '../../../metrics/read.server';
import { readStageMarks } from '../../../settings/marks.server';
import { authenticate } from '../../../shopify/shopify.server';
import { StagesPage } from '../../../ui/stages/stages-page';
import { moveSums } from '../../../ui/stages/sums';
import { stagesView } from '../../../ui/stages/view';
import { useOpenPage } from '../../../ui/frame/use-open-page';
import { parseFilter, parseView } from '../../../ui/frame/view-address';
import type { PageHandle } from '../../../ui/frame/page-title';
import { keepsData } from '../../../ui/sheets/keeps-data';
import { withSums } from '../../../ui/sheets/with-sums';

/** A sheet that opens or closes needs no new data. */
export const shouldRevalidate = keepsData;

/** Stages: the newest snapshot, the ends of the months before it, which are kept of all customers alone, and the moves. */
export async function loader({ request }: LoaderFunctionArgs) {
  const merchant = await authenticate.admin(request);
  const query = new URL(request.url).searchParams;
  const isWhole = parseFilter(query) === null;
  const movesOf = ({ asOf }: { asOf: string }) =>
    `moves.${comparedDay(parseView(query).compare, asOf)}` as const;
  const { read, comparison, status, own, detail } = await readFilteredFacts(
    merchant,
    request.url,
    async (tx, days) => ({
      ends: isWhole ? await readMonthEnds(tx, days.shop.id) : null,
      marks: isWhole ? await readStageMarks(tx, days.shop.id, days.shop.timezone) : [],
      moves: days.read && (await detailReads(request.url, movesOf(days.read.snapshot))(tx, days)),
    }),
  );
  if (read === null) return { status, view: null };
  const { ends, marks, moves: found } = own ?? { ends: null, marks: [], moves: null };
  const { compared } = status;
  const isKnown = compared !== null && compared.state !== 'before';
  const moves = isKnown ? (await detail(movesOf(read.snapshot), found)).numbers : null;
  return {
    status: moves === null ? status : withSums(status, { 'stages.movement': moveSums(moves) }),
    view: stagesView(
      ...([read.snapshot, ends, comparison, marks] as const),
      isKnown ? { since: compared.day, cells: moves?.cells ?? null } : null,
    ),
  };
}

export const handle = { title: 'stages:title' } satisfies PageHandle;

export default function Stages() {
  const page = useLoaderData<typeof loader>();
  return <StagesPage {...page} onRetry={useOpenPage(page.status)} />;
}
