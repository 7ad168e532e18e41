import { z } from 'zod';
import { rows, sql, type ShopId, type Tx } from '../db.server';
import { PART_COLUMNS, partSchema, partValues, type ImportPart, type Part } from './imports';

/** The states of an audit's parts, from which the next worker continues. */
const AUDIT_KINDS = ['ids', 'costs', 'tags'] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** Why an audit began: due, requested, or Shopify's number of orders differs from ours. */
export type AuditReason = 'due' | 'asked' | 'apart';

const PARTS: Record<AuditKind, readonly Part[]> = {
  ids: ['customers', 'orders'],
  costs: ['costs'],
  tags: ['customers'],
};

const auditSchema = z.object({
  id: z.number().int(),
  state: z.enum(['running', 'done', 'failed']),
  startedAt: z.date(),
  ordersApart: z.number().int().nullable(),
});
export type Audit = z.output<typeof auditSchema>;

/**
 * Begins an audit, unless one of its kind runs.
 * @param ordersApart Shopify's count of orders less ours, where that is the reason
 * @returns whether it has begun
 */
export async function beginAudit(
  tx: Tx,
  shop: ShopId,
  kind: AuditKind,
  begun: { why: AuditReason; at: Date; ordersApart?: number },
): Promise<boolean> {
  const made = await rows(
    tx,
    z.object({ id: z.number().int() }),
    sql`
    insert into audits (shop_id, kind, why, state, started_at, orders_apart)
    values (${shop}, ${kind}, ${begun.why}, 'running', ${begun.at}, ${begun.ordersApart ?? null})
    on conflict (shop_id, kind) where state = 'running' do nothing returning id`,
  );
  const id = made[0]?.id;
  if (id === undefined) return false;
  await tx.query(sql`
    insert into audit_parts (shop_id, audit_id, part, state)
    select ${shop}::int, ${id}::int, part, 'waiting' from unnest(${[...PARTS[kind]]}::text[]) part`);
  return true;
}

/** The shop's latest audit of a kind; null before the first. */
export async function latestAudit(tx: Tx, shop: ShopId, kind: AuditKind): Promise<Audit | null> {
  const [latest] = await rows(
    tx,
    auditSchema,
    sql`
    select id, state, started_at as "startedAt", orders_apart as "ordersApart" from audits
    where shop_id = ${shop} and kind = ${kind} order by id desc limit 1`,
  );
  return latest ?? null;
}

/** Whether a retry of a step that gave up was requested since the latest audit of its kind ended. */
export async function isTriedAgain(tx: Tx, shop: ShopId, kind: AuditKind): Promise<boolean> {
  const asked = await rows(
    tx,
    z.object({ job: z.string() }),
    sql`
    select job from failing_jobs
    where shop_id = ${shop} and job = 'audit.step' and payload ->> 'kind' = ${kind} and retried_at >= (
      select finished_at from audits where shop_id = ${shop} and kind = ${kind} order by id desc limit 1)`,
  );
  return asked.length > 0;
}

/** Clears the difference with which an audit began, once Shopify counts as many orders as we do. */
export async function forgetOrdersApart(tx: Tx, shop: ShopId, auditId: number): Promise<void> {
  await tx.query(sql`
    update audits set orders_apart = null
    where shop_id = ${shop} and id = ${auditId} and orders_apart is not null`);
}

export async function partsOfAudit(tx: Tx, shop: ShopId, auditId: number): Promise<ImportPart[]> {
  return await rows(
    tx,
    partSchema,
    sql`select ${PART_COLUMNS} from audit_parts where shop_id = ${shop} and audit_id = ${auditId} order by part`,
  );
}

/** The kind of the audit that asked for a bulk operation; null: none did. */
export async function auditOfOperation(
  tx: Tx,
  shop: ShopId,
  operationId: string,
): Promise<AuditKind | null> {
  const [ours] = await rows(
    tx,
    z.object({ kind: z.enum(AUDIT_KINDS) }),
    sql`
    select kind from audit_parts part join audits audit on audit.shop_id = part.shop_id and audit.id = part.audit_id
    where part.shop_id = ${shop} and part.bulk_operation_id = ${operationId}`,
  );
  return ours?.kind ?? null;
}

export async function updateAuditPart(
  tx: Tx,
  shop: ShopId,
  auditId: number,
  part: ImportPart,
): Promise<void> {
  await tx.query(sql`
    update audit_parts set ${partValues(part)}
    where shop_id = ${shop} and audit_id = ${auditId} and part = ${part.part}`);
}

/** Ends an audit that runs; one that has ended stays as it is. */
export async function endAudit(
  tx: Tx,
  shop: ShopId,
  auditId: number,
  end: { at: Date; found: number } | { at: Date; failure: { key: string; detail: string } },
): Promise<void> {
  const failure = 'failure' in end ? end.failure : null;
  await tx.query(sql`
    update audits set state = ${failure ? 'failed' : 'done'}, finished_at = ${end.at},
      found = ${'found' in end ? end.found : null}, failure = ${failure?.key ?? null},
      failure_detail = ${failure?.detail ?? null}
    where shop_id = ${shop} and id = ${auditId} and state = 'running'`);
}

/** The kinds of running audits. */
export async function runningAudits(tx: Tx, shop: ShopId): Promise<AuditKind[]> {
  const running = await rows(
    tx,
    z.object({ kind: z.enum(AUDIT_KINDS) }),
    sql`select kind from audits where shop_id = ${shop} and state = 'running' order by kind`,
  );
  return running.map(({ kind }) => kind);
}

/** Clears what runs, fails or waits for a shop that is gone and whose jobs are stopped. */
export async function stopFollowing(tx: Tx, shop: ShopId, at: Date): Promise<void> {
  await tx.query(sql`
    update audits set state = 'failed', failure = 'gone', finished_at = ${at}
    where shop_id = ${shop} and state = 'running'`);
  await tx.query(sql`delete from failing_jobs where shop_id = ${shop}`);
  await tx.query(sql`delete from snapshot_refreshes where shop_id = ${shop}`);
}
