import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { teaShop } from '../sandbox/worlds/tea-shop';
import { queued } from '../support/queued';
import { NOW, stage } from '../support/shops/import-stage';
import type { ShopId } from '../../app/store/db.server';

const on = await stage();
const { readSnapshot } = await import('../../app/metrics/read.server');
const { readTagged } = await import('../../app/metrics/stages/tagged.server');
const { changeSettings } = await import('../../app/settings/change.server');
const { readTagsToChoose } = await import('../../app/shop/customer-tags.server');
const { readTagReading } = await import('../../app/shop/state/tag-reading.server');
const { uninstall } = await import('../../app/shop/installation/install.server');

const tea = teaShop({ until: NOW, days: 60, customers: 60, daysBeforeShopify: 0 });
// the buyers of two orders or more are fans once their tag is named
const buyers = Map.groupBy(tea.orders(), ({ customerId }) => customerId);
const world: typeof tea = {
  ...tea,
  customers: () =>
    tea.customers().map((one) => ({
      ...one,
      tags: (buyers.get(one.id)?.length ?? 0) > 1 ? ['試食会', 'VIP'] : ['LINE'],
    })),
};
const { domain } = world.shop;
const VIPS = world.customers().filter(({ tags }) => tags.includes('VIP')).length;

let shop: ShopId;
let worker: Awaited<ReturnType<typeof on.work>>;
beforeAll(async () => {
  worker = await on.work();
  await on.install(world);
  await on.imported(domain, { history: false });
  shop = await on.shopId(domain);
});
afterEach(() => on.shopify.faults.clear());

const idle = () => on.imported(domain, { history: false });
const name = (followerTags: string[], eventTags: string[]) =>
  changeSettings(shop, 'metrics', { followerTags, eventTags }, null);
const tagged = (...eventTags: string[]) => readTagged(shop, { followerTags: [], eventTags });
const fans = async () => (await readSnapshot(shop))?.snapshot.stages.fan ?? 0;
const readings = async () =>
  await on.db.query(
    `select audits.state, attempts from audits join audit_parts part on (part.shop_id, audit_id) = (audits.shop_id, audits.id)
     where kind = 'tags' order by audits.id`,
  );

describe('tags that a rule names', () => {
  it('are chosen from those that the shop’s customers carry', async () => {
    expect(await readTagsToChoose(domain)).toEqual(['LINE', 'VIP', '試食会']);
    expect(await readTagsToChoose('nobody.myshopify.com')).toBeNull();
  });

  it('are read from Shopify for every customer, and its customers stand on the stage', async () => {
    expect(VIPS).toBeGreaterThan(3);
    expect([await tagged('VIP'), await fans()]).toEqual([[{ tag: 'VIP', customers: 0 }], 0]);
    await name([], ['VIP']);
    await on.until(async () => (await readTagReading(shop))?.state === 'running');
    await idle();
    expect(await readTagReading(shop)).toBeNull();
    expect(await tagged('VIP', 'none')).toEqual([
      { tag: 'VIP', customers: VIPS },
      { tag: 'none', customers: 0 },
    ]);
    expect(await fans()).toBeGreaterThan(0);
    const [others] = await on.db.query(
      `select count(*)::int as n from customers where tags ?| array['LINE', '試食会']`,
    );
    expect(others?.n).toBe(0);
  });

  it('are read no more once none is new, and again only for a new one', async () => {
    const before = (await readings()).length;
    await name([], []);
    expect((await queued(on.db)).map(({ name: job }) => job)).not.toContain('tags.read');
    await name(['VIP'], []);
    await idle();
    expect(await readings()).toHaveLength(before + 1);
  });

  it('are all read where another is named while Shopify is asked, and after Shopify has failed', async () => {
    const { promise: go, resolve: begin } = Promise.withResolvers<undefined>();
    on.shopify.bulk.failNext({ kind: 'queue', go });
    await name(['VIP'], ['試食会']);
    await on.until(async () => (await readTagReading(shop))?.state === 'running');
    on.shopify.bulk.failNext({ kind: 'fail', afterObjects: 3, errorCode: 'INTERNAL_SERVER_ERROR' });
    await name(['VIP', 'LINE'], ['試食会']);
    begin(undefined);
    await idle();
    const last = (await readings()).slice(-2);
    expect(last.map(({ state, attempts }) => [state, attempts])).toEqual([
      ['done', 0],
      ['done', 1],
    ]);
    const line = world.customers().filter(({ tags }) => tags.includes('LINE')).length;
    expect(await tagged('試食会', 'LINE')).toEqual([
      { tag: '試食会', customers: VIPS },
      { tag: 'LINE', customers: line },
    ]);
  });

  it('are read on by another worker, and no more once the shop is gone', async () => {
    await name([], []);
    await idle();
    const { promise: go, resolve: begin } = Promise.withResolvers<undefined>();
    on.shopify.bulk.failNext({ kind: 'queue', go });
    await name([], ['VIP']);
    await on.until(async () => (await readTagReading(shop))?.state === 'running');
    await worker.stop();
    begin(undefined);
    expect(await readTagReading(shop)).toMatchObject({ state: 'running' });
    worker = await on.work();
    await idle();
    expect([await readTagReading(shop), (await tagged('VIP'))[0]?.customers]).toEqual([null, VIPS]);
    await worker.stop();
    await name(['LINE'], []);
    const { readTags } = await import('../../app/ingest/reconcile/tags.server');
    await readTags(shop);
    on.shopify.uninstall(domain);
    await uninstall(domain);
    expect(await readTagReading(shop)).toEqual({ state: 'failed' });
    expect((await queued(on.db)).map(({ name: job }) => job)).not.toContain('tags.read');
  });
});
