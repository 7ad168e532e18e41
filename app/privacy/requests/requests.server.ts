import { z } from 'zod';
import { now } from '../../clock.server';
import { rows, sql, withShop, type ShopId } from '../../store/db.server';

const requestSchema = z.object({
  id: z.number().int(),
  kind: z.enum(['dataRequest', 'customerRedact']),
  /** waiting for its job; done; its file expired; or whoever it was about was erased since */
  state: z.enum(['waiting', 'done', 'expired', 'erased']),
  /** null once he is erased, and where only orders were named */
  customer: z.string().nullable(),
  receivedAt: z.date().transform((at) => at.toISOString()),
  dueAt: z.date().transform((at) => at.toISOString()),
  finishedAt: z
    .date()
    .nullable()
    .transform((at) => at && at.toISOString()),
  fileExpiresAt: z
    .date()
    .nullable()
    .transform((at) => at && at.toISOString()),
});
export type PrivacyRequest = z.output<typeof requestSchema>;

/** The page shows so many; older ones were answered long ago. */
const MOST_SHOWN = 100;

/** What Shopify asked for, newest first; what waits comes before what is done. */
export async function privacyRequests(shop: ShopId): Promise<PrivacyRequest[]> {
  return await withShop(shop, (tx) =>
    rows(
      tx,
      requestSchema,
      sql`
      select id, kind, state, customer_id::text as customer, received_at as "receivedAt", due_at as "dueAt",
        finished_at as "finishedAt", file_expires_at as "fileExpiresAt"
      from privacy_requests where shop_id = ${shop}
      order by state = 'waiting' desc, received_at desc, id desc limit ${MOST_SHOWN}`,
    ),
  );
}

/** The file of a data request, JSON; null where there is none, or no longer, or it is another shop's. */
export async function fileOf(shop: ShopId, requestId: number): Promise<string | null> {
  const [found] = await withShop(shop, (tx) =>
    rows(
      tx,
      z.object({ file: z.string() }),
      sql`
      select file from privacy_requests
      where shop_id = ${shop} and id = ${requestId} and file is not null and file_expires_at > ${now()}`,
    ),
  );
  return found?.file ?? null;
}
