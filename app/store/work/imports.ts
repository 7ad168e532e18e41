import { z } from 'zod';
import { one, rows, sql, type ShopId, type Sql, type Tx } from '../db.server';

/** An import's rows: the progress that the page shows, and where the next worker continues after a crash. */
const PARTS = ['orders', 'customers', 'costs'] as const;
export type Part = (typeof PARTS)[number];

/** A part that bulk operations read, of an import or an audit. */
export const partSchema = z.object({
  part: z.enum(PARTS),
  /** waiting to be asked for, prepared by Shopify, ready to be read, read into staging */
  state: z.enum(['waiting', 'preparing', 'ready', 'staged']),
  bulkOperationId: z.string().nullable(),
  resultUrl: z.string().nullable(),
  total: z.coerce.number().nullable(),
  /** orders, customers or variants that Shopify has prepared, and these with their lines */
  prepared: z.coerce.number(),
  preparedLines: z.coerce.number(),
  /** Shopify has accepted the operation and has not begun it */
  queued: z.boolean(),
  /** when Shopify's operation last progressed, or was last seen in its queue */
  movedAt: z.date().nullable(),
  /** the most rows read so far: a retry begins anew, the page's progress does not */
  rowsRead: z.coerce.number(),
  attempts: z.number().int(),
  lastError: z.string().nullable(),
  nextTryAt: z.date().nullable(),
});
export type ImportPart = z.output<typeof partSchema>;

/** The columns of a row of parts for `partSchema`. */
export const PART_COLUMNS = sql`
  part, state, bulk_operation_id as "bulkOperationId", result_url as "resultUrl", total, prepared,
  prepared_lines as "preparedLines", queued, moved_at as "movedAt", rows_read as "rowsRead", attempts,
  last_error as "lastError", next_try_at as "nextTryAt"`;

/** The values to which an update sets them. */
export function partValues(part: ImportPart): Sql {
  return sql`
    state = ${part.state}, bulk_operation_id = ${part.bulkOperationId}, result_url = ${part.resultUrl},
    total = ${part.total}, prepared = ${part.prepared}, prepared_lines = ${part.preparedLines}, queued = ${part.queued},
    moved_at = ${part.movedAt}, rows_read = ${part.rowsRead}, attempts = ${part.attempts},
    last_error = ${part.lastError}, next_try_at = ${part.nextTryAt}`;
}

const importSchema = z.object({
  id: z.number().int(),
  state: z.enum(['running', 'done', 'failed']),
  phase: z.enum(['asking', 'reading', 'merging', 'done']),
  startedAt: z.date(),
  finishedAt: z.date().nullable(),
  failure: z.string().nullable(),
  failureDetail: z.string().nullable(),
  /** when the shop's newest numbers were computed; null before the first */
  countedAt: z.date().nullable(),
});
export type ImportRow = z.output<typeof importSchema>;

/** The shop's latest import; null before the first. */
export async function latestImport(tx: Tx, shop: ShopId): Promise<ImportRow | null> {
  const [latest] = await rows(
    tx,
    importSchema,
    sql`
    select id, state, phase, started_at as "startedAt", finished_at as "finishedAt", failure,
      failure_detail as "failureDetail",
      (select computed_at from snapshots where shop_id = ${shop} order by as_of desc limit 1) as "countedAt"
    from imports where shop_id = ${shop} order by id desc limit 1`,
  );
  return latest ?? null;
}

export async function partsOf(tx: Tx, shop: ShopId, importId: number): Promise<ImportPart[]> {
  return await rows(
    tx,
    partSchema,
    sql`
    select ${PART_COLUMNS} from import_parts where shop_id = ${shop} and import_id = ${importId}
    order by array_position(array['costs', 'customers', 'orders'], part)`,
  );
}

/** Begins an import, unless one runs; its id, or null. */
export async function beginImport(tx: Tx, shop: ShopId, at: Date): Promise<number | null> {
  const begun = await rows(
    tx,
    z.object({ id: z.number().int() }),
    sql`
    insert into imports (shop_id, state, phase, started_at) values (${shop}, 'running', 'asking', ${at})
    on conflict (shop_id) where state = 'running' do nothing returning id`,
  );
  const id = begun[0]?.id;
  if (id === undefined) return null;
  await tx.query(sql`
    insert into import_parts (shop_id, import_id, part, state)
    select ${shop}::int, ${id}::int, part, 'waiting' from unnest(${[...PARTS]}::text[]) part`);
  return id;
}

/** Stores the version of the fields that an import requests of its orders. */
export async function noteFactFields(
  tx: Tx,
  shop: ShopId,
  importId: number,
  version: number,
): Promise<void> {
  await tx.query(
    sql`update imports set fact_fields = ${version} where shop_id = ${shop} and id = ${importId}`,
  );
}

/**
 * Whether the shop has orders that were read with another version of the fields. A failed import is
 * not retried for a day.
 */
export async function isHistoryBehind(
  tx: Tx,
  shop: ShopId,
  version: number,
  at: Date,
): Promise<boolean> {
  const { behind } = await one(
    tx,
    z.object({ behind: z.boolean() }),
    sql`
    select exists (select from imports where shop_id = ${shop} and state = 'done')
      and exists (select from orders where shop_id = ${shop})
      and not exists (
        select from imports where shop_id = ${shop}
          and (state = 'running' or (state = 'done' and fact_fields >= ${version})
            or (state = 'failed' and finished_at > ${at}::timestamptz - interval '1 day'))) as behind`,
  );
  return behind;
}

/** Whether a bulk operation was asked for by an import of the shop. */
export async function isOfImport(tx: Tx, shop: ShopId, operationId: string): Promise<boolean> {
  const ours = await rows(
    tx,
    z.object({ part: z.string() }),
    sql`select part from import_parts where shop_id = ${shop} and bulk_operation_id = ${operationId}`,
  );
  return ours.length > 0;
}

/** Writes the changes of a part. */
export async function updatePart(
  tx: Tx,
  shop: ShopId,
  importId: number,
  part: ImportPart,
): Promise<void> {
  await tx.query(sql`
    update import_parts set ${partValues(part)}
    where shop_id = ${shop} and import_id = ${importId} and part = ${part.part}`);
}

/** Stores how far a part is read, for the page; changes nothing else of it. */
export async function noteRead(
  tx: Tx,
  shop: ShopId,
  importId: number,
  part: Part,
  rowsRead: number,
): Promise<void> {
  await tx.query(sql`
    update import_parts set rows_read = greatest(rows_read, ${rowsRead})
    where shop_id = ${shop} and import_id = ${importId} and part = ${part}`);
}

export async function setPhase(
  tx: Tx,
  shop: ShopId,
  importId: number,
  phase: ImportRow['phase'],
): Promise<void> {
  await tx.query(
    sql`update imports set phase = ${phase} where shop_id = ${shop} and id = ${importId} and phase <> ${phase}`,
  );
}

/** Ends an import that runs; one that has ended stays as it is. */
export async function endImport(
  tx: Tx,
  shop: ShopId,
  importId: number,
  end: { at: Date; failure: { key: string; detail: string } | null },
): Promise<void> {
  await tx.query(sql`
    update imports set state = ${end.failure ? 'failed' : 'done'}, finished_at = ${end.at},
      phase = case when ${end.failure === null} then 'done' else phase end,
      failure = ${end.failure?.key ?? null}, failure_detail = ${end.failure?.detail ?? null}
    where shop_id = ${shop} and id = ${importId} and state = 'running'`);
}
