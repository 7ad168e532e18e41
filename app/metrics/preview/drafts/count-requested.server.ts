import { z } from 'zod';
import { rows, sql, withShop, type ShopId, type Sql } from '../../../store/db.server';
import { isOpenRequest } from '../../../store/work/filtered-requests';
import { CURRENT_REQUEST } from './current-request';
import { draftSchema, PREVIEWED_BY, previewDraft } from './draft.server';

const requestSchema = z.object({ key: z.string(), draft: z.unknown(), requestedAt: z.date() });
type Request = z.output<typeof requestSchema>;

/**
 * Counts the preview that a shop's page waits for, and keeps it. It ends between two statements where the request is
 * replaced or dropped meanwhile: what is saved then waits for no numbers that are void.
 * @throws Error where it could not be counted now: the queue tries again
 */
export async function countRequestedPreview(shop: ShopId, at: Date): Promise<void> {
  const request = await begin(shop, at);
  if (request === null) return;
  const result = await previewDraft(shop, draftSchema.parse(request.draft), () =>
    isStill(shop, request),
  );
  if (result === 'slow') {
    if (await isStill(shop, request)) throw new Error('the preview could not be counted');
    return;
  }
  await withShop(shop, (tx) =>
    tx.query(
      result === 'counting'
        ? // the page asks again, and says that the numbers are being counted
          sql`delete from preview_requests request where ${isOf(shop, request)}`
        : sql`
        update preview_requests request set result = ${JSON.stringify(result)}::jsonb, computed_at = ${at}::timestamptz
        where ${isOf(shop, request)}`,
    ),
  );
}

const isOf = (shop: ShopId, { key, requestedAt }: Request): Sql =>
  sql`shop_id = ${shop} and draft_key = ${key} and requested_at = ${requestedAt}::timestamptz and ${CURRENT_REQUEST}`;

/** A job that was killed left its request started: it is open like others. One of another release is left to its page. */
async function begin(shop: ShopId, at: Date): Promise<Request | null> {
  const [found] = await withShop(shop, (tx) =>
    rows(
      tx,
      requestSchema,
      sql`
      update preview_requests request set started_at = ${at}::timestamptz
      where shop_id = ${shop} and result is null and counted_by = ${PREVIEWED_BY} and ${isOpenRequest(at)} and ${CURRENT_REQUEST}
      returning draft_key as key, draft, requested_at as "requestedAt"`,
    ),
  );
  return found ?? null;
}

async function isStill(shop: ShopId, request: Request): Promise<boolean> {
  const { rowCount } = await withShop(shop, (tx) =>
    tx.query(sql`select from preview_requests request where ${isOf(shop, request)}`),
  );
  return rowCount === 1;
}
