import { afterAll } from 'vitest';
import type { RunningWorker } from '../../../app/worker/run.server';
import { shopIdSchema, withShop, type ShopId } from '../../../app/store/db.server';
import { shopById } from '../../../app/store/shops/shops';
import type { ImportProgress } from '../../../app/progress/import-progress';
import { appDeclaration } from '../../sandbox/webhooks/app-declaration';
import { Clock } from '../../sandbox/control/clock';
import { routeShopifyTo } from '../../sandbox/http/intercept.mjs';
import { LocalShopify } from '../../sandbox/local-shopify';
import type { World } from '../../sandbox/store/records';
import type { Subscription } from '../../sandbox/webhooks/webhooks';
import { database, type TestDatabase } from '../database';
import { serveWebhooks } from '../doors/webhook-doors';

/** The end of the tests' worlds, and the time of the app and the local Shopify. */
export const NOW = new Date('2026-10-15T03:00:00Z');
export const SCOPES = appDeclaration().scopes;

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36';

/** A test file's own PostgreSQL database and local Shopify, with the app's code between them. */
export interface Stage {
  db: TestDatabase;
  shopify: LocalShopify;
  /** the local Shopify's origin */
  url: string;
  /** Adds the shop to Shopify, and opens the app in it for the first time. */
  install(world: World, scopes?: string[]): Promise<void>;
  /** Opens the app: exchanges the session token if the app has no valid token. */
  open(domain: string): Promise<void>;
  /** Lets the app's tokens nearly expire: the next opening exchanges again, as about every hour. */
  expireSessions(): Promise<void>;
  /**
   * Starts a worker in this process without a schedule by the machine's clock; it stops at the end of
   * the file, or before.
   */
  work(): Promise<RunningWorker>;
  /** Starts a new import (the page's Retry); resolves when it has begun. */
  importAgain(domain: string): Promise<void>;
  /** Starts a new import whose customers are staged, and whose orders Shopify stops sending. */
  stallOrders(domain: string): Promise<void>;
  shopId(domain: string): Promise<ShopId>;
  state(domain: string): Promise<ImportProgress>;
  /**
   * Polls until there is a result. Meanwhile every queued job is due, and
   * the app's clock runs 500 times as fast.
   */
  until<T>(look: () => Promise<T | null | false>): Promise<T>;
  /**
   * Waits until the shop's import has ended, it has numbers, and no job waits; without `history` the
   * past months are left out.
   */
  imported(domain: string, options?: { history?: boolean }): Promise<void>;
  /** Waits until the shop's latest import has failed. */
  failed(domain: string): Promise<ImportProgress>;
}

const LOOK_MS = 20;

/**
 * Sets the stage; call it once at the top of a test file.
 * @param more subscriptions beside those of `shopify.app.toml`
 */
export async function stage(more: Subscription[] = []): Promise<Stage> {
  const db = await database();
  const clock = new Clock();
  clock.set(NOW);
  const shopify = await LocalShopify.open({ path: ':memory:', clock });
  const { url } = await shopify.listen();
  routeShopifyTo(url);
  // The library keeps the fetch of its load time, so the app is loaded only now.
  const { env } = await import('../../../app/env.server');
  env().CLOCK_OFFSET_MS = NOW.getTime() - Date.now();
  const { authenticate } = await import('../../../app/shopify/shopify.server');
  const { readImportState, retryImport } =
    await import('../../../app/shop/state/import-state.server');
  const { runWorker } = await import('../../../app/worker/run.server');
  const doors = await serveWebhooks();
  const { path, subscriptions } = appDeclaration();
  shopify.webhooks.register(`${doors.url}${path}`, [...subscriptions, ...more]);
  const workers: RunningWorker[] = [];

  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
    await Promise.all(workers.map(({ ended }) => ended));
    routeShopifyTo(null);
    await shopify.close();
    await doors.close();
  });

  const set: Stage = {
    db,
    shopify,
    url,
    install: async (world, scopes = SCOPES) => {
      await shopify.addShop(world);
      shopify.install(world.shop.domain, { scopes });
      await set.open(world.shop.domain);
    },
    open: async (domain) => {
      await authenticate.admin(
        new Request('https://omega.example/app', {
          headers: { authorization: `Bearer ${shopify.idToken(domain)}`, 'user-agent': BROWSER },
        }),
      );
    },
    expireSessions: async () => {
      await db.query(`update sessions set expires = now() + interval '1 minute'`);
    },
    work: async () => {
      const worker = await runWorker({ concurrency: 3, pollMs: LOOK_MS, scheduled: false });
      workers.push(worker);
      return {
        ...worker,
        stop: async () => {
          workers.splice(workers.indexOf(worker), 1);
          await worker.stop();
          await worker.ended;
        },
      };
    },
    importAgain: async (domain) => {
      const shop = await set.shopId(domain);
      const latest = async () =>
        (await db.query('select max(id) as id from imports where shop_id = $1', [shop]))[0]?.id;
      const before = await latest();
      await retryImport(shop);
      await set.until(async () => (await latest()) !== before);
    },
    stallOrders: async (domain) => {
      for (const afterObjects of [Infinity, Infinity, 5])
        shopify.bulk.failNext({ kind: 'stall', afterObjects });
      await set.importAgain(domain);
      await set.until(async () => {
        const { parts } = await set.state(domain);
        return parts.some(({ part, state }) => part === 'customers' && state === 'done');
      });
    },
    shopId: async (domain) => {
      const [row] = await db.query('select id from shops where domain = $1', [domain]);
      return shopIdSchema.parse(row?.id);
    },
    state: async (domain) => {
      const id = await set.shopId(domain);
      return await withShop(id, async (tx) => readImportState(tx, await shopById(tx, id)));
    },
    until: async (look) => {
      for (;;) {
        const seen = await look();
        if (seen !== null && seen !== false) return seen;
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
        env().CLOCK_OFFSET_MS += 500 * LOOK_MS;
        await db.query(`update graphile_worker._private_jobs set run_at = now()
          where run_at > now() and locked_at is null`);
        await db.query(`update snapshot_refreshes set next_at = '-infinity' where next_at > now()`);
      }
    },
    imported: async (domain, { history = true } = {}) => {
      await set.until(async () => {
        if (!history)
          await db.query(`delete from graphile_worker._private_jobs
            where key ~ '^snapshot[.](history|stale):' and locked_at is null`);
        const [jobs] = await db.query(
          'select count(*)::int as waiting from graphile_worker._private_jobs where attempts < max_attempts',
        );
        if (jobs?.waiting !== 0) return false;
        // the last worker may be between two jobs
        if ((await db.query('select 1 from shops where domain = $1', [domain])).length === 0)
          return false;
        const { state, failure } = await set.state(domain);
        if (state === 'failed') throw new Error(`the import failed: ${JSON.stringify(failure)}`);
        return state === 'done';
      });
    },
    failed: async (domain) =>
      await set.until(async () => {
        const known = await db.query('select 1 from shops where domain = $1', [domain]);
        if (known.length === 0) return null;
        const state = await set.state(domain);
        return state.state === 'failed' ? state : null;
      }),
  };
  return set;
}
