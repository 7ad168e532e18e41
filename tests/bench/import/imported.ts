import { z } from 'zod';
import { CommandTrouble } from '../../commands/trouble';
import { mustBe, until, type BenchDatabase } from '../support/bench-database';
import type { BenchWorker } from '../support/bench-worker';
import type { PreparedShop } from './prepared-shop';
import { ask, refuseFailures } from '../support/queue';

export interface ImportTimes {
  /** from readable results to committed merged rows */
  importSeconds: number;
  /** its part until the last result is staged, and the rest */
  readSeconds: number;
  mergeSeconds: number;
}

const id = z.object({ id: z.number().int() });
const progress = z.object({
  state: z.enum(['running', 'done', 'failed']),
  phase: z.string(),
  detail: z.string().nullable(),
});

/** Inserts a shop that has installed the app and is not imported yet. */
export async function installedShop(
  db: BenchDatabase,
  { shop }: PreparedShop,
  at: Date,
): Promise<number> {
  const { id: shopId } = await db.one(
    id,
    `insert into shops (domain, shopify_id, name, currency, timezone, scopes, installed_at)
     values ($1, $2, $3, $4, $5, '{}', $6) returning id`,
    [shop.domain, shop.id, shop.name, shop.currencyCode, shop.ianaTimezone, at],
  );
  return shopId;
}

/** Inserts an import whose results Shopify has just finished, and times the worker's part. */
export async function timeImport(
  db: BenchDatabase,
  worker: BenchWorker,
  prepared: PreparedShop,
  shopId: number,
  at: Date,
): Promise<ImportTimes> {
  const { id: importId } = await db.one(
    id,
    `insert into imports (shop_id, state, phase, started_at) values ($1, 'running', 'asking', $2) returning id`,
    [shopId, at],
  );
  for (const { part, operation, url, objects } of prepared.results)
    await db.run(
      `insert into import_parts (shop_id, import_id, part, state, bulk_operation_id, result_url, total, prepared)
       values ($1, $2, $3, 'ready', $4, $5, $6, $6)`,
      [shopId, importId, part, operation, url, objects],
    );
  await db.run('checkpoint');
  const from = performance.now();
  let read = from;
  await ask(db, 'import.step', shopId);
  await until(worker, async () => {
    const seen = await db.one(
      progress,
      'select state, phase, failure_detail as detail from imports where shop_id = $1 and id = $2',
      [shopId, importId],
    );
    if (seen.state === 'failed')
      throw new CommandTrouble(`The import failed: ${seen.detail ?? 'no reason is known'}`);
    if (seen.phase === 'asking' || seen.phase === 'reading') read = performance.now();
    await refuseFailures(db);
    return seen.state === 'done' ? true : null;
  });
  const done = performance.now();
  return {
    importSeconds: (done - from) / 1000,
    readSeconds: (read - from) / 1000,
    mergeSeconds: (done - read) / 1000,
  };
}

/** Compares rows and sums of the final tables with the generated shop. */
export async function verifyImport(
  db: BenchDatabase,
  { counts }: PreparedShop,
  shopId: number,
): Promise<void> {
  const sum = z.object({ rows: z.coerce.number(), amount: z.coerce.number() });
  const look = async (table: string, amount: string): Promise<z.output<typeof sum>> =>
    await db.one(
      sum,
      `select count(*) as rows, coalesce(sum(${amount}), 0) as amount from ${table} where shop_id = $1`,
      [shopId],
    );
  const orders = await look('orders', 'subtotal_shop_amount');
  mustBe('number of orders', orders.rows, counts.orders);
  mustBe('sum of the orders', orders.amount, counts.subtotal);
  const lines = await look('order_lines', 'list_shop_amount');
  mustBe('number of lines', lines.rows, counts.lines);
  mustBe('sum of the lines', lines.amount, counts.list);
  mustBe(
    'sum of the lines in orders',
    (await look('orders', 'goods_list_shop_amount')).amount,
    counts.list,
  );
  const customers = await look('customers', 'number_of_orders');
  mustBe('number of customers', customers.rows, counts.customers);
  mustBe('number of customers’ orders', customers.amount, counts.orders);
  mustBe('number of products', (await look('products', '0')).rows, counts.products);
  mustBe('number of unit costs', (await look('variant_costs', '0')).rows, counts.costs);
}
