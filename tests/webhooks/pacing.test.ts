import { afterEach, expect, it, vi } from 'vitest';
import { NOW, stage } from '../support/shops/import-stage';
import { Bucket } from '../sandbox/graphql/throttle';
import { teaShop } from '../sandbox/worlds/tea-shop';
import { expectedFacts } from '../support/shops/expected-facts';
import { differences, factsOf } from '../support/shops/facts';
import { eventually } from '../support/eventually';

const on = await stage();
const tea = teaShop({ until: NOW, days: 40, customers: 90, daysBeforeShopify: 0 });
afterEach(() => vi.restoreAllMocks());

const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000).toISOString();

it('a flash sale of a small shop, read by two workers, never empties its bucket and loses no order', async () => {
  const domain = 'flash.myshopify.com';
  // Advanced: 200 points a second
  const world = { ...tea, shop: { ...tea.shop, domain, id: 1, planName: 'Advanced' } };
  await on.work();
  await on.work();
  await on.install(world);
  await on.imported(domain, { history: false });
  const refused: number[] = [];
  const take = Bucket.prototype.take;
  vi.spyOn(Bucket.prototype, 'take').mockImplementation(function (this: Bucket, points: number) {
    const taken = take.call(this, points);
    if (!taken) refused.push(points);
    return taken;
  });
  const row = on.shopify.store.shop(domain);
  if (row === null || row === undefined) throw new Error('no shop');
  // the sale begins with half of the bucket used
  on.shopify.bucket(row).take(2_000);
  const sold = tea.orders().map((order, at) => ({ ...order, updatedAt: after(at + 1) }));
  for (const order of sold) on.shopify.orders(domain).put(order);
  await on.shopify.webhooks.settled();
  const facts = async () => await factsOf(on.db, await on.shopId(domain));
  const expected = await expectedFacts({ ...world, orders: () => sold });
  await eventually(async () => expect(differences(expected, await facts())).toEqual([]));
  expect(sold.length).toBeGreaterThan(100);
  expect(refused).toEqual([]);
});
