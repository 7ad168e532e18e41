import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, vi } from 'vitest';
import { mishaps, numbersApart, rowsApart } from '../support/numbers/facts-apart';
import { Beside } from '../support/processes/beside';
import { migrated } from '../commands/database';
import { ownPostgres, type OwnPostgres } from '../commands/processes/own-postgres';
import { RunningApp, type Place } from '../commands/processes/running-app';
import type { EventKind, ShopEvents } from '../sandbox/events/shop-events';
import { LocalShopify } from '../sandbox/local-shopify';
import { teaShop } from '../sandbox/worlds/tea-shop';
import { awaited } from '../support/awaited';

/** Events of orders alone: each has a webhook, and none needs an id audit. */
const OF_ORDERS: EventKind[] = [
  ...(['orderPlaced', 'orderEdited', 'goodsReturned', 'moneyGivenBack'] as const),
  ...(['orderCancelled', 'orderDeleted', 'orderPaid'] as const),
];

/** The built app's real processes on a PostgreSQL of this file's own, around a local Shopify. */
export interface FaultStage {
  own: OwnPostgres;
  shopify: LocalShopify;
  beside: Beside;
  app: RunningApp;
  domain: string;
  web: Place;
  worker: Place;
  /** A new, installed shop with a running import. */
  install(): Promise<void>;
  /** The same, with its numbers. */
  installed(): Promise<ShopEvents>;
  /** Causes so many events of the shop's orders. */
  happen(times: number): void;
  /** Every webhook has come and no work is left: the app's rows are the shop's. */
  agrees(): Promise<void>;
  /** The same, and its numbers are those of a fresh import into another database. */
  countsAsFresh(): Promise<void>;
}

/** @param dataDir the folder of PostgreSQL's files; default: a temporary one */
export async function faultStage(dataDir?: string): Promise<FaultStage> {
  vi.setConfig({ testTimeout: 300_000 });
  const own = await ownPostgres(dataDir);
  const shopify = await LocalShopify.open({ path: ':memory:' });
  const { url: shopifyUrl } = await shopify.listen();
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const close of closing.reverse()) await close();
    await shopify.close();
    await own.remove();
  });
  const start = async (
    name: string,
    deaf = false,
  ): Promise<{ app: RunningApp; beside: Beside }> => {
    const folder = join(own.folder, name);
    mkdirSync(folder);
    const databaseUrl = await migrated(own.postgres, name);
    const beside = Beside.open(own.postgres.serverUrl(name));
    closing.push(() => beside.close());
    const app = await RunningApp.start({ databaseUrl, shopify, shopifyUrl, folder, deaf });
    closing.push(() => app.kill());
    return { app, beside };
  };
  const { app, beside } = await start('faults');
  const placeOf = (kind: Place['kind']): Place => {
    const place = app.places.find((one) => one.kind === kind);
    if (!place) throw new Error(`there is no ${kind}`);
    return place;
  };
  // four hours in a minute: longer than any of these troubles, also on a busy machine
  shopify.webhooks.retryPace = 240;

  let shops = 0;
  let events: ShopEvents | undefined;
  const stage: FaultStage = {
    ...{ own, shopify, beside, app, domain: '', web: placeOf('web'), worker: placeOf('worker') },
    install: async () => {
      shops += 1;
      stage.domain = `fault-${String(shops)}.myshopify.com`;
      const days = { days: 80, customers: 150, daysBeforeShopify: 0 };
      const tea = teaShop({ until: new Date(), domain: stage.domain, ...days });
      await shopify.addShop({ ...tea, shop: { ...tea.shop, planName: 'Shopify Plus' } });
      await app.install(stage.domain);
      await beside.shopId(stage.domain);
    },
    installed: async () => {
      await stage.install();
      await beside.idle('the import is done');
      events = shopify.events(stage.domain, { seed: stage.domain });
      return events;
    },
    happen: (times) => {
      if (!events) throw new Error('the shop was not imported yet');
      for (let time = 0; time < times; time += 1) events.happen(events.random.pick(OF_ORDERS));
    },
    agrees: async () => {
      await shopify.webhooks.finished();
      await beside.idle('everything is done');
      expect(await rowsApart(beside, shopify, stage.domain)).toEqual([]);
      expect(await mishaps(beside, shopify)).toEqual([]);
    },
    countsAsFresh: async () => {
      const fresh = await start(`fresh_${String(shops)}`, true);
      await fresh.app.install(stage.domain);
      await fresh.beside.shopId(stage.domain);
      await fresh.beside.idle('a fresh import is done');
      expect(await numbersApart(beside, fresh.beside, stage.domain)).toEqual([]);
      await fresh.app.kill();
    },
  };
  return stage;
}

/**
 * Waits until a statement waits for a lock on a table, which another connection holds meanwhile.
 * @param cause starts that statement; called once the lock is held
 */
export async function heldUp(
  beside: Beside,
  table: string,
  meanwhile: () => Promise<void>,
  cause?: () => void,
): Promise<void> {
  const holder = await beside.pool.connect();
  await holder.query(`begin; lock table ${table} in share mode`);
  cause?.();
  await beside.until(`a statement waits to write into ${table}`, async () => {
    const { rowCount } = await beside.pool.query(awaited(table));
    return rowCount ? true : null;
  });
  await meanwhile();
  await holder.query('rollback');
  holder.release();
}
