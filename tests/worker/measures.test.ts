import { register } from 'prom-client';
import { expect, it } from 'vitest';
import { NOW, stage } from '../support/shops/import-stage';
import { youngShop } from '../sandbox/worlds/young';

const on = await stage();
await on.work();

it('an import is measured: rows read, calls to Shopify, their cost, jobs done', async () => {
  const world = youngShop({ until: NOW });
  await on.install(world);
  await on.imported(world.shop.domain, { history: false });
  const said = await register.metrics();
  const [orders] = await on.db.query(
    `select (select count(*) from orders) + (select count(*) from order_lines) as rows`,
  );
  const rows = /^omega_import_rows_total\{part="orders"\} (\d+)$/m.exec(said)?.[1];
  expect(Number(rows)).toBe(Number(orders?.rows));
  expect(said).toMatch(/^omega_shopify_call_seconds_count\{outcome="answered"\} [1-9]/m);
  expect(said).toMatch(/^omega_shopify_cost_points_total [1-9]/m);
  expect(said).toMatch(/^omega_jobs_total\{job="shop.install",outcome="done"\} [1-9]/m);
});
