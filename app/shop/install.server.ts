import { z } from 'zod';
import { now } from '../clock.server';
import { enqueue } from '../queue/enqueue.server';
import { admin } from '../shopify/admin.server';
import { SHOP, shopAnswer } from '../shopify/documents/shop';
import { numericId } from '../shopify/gid';
import { one, rows, shopIdSchema, sql, transaction } from '../store/db.server';

/** Without `read_all_orders` Shopify shows the orders of this many days. */
const WINDOW_DAYS = 60;
const DAY_MS = 86_400_000;

/**
 * After authentication (job): the shop's row with its currency, zone and scopes, and the first
 * import, unless there was one. Runs about hourly for an open shop; a second run changes nothing.
 * A shop that comes back, and one that may suddenly read all orders, reads its history anew.
 */
export async function install(domain: string): Promise<void> {
  const { shop, currentAppInstallation } = await admin(domain).query(SHOP, {}, shopAnswer);
  const scopes = currentAppInstallation.accessScopes.map(({ handle }) => handle);
  const at = now();
  const historyStartsOn = scopes.includes('read_all_orders')
    ? null
    : new Date(at.getTime() - WINDOW_DAYS * DAY_MS).toISOString().slice(0, 10);
  await transaction(async (tx) => {
    const [before] = await rows(
      tx,
      z.object({ limited: z.boolean(), gone: z.boolean() }),
      sql`
      select history_starts_on is not null as limited, uninstalled_at is not null as gone
      from shops where domain = ${domain} for update`,
    );
    const { id } = await one(
      tx,
      z.object({ id: shopIdSchema }),
      sql`
      insert into shops as known (domain, shopify_id, name, currency, timezone, scopes, installed_at, history_starts_on)
      values (${domain}, ${numericId(shop.id)}::bigint, ${shop.name}, ${shop.currencyCode}, ${shop.ianaTimezone},
        ${scopes}::text[], ${at}, ${historyStartsOn}::date)
      on conflict (domain) do update set shopify_id = excluded.shopify_id, name = excluded.name,
        currency = excluded.currency, timezone = excluded.timezone, scopes = excluded.scopes, uninstalled_at = null,
        -- the window keeps its start: what was read before it moved on is still there
        history_starts_on = case when excluded.history_starts_on is null then null
          else coalesce(known.history_starts_on, excluded.history_starts_on) end
      returning id`,
    );
    const anew =
      before === undefined || before.gone || (before.limited && historyStartsOn === null);
    await enqueue(tx, 'import.open', { shopId: id, anew });
  });
}

/** The shop was uninstalled (job): its row says so, its sessions go, its jobs find it gone. */
export async function uninstall(domain: string): Promise<void> {
  await transaction(async (tx) => {
    await tx.query(sql`update shops set uninstalled_at = ${now()} where domain = ${domain}`);
    await tx.query(sql`delete from sessions where shop = ${domain}`);
  });
}
