import { describe, expect, it } from 'vitest';
import { faultStage, heldUp } from './stage';

const on = await faultStage();

async function killBoth(): Promise<void> {
  await Promise.all([on.app.replace(on.worker), on.app.replace(on.web)]);
  await on.app.healthy();
}

describe('worker and web killed', () => {
  it('in the middle of an import lose nothing', async () => {
    on.shopify.bulk.objectsPerSecond = 20;
    await on.install();
    await on.beside.until('Shopify prepares the orders', async () => {
      const { rowCount } = await on.beside.pool.query(
        `select 1 from import_parts where part = 'orders' and state = 'preparing'`,
      );
      return rowCount ? true : null;
    });
    await killBoth();
    on.shopify.bulk.objectsPerSecond = Infinity;
    await heldUp(on.beside, 'orders', killBoth);
    await on.agrees();
  });

  it('in a burst of webhooks lose none', async () => {
    await on.installed();
    const taken = (): number =>
      on.shopify.webhooks.deliveries.filter(({ status }) => status === 200).length;
    const before = taken();
    on.happen(60);
    await expect.poll(taken, { timeout: 30_000 }).toBeGreaterThan(before + 5);
    await killBoth();
    on.happen(60);
    await expect.poll(taken, { timeout: 30_000 }).toBeGreaterThan(before + 70);
    await on.app.replace(on.worker);
    await on.agrees();
  });

  it('in the middle of a snapshot count it again', async () => {
    await on.installed();
    on.happen(5);
    await heldUp(on.beside, 'snapshots', killBoth);
    await on.agrees();
    await on.countsAsFresh();
  });
});

it('asked to end in the middle of work, end what they have begun and end well', async () => {
  await on.installed();
  on.happen(40);
  const codes = [on.web.process.stop(), on.worker.process.stop()];
  expect(await Promise.all(codes)).toEqual([0, 0]);
  for (const place of [on.web, on.worker]) place.process = place.start();
  await on.app.healthy();
  await on.agrees();
});
