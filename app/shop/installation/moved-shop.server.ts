import { z } from 'zod';
import { now } from '../../clock.server';
import { log } from '../../log.server';
import { rows, shopIdSchema, sql, transaction, type Tx } from '../../store/db.server';
import { standingOf } from './standing.server';

/**
 * A shop that Shopify knows by the same number may come under another myshopify domain: renamed, or
 * uninstalled and back. Everything of a shop is keyed by our own number, so its registry row takes the
 * new domain; what is keyed by the old one (sessions, points, answers of the token address) goes.
 * @param shopifyId Shopify's number of the shop
 * @returns the domain that the shop has in the registry and moves from; null where it does not move
 */
export async function domainToMoveFrom(domain: string, shopifyId: string): Promise<string | null> {
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
  // the registry has not heard that it left: a shop that answers under its old name has not moved
  const { standing, myshopifyDomain } = await standingOf(other.domain);
  return standing === 'installed' && myshopifyDomain === other.domain ? null : other.domain;
}

/** Moves the shop; where another process did so first, nothing is left to do. */
export async function moveShop(tx: Tx, from: string, to: string): Promise<void> {
  const [moved] = await rows(
    tx,
    z.object({ id: shopIdSchema }),
    sql`
    update shops set domain = ${to}, former_domains = array_append(array_remove(former_domains, ${to}), domain),
      -- it left under the old name: what happened meanwhile is read anew
      uninstalled_at = coalesce(uninstalled_at, ${now()}::timestamptz)
    where domain = ${from} and not exists (select from shops own where own.domain = ${to})
    returning id`,
  );
  if (moved === undefined) return;
  await tx.query(sql`delete from sessions where shop = ${from}`);
  await tx.query(sql`delete from token_responses where domain = ${from}`);
  await tx.query(sql`delete from api_budgets where domain = ${from}`);
  log.info({ shop: moved.id }, 'a shop has come under another domain');
}
