import { z } from 'zod';
import { now } from '../../clock.server';
import { log } from '../../log.server';
import { enqueue } from '../../queue/enqueue.server';
import { requestRefresh } from '../../queue/snapshot-refresh.server';
import { stopJobs } from '../../queue/stop.server';
import { admin } from '../../shopify/api/admin.server';
import { SHOP, shopResponse } from '../../shopify/documents/shop';
import { SHOP_LOCALE, shopLocaleResponse } from '../../shopify/documents/shop-locale';
import { AccessDenied, BadQuery, isRetryable } from '../../shopify/protocol/errors';
import { numericId } from '../../shopify/protocol/gid';
import { forgetTokenResponses, tokenTimes } from '../../shopify/tokens/token-responses.server';
import { confirmationKey } from '../../store/secrets/confirmation-numbers.server';
import {
  one,
  rows,
  shopIdSchema,
  sql,
  transaction,
  withShopFound,
  type Tx,
} from '../../store/db.server';
import { shopByDomain, zoneOf } from '../../store/shops/shops';
import { markStale } from '../../store/work/stale-snapshots';
import { stopFollowing } from '../../store/work/audits';
import { findFormerDomain, moveShop } from './moved-shop.server';
import { readInstallationStatus } from './installation-status.server';

/** Without `read_all_orders` Shopify shows the orders of this many days. */
const WINDOW_DAYS = 60;
/** Granting one of these starts another import, which reads more. */
const IMPORT_SCOPES = ['read_orders', 'read_all_orders', 'read_customers', 'read_products'];

/**
 * After authentication (job): writes the shop's row with language, currency, zone and scopes, and enqueues
 * the survey block's update and the first import. Runs about hourly for an open shop; a second run changes
 * nothing. A shop that comes back or grants more scopes gets a new import.
 */
export async function install(domain: string): Promise<void> {
  const { shop, currentAppInstallation } = await admin(domain).query(SHOP, {}, shopResponse);
  const scopes = currentAppInstallation.accessScopes.map(({ handle }) => handle);
  const locale = await readLocale(domain);
  const movesFrom = await findFormerDomain(domain, numericId(shop.id));
  const at = now();
  const zone = await readZone(domain, shop.ianaTimezone);
  const unknown = zone === null ? shop.ianaTimezone : null;
  const historyStartsOn = scopes.includes('read_all_orders')
    ? sql`null::date`
    : sql`(${at}::timestamptz at time zone ${zone ?? 'UTC'})::date - ${WINDOW_DAYS}::int`;
  await withShopFound(
    async (tx) => {
      if (movesFrom !== null) await moveShop(tx, movesFrom, domain);
      const [before] = await rows(
        tx,
        z.object({
          scopes: z.array(z.string()),
          gone: z.boolean(),
          currency: z.string().nullable(),
          timezone: z.string().nullable(),
        }),
        sql`
        select coalesce(scopes, '{}') as scopes, uninstalled_at is not null as gone, currency, timezone
        from shops where domain = ${domain} for update`,
      );
      const { id } = await one(
        tx,
        z.object({ id: shopIdSchema }),
        sql`
        insert into shops as known (domain, shopify_id, name, currency, timezone, unknown_timezone, locale, scopes, installed_at,
          history_starts_on)
        values (${domain}, ${numericId(shop.id)}::bigint, ${shop.name}, ${shop.currencyCode}, ${zone ?? 'UTC'},
          ${unknown}, coalesce(${locale}, 'en'), ${scopes}::text[], ${at}, ${historyStartsOn})
        on conflict (domain) do update set shopify_id = excluded.shopify_id, name = excluded.name,
          currency = excluded.currency, unknown_timezone = excluded.unknown_timezone,
          timezone = case when excluded.unknown_timezone is null then excluded.timezone else coalesce(known.timezone, 'UTC') end,
          locale = coalesce(${locale}, known.locale),
          scopes = excluded.scopes, uninstalled_at = null,
          installed_at = case when known.uninstalled_at is null then known.installed_at else excluded.installed_at end,
          -- the window keeps its start: orders that were read earlier are still stored
          history_starts_on = case when excluded.history_starts_on is null then null
            else coalesce(known.history_starts_on, excluded.history_starts_on) end
        returning id`,
      );
      return { id, before };
    },
    async (tx, { id, before }) => {
      const recounts =
        before !== undefined &&
        (before.currency !== shop.currencyCode || (zone !== null && before.timezone !== zone));
      if (recounts) {
        await markStale(tx, id, sql`true`);
        // a day of the old zone may not have begun in the new one, and would be shown as the newest
        await tx.query(sql`
          delete from snapshots
          where shop_id = ${id} and as_of > (${at}::timestamptz at time zone ${zoneOf(id)})::date + 1`);
        await requestRefresh(tx, id);
        await enqueue(tx, 'snapshot.stale', { shopId: id });
      }
      const readsMore = IMPORT_SCOPES.some(
        (scope) => scopes.includes(scope) && before?.scopes.includes(scope) === false,
      );
      const why = before?.gone || readsMore ? 'changed' : 'installed';
      // not in an import, whose transaction would lock the shop's row while it reads
      await confirmationKey(tx, id);
      await enqueue(tx, 'import.open', { shopId: id, why });
      await enqueue(tx, 'survey.tellBlock', { shopId: id });
    },
  );
}

/** The shop's time zone; null where PostgreSQL does not know its name. */
async function readZone(domain: string, name: string): Promise<string | null> {
  const { known } = await transaction((tx) =>
    one(
      tx,
      z.object({ known: z.boolean() }),
      sql`select exists (select from pg_timezone_names where name = ${name}) as known`,
    ),
  );
  if (!known)
    log.error({ shop: domain, zone: name }, 'PostgreSQL does not know the time zone of a shop');
  return known ? name : null;
}

/** The shop's language; null where Shopify does not tell, which must not prevent the installation. */
async function readLocale(domain: string): Promise<string | null> {
  try {
    const { shop } = await admin(domain).query(SHOP_LOCALE, {}, shopLocaleResponse);
    return shop.primaryDomain.localization?.defaultLocale ?? null;
  } catch (error) {
    if (error instanceof AccessDenied || error instanceof BadQuery) return null;
    throw error;
  }
}

/**
 * Records that a shop was uninstalled (job): marks its row, deletes its sessions, queued jobs and change
 * notices; a shop that comes back gets a new import. The webhook may arrive after a new installation: a
 * shop whose token works, or that got another token meanwhile, stays installed. Where Shopify does not
 * answer, the times decide.
 * @throws Shopify's error where the times do not decide either
 */
export async function uninstall(domain: string): Promise<void> {
  const storedTokens = await transaction((tx) =>
    rows(tx, storedToken, sql`select access_token from sessions where shop = ${domain}`),
  );
  const { status, why } = await readInstallationStatus(domain);
  if (status === 'installed') return;
  if (status === 'unknown') {
    if (await isBackSinceUninstall(domain)) return;
    if (isRetryable(why)) throw why;
  }
  await withShopFound(
    async (tx) => {
      await tx.query(sql`
        delete from sessions
        where shop = ${domain} and access_token = any(${storedTokens.map((one) => one.access_token)}::text[])`);
      const [gone] = await rows(
        tx,
        z.object({ id: shopIdSchema }),
        sql`
        update shops set uninstalled_at = ${now()}
        where domain = ${domain} and not exists (select from sessions where shop = ${domain})
        returning id`,
      );
      return gone ?? null;
    },
    async (tx, { id }) => {
      await stopJobs(tx, id);
      await stopFollowing(tx, id, now());
      await tx.query(sql`delete from reread_requests where shop_id = ${id}`);
      // a running import finds the shop uninstalled and drops its staging tables
      await enqueue(tx, 'import.step', { shopId: id });
    },
  );
  await forgetTokenResponses(domain);
}

const storedToken = z.object({ access_token: z.string() });

/**
 * Whether the shop installed the app or got a token after the latest uninstalling that a webhook reported:
 * then the webhook is late.
 */
async function isBackSinceUninstall(domain: string): Promise<boolean> {
  const { tokenAt } = await tokenTimes(domain);
  const find = (tx: Tx) => shopByDomain(tx, domain);
  const back = await withShopFound(find, async (tx, { id, installedAt }) => {
    const { toldAt } = await one(
      tx,
      z.object({ toldAt: z.date().nullable() }),
      sql`
      select max(coalesce(triggered_at, received_at)) as "toldAt" from deliveries
      where shop_id = ${id} and topic = 'APP_UNINSTALLED'`,
    );
    const since = Math.max(installedAt.getTime(), tokenAt?.getTime() ?? 0);
    return toldAt !== null && since > toldAt.getTime();
  });
  return back ?? false;
}
