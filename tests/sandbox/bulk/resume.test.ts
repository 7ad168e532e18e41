import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { Clock } from '../control/clock';
import { LocalShopify } from '../local-shopify';
import { OpenShop } from '../testing/open-shop';
import { DOMAIN, manyOrders, smallShop } from '../testing/small-shop';

const ORDERS = '{ orders { edges { node { id lineItems { edges { node { id } } } } } } }';

describe('a stopped local Shopify', () => {
  it('restarts an interrupted operation', async ({ onTestFinished }) => {
    const directory = await mkdtemp(`${tmpdir()}/local-shopify-test-`);
    onTestFinished(() => rm(directory, { recursive: true, force: true }));
    const path = `${directory}/shop.sqlite`;
    const clock = new Clock({ stoppedAt: new Date('2026-04-01T00:00:00Z') });
    const shop = await OpenShop.open(smallShop({ orders: manyOrders(5) }), { path, clock });
    shop.shopify.bulk.failNext({ kind: 'stall', afterObjects: 3 });
    const id = await shop.bulkId(ORDERS);
    await shop.shopify.close();
    const again = await LocalShopify.open({ path, clock });
    onTestFinished(() => again.close());
    await again.bulk.settled();
    const { no = 0 } = again.store.shop(DOMAIN) ?? {};
    expect(again.bulk.find(no, Number(id.split('/').at(-1)))).toMatchObject({
      status: 'COMPLETED',
      objectCount: 15,
    });
  });
});
