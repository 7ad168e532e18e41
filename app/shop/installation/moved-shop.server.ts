import { z } from 'zod';
import { now } from '../../clock.server';
import { log } from '../../log.server';
import { rows, shopIdSchema, sql, transaction, type Tx } from '../../store/db.server';
import { readInstallationStatus } from './installation-status.server';

/**
 * Finds the domain under which the registry has a shop that now comes under another one: renamed, or
 * uninstalled and back. Rows are keyed by our own number, so the registry row takes the new domain; rows
 * under the old domain (sessions, points, replies of the token address) are deleted.
 * @param shopifyId Shopify's number of the shop
 * @returns null where the shop has not moved
 */
export async function findFormerDomain(domain: string, shopifyId: string): Promise<string | null> {
  const [other] = await transaction((tx) =>
    rows(
      tx,
      z.object({ domain: z.string(), gone: z.boolean() }),
      sql`
      select domain, uninstalled_at is not null as gone from shops
      where shopify_id = ${shopifyId}::bigint and domain <> ${domain}
        and not exists (select from shops own where own.domain = ${domain})
      order by installed_at desc limit 1`,
    ),
  );
  if (other === undefined) return null;
  if (other.gone) return other.domain;
  // no uninstalling is recorded: a shop that Shopify still calls by the old domain has not moved
  const { status, myshopifyDomain } = await readInstallationStatus(other.domain);
  return status === 'installed' && myshopifyDomain === other.domain ? null : other.domain;
}

/** Moves the shop to its new domain; does nothing where another process was first. */
export async function moveShop(tx: Tx, from: string, to: string): Promise<void> {
  const [moved] = await rows(
    tx,
    z.object({ id: shopIdSchema }),
    sql`
    update shops set domain = ${to}, former_domains = array_append(array_remove(former_domains, ${to}), domain),
      -- counts as uninstalled meanwhile, so that its history is imported again
      uninstalled_at = coalesce(uninstalled_at, ${now()}::timestamptz)
    where domain = ${from} and not exists (select from shops own where own.domain = ${to})
    returning id`,
  );
  if (moved === undefined) return;
  await tx.query(sql`delete from sessions where shop = ${from}`);
  await tx.query(sql`delete from token_responses where domain = ${from}`);
  await tx.query(sql`delete from api_budgets where domain = ${from}`);
  log.info({ shop: moved.id }, 'a shop has changed its domain');
}
