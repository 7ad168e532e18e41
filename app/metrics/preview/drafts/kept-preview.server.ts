import { z } from 'zod';
import { now } from '../../../clock.server';
import { rows, sql, withShop, type ShopId } from '../../../store/db.server';
import { isOpenRequest } from '../../../store/work/filtered-requests';
import { CURRENT_REQUEST } from './current-request';
import { PREVIEWED_BY } from './draft.server';

/** What is being counted in the background. Null seconds: another count comes before it, or it takes longer than expected. */
export interface Waiting {
  waitSeconds: number | null;
}

/** The state of a shop's request for a preview in the background. */
interface KeptPreview {
  /** own: it is of this draft; other: it is of another one; none: there is none */
  of: 'own' | 'other' | 'none';
  /** what the own draft would do; undefined until it is counted */
  result?: unknown;
  /** null: it is not being counted */
  waiting: Waiting | null;
}

/** On two cores a million orders take some twenty seconds (`npm run bench:previews`). */
const SECONDS_PER_ORDER = 20 / 1_000_000;
/** A page has tried for nearly as long. */
const LEAST_SECONDS = 10;
/** What a page says is rounded up to this, so that it is not read out anew every second. */
const STEP_SECONDS = 10;

const rowSchema = z.object({
  key: z.string(),
  result: z.unknown(),
  open: z.boolean(),
  startedAt: z.date().nullable(),
  orders: z.number(),
});

/** @param key of the draft that the page tries (`draftKey`) */
export async function readKeptPreview(shop: ShopId, key: string): Promise<KeptPreview> {
  const [found] = await withShop(shop, (tx) =>
    rows(
      tx,
      rowSchema,
      sql`
      select draft_key as key, result, result is null and counted_by = ${PREVIEWED_BY} and ${isOpenRequest(now())} as open, started_at as "startedAt",
        (select coalesce(sum(orders), 0)::float8 from day_books where shop_id = ${shop}) as orders
      from preview_requests request where shop_id = ${shop} and ${CURRENT_REQUEST}`,
    ),
  );
  if (found === undefined) return { of: 'none', waiting: null };
  const { result, open } = found;
  const of = found.key === key ? 'own' : 'other';
  return {
    of,
    ...(of === 'own' && result !== null && { result }),
    waiting: open ? { waitSeconds: of === 'own' ? secondsLeft(found) : null } : null,
  };
}

function secondsLeft({ startedAt, orders }: z.output<typeof rowSchema>): number | null {
  const elapsed = startedAt === null ? 0 : (now().getTime() - startedAt.getTime()) / 1_000;
  const left = Math.max(LEAST_SECONDS, orders * SECONDS_PER_ORDER) - elapsed;
  return left > 0 ? Math.ceil(left / STEP_SECONDS) * STEP_SECONDS : null;
}
