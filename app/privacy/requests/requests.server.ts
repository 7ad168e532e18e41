import { z } from 'zod';
import { now } from '../../clock.server';
import { rows, sql, withShop, type ShopId } from '../../store/db.server';

const requestSchema = z.object({
  id: z.number().int(),
  kind: z.enum(['dataRequest', 'customerRedact']),
  /** waiting for its job; done; its file expired; its customer was erased since */
  state: z.enum(['waiting', 'done', 'expired', 'erased']),
  /** null after an erasure, and where Shopify named orders only */
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

/** Requests on the page; older ones were completed long ago. */
const MOST_SHOWN = 100;

/** Shopify's requests: waiting ones first, then newest first. */
export async function listPrivacyRequests(shop: ShopId): Promise<PrivacyRequest[]> {
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

/** The file of a data request, JSON; null where it does not exist, has expired, or is another shop's. */
export async function readRequestFile(shop: ShopId, requestId: number): Promise<string | null> {
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
