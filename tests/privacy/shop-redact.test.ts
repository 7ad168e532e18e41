import { beforeAll, describe, expect, it } from 'vitest';
import { NOW, stage } from '../support/shops/import-stage';
import { teaShop } from '../sandbox/worlds/tea-shop';
import { youngShop } from '../sandbox/worlds/young';
import { withOwnIds } from './own-ids';
import { searched } from './searched';

const on = await stage();
await on.work();

const other = youngShop({ until: NOW });
const world = withOwnIds(teaShop({ until: NOW, days: 60, customers: 80, daysBeforeShopify: 0 }));
const { domain, id } = world.shop;

const ids = (records: Iterable<{ id: number }>) => [...records].map((one) => String(one.id));
/** Words that only this shop's data have. */
const TRACES = [domain, String(id), ...[world.customers(), world.orders()].flatMap(ids)];

const idle = () => on.imported(other.shop.domain, { history: false });
const rowsOfOther = async () => {
  const counts = await on.db.query(
    `select table_name, (xpath('/row/n/text()', query_to_xml(
       format('select count(*) as n from %I where shop_id = %s', table_name, $1::int), false, true, '')))[1]::text as rows
     from information_schema.columns where column_name = 'shop_id' and table_schema = 'public' order by 1`,
    [await on.shopId(other.shop.domain)],
  );
  return counts.filter(({ table_name: table }) =>
    /^(orders|order_lines|customers|snapshots|purchases)$/.test(String(table)),
  );
};
const gone = () =>
  on.until(async () => {
    const [{ shops = 1 } = {}] = await on.db.query(
      'select count(*)::int as shops from shops where domain = $1',
      [domain],
    );
    return shops === 0;
  });
const deliver = async (send: () => void) => {
  send();
  await on.shopify.webhooks.settled();
  await idle();
};

let before: unknown;
beforeAll(async () => {
  await on.install(other);
  await idle();
  await on.install(world);
  await on.imported(domain, { history: false });
  before = await rowsOfOther();
});

describe('a shop that Shopify asks to erase', () => {
  it('is kept while it is installed: the request may be of an earlier uninstallation', async () => {
    await deliver(() => on.shopify.privacy(domain).redactShop());
    expect(await on.state(domain)).toMatchObject({ state: 'done' });
    expect((await searched(on.db, TRACES)).length).toBeGreaterThan(100);
  });

  it('leaves no row, also without a session and with queued jobs', async () => {
    await deliver(() => on.shopify.uninstall(domain));
    await on.db.query(
      `select graphile_worker.add_job('import.open', json_build_object('shopId', $1::int, 'why', 'again'),
        run_at => now() + interval '1 day')`,
      [await on.shopId(domain)],
    );
    on.shopify.privacy(domain).requestData(Number(ids(world.customers())[0]));
    on.shopify.privacy(domain).redactShop();
    await gone();
    await idle();
    expect(await searched(on.db, TRACES)).toEqual([]);
  });

  it('deletes no row of another shop', async () => {
    expect(await rowsOfOther()).toEqual(before);
  });

  it('does not return with late webhooks and jobs', async () => {
    const [customer = 0] = [...world.customers()].map((one) => one.id);
    await deliver(() => {
      on.shopify.privacy(domain).redactShop();
      on.shopify.privacy(domain).redactCustomer(customer);
      on.shopify.privacy(domain).requestData(customer);
      on.shopify.webhooks.send(domain, 'app/uninstalled', { id, domain });
      on.shopify.webhooks.send(domain, 'orders/updated', { id: world.orders()[1]?.id });
    });
    expect(await searched(on.db, TRACES)).toEqual([]);
  });

  it('starts afresh on its next installation', async () => {
    on.shopify.install(domain, { scopes: on.shopify.grantedScopes(other.shop.domain) });
    await on.open(domain);
    await on.imported(domain, { history: false });
    const orders = await on.db.query('select 1 from orders where shop_id = $1', [
      await on.shopId(domain),
    ]);
    expect(orders).toHaveLength([...world.orders()].length);
    expect(await on.db.query('select 1 from erased_ids')).toEqual([]);
  });

  it('is erased in the middle of an import, with its staged rows', async () => {
    await on.stallOrders(domain);
    expect((await searched(on.db, TRACES)).join()).toContain('staging.');
    await deliver(() => on.shopify.uninstall(domain));
    on.shopify.privacy(domain).redactShop();
    await gone();
    await idle();
    expect(await searched(on.db, TRACES)).toEqual([]);
    expect(
      await on.db.query(`select tablename from pg_tables where schemaname = 'staging'`),
    ).toEqual([]);
  });
});
