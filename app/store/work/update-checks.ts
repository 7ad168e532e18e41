import { z } from 'zod';
import { rows, sql, type ShopId, type Tx } from '../db.server';

/** Update checks: how far each has come. */
export interface UpdateCheckKey {
  kind: 'orders' | 'customers';
  span: 'hour' | 'night';
}

export interface UpdateCheck {
  /** everything before it has been checked; before the first check, the start of the latest import */
  watermark: Date;
  /** how far an interrupted check has come */
  cameTo: Date | null;
  /** when the latest import ran, if no check has ended since */
  importRan: { from: Date; to: Date } | null;
}

const updateCheckSchema = z.object({
  watermark: z.date().nullable(),
  cameTo: z.date().nullable(),
  from: z.date().nullable(),
  to: z.date().nullable(),
});

/** Begins a check, or resumes an interrupted one. Null: nothing was read yet. */
export async function beginUpdateCheck(
  tx: Tx,
  shop: ShopId,
  { kind, span }: UpdateCheckKey,
  at: Date,
): Promise<UpdateCheck | null> {
  const [found] = await rows(
    tx,
    updateCheckSchema,
    sql`
    select coalesce(done.watermark, imported.started_at) as watermark, done.reached as "cameTo",
      imported.started_at as from, imported.finished_at as to
    from (select) this
    left join update_checks done on done.shop_id = ${shop} and done.kind = ${kind} and done.span = ${span}
    left join lateral (
      select started_at, finished_at from imports
      where shop_id = ${shop} and state = 'done' order by id desc limit 1) imported on true`,
  );
  if (!found?.watermark) return null;
  const { watermark, cameTo, from, to } = found;
  await tx.query(sql`
    insert into update_checks (shop_id, kind, span, watermark, started_at)
    values (${shop}, ${kind}, ${span}, ${watermark}, ${at})
    on conflict (shop_id, kind, span) do update set started_at = excluded.started_at`);
  const importRan = from !== null && to !== null && watermark < to ? { from, to } : null;
  return { watermark, cameTo, importRan };
}

/** Stores how far a check has come: after an interruption its successor resumes there. */
export async function noteUpdateCheck(
  tx: Tx,
  shop: ShopId,
  { kind, span }: UpdateCheckKey,
  cameTo: Date,
): Promise<void> {
  await tx.query(sql`
    update update_checks set reached = ${cameTo}
    where shop_id = ${shop} and kind = ${kind} and span = ${span}`);
}

/**
 * Ends a check: everything before the watermark has been checked. A stored watermark far ahead of it comes from a
 * clock that was set back; clocks of two workers differ by less than an hour.
 */
export async function endUpdateCheck(
  tx: Tx,
  shop: ShopId,
  { kind, span }: UpdateCheckKey,
  watermark: Date,
): Promise<void> {
  await tx.query(sql`
    update update_checks set reached = null, watermark = case
      when watermark > ${watermark}::timestamptz + interval '1 hour' then ${watermark}
      else greatest(watermark, ${watermark}) end
    where shop_id = ${shop} and kind = ${kind} and span = ${span}`);
}
