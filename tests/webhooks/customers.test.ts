import { beforeEach, describe, expect, it } from 'vitest';
import { NOW, SCOPES, stage } from '../support/shops/import-stage';
import { MERGE_SCOPE, MERGES } from './merges';
import { teaShop } from '../sandbox/worlds/tea-shop';
import { liveShop, type LiveShop } from './live-shop';
import { eventually } from '../support/eventually';

const on = await stage([MERGES]);
await on.work();

const tea = teaShop({ until: NOW, days: 70, customers: 120, daysBeforeShopify: 0 });
const WITH_MERGES = [...SCOPES, MERGE_SCOPE];
const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000).toISOString();

let made = 0;
let shop: LiveShop;
beforeEach(async () => {
  const domain = `people-${++made}.myshopify.com`;
  shop = await liveShop(on, { ...tea, shop: { ...tea.shop, domain, id: made } }, WITH_MERGES);
});
const customers = () => on.shopify.customers(shop.domain);

/** The counted orders by customer. */
const bought = async (...ids: (number | null)[]) =>
  await on.db.query(
    `select customer_id::float8 as id, orders from customer_summaries
     where shop_id = $1 and customer_id = any($2) order by 1`,
    [await on.shopId(shop.domain), ids],
  );

function twoBuyers(): [number, number] {
  const one = shop.anOrder();
  const other = shop.anOrder(one);
  return [Number(one.customerId), Number(other.customerId)];
}

describe('customers', () => {
  it('who change their consent have their current one', async () => {
    const [id] = twoBuyers();
    const known = customers().get(id);
    if (known === null) throw new Error('no customer');
    const emailMarketing = { state: 'SUBSCRIBED', updatedAt: after(60) } as const;
    customers().put({ ...known, updatedAt: after(60), emailMarketing });
    await shop.settled();
    expect(await shop.differences()).toEqual([]);
  });

  it('who are new are stored', async () => {
    const [id] = twoBuyers();
    const known = customers().get(id);
    if (known === null) throw new Error('no customer');
    customers().put({ ...known, id: 8_000_000, updatedAt: after(60), numberOfOrders: 0 });
    await shop.settled();
    expect(await shop.differences()).toEqual([]);
  });

  it('who are deleted leave orders without a customer', async () => {
    const [id] = twoBuyers();
    customers().delete(id);
    await shop.settled();
    expect(await shop.differences()).toEqual([]);
    expect(await bought(id)).toEqual([]);
  });

  it('who merge have all orders of both, although Shopify calls none updated', async () => {
    const [from, to] = twoBuyers();
    const before = await bought(from, to);
    customers().merge(from, to);
    await shop.settled();
    expect(await shop.differences()).toEqual([]);
    const all = before.reduce((sum, { orders }) => sum + Number(orders), 0);
    expect(await bought(from, to)).toEqual([{ id: to, orders: all }]);
  });

  it('who merge have the answers of both, also those without an order', async () => {
    const [from, to] = twoBuyers();
    const id = await on.shopId(shop.domain);
    const said = `insert into survey_answers (shop_id, source, language, customer_id, score, answered_at, changed_at)
      select $1, 'storefront', 'ja', id, 9, now(), now() from customers where shop_id = $1`;
    await on.db.query(said, [id]);
    // the same refusal of both, and one of the merged customer alone
    await on.db.query(
      `insert into survey_refusals (shop_id, source, customer_id, why, refused_at)
       values ($1, 'storefront', $2, 'off', now()), ($1, 'storefront', $3, 'off', now()), ($1, 'storefront', $2, 'asked_lately', now())`,
      [id, from, to],
    );
    const refusals = async () =>
      await on.db.query(
        'select customer_id, why from survey_refusals where shop_id = $1 order by why',
        [id],
      );
    const answers = async (customer: number) =>
      await on.db.query('select 1 from survey_answers where shop_id = $1 and customer_id = $2', [
        id,
        customer,
      ]);
    customers().merge(from, to);
    await shop.settled();
    expect(await answers(from)).toEqual([]);
    expect(await answers(to)).toHaveLength(2);
    expect(await refusals()).toEqual([
      { customer_id: String(to), why: 'asked_lately' },
      { customer_id: String(to), why: 'off' },
    ]);
    const others =
      'select customer_id from survey_answers where shop_id = $1 and customer_id <> $2';
    const all = await on.db.query(others, [id, to]);
    expect(new Set(all.map((row) => row.customer_id)).size).toBe(all.length);
  });

  it.each([
    ['orders that report it', true],
    ['no order yet, so that only the webhook reports it', false],
  ])('who merge leave no row under the old id, with %s', async (_, withOrders) => {
    const [buyer, to] = twoBuyers();
    const id = await on.shopId(shop.domain);
    const from = withOrders ? buyer : 8_500_000;
    const known = customers().get(buyer);
    if (known === null) throw new Error('no customer');
    if (!withOrders) customers().put({ ...known, id: from, updatedAt: after(60) });
    await shop.settled();
    // of both, where one customer has it once, with the last change of the merged one
    await on.db.query(
      `with both_ as (select who, row_number() over (order by who <> $2) as first from unnest(array[$2, $3]::bigint[]) who),
         answered as (
           insert into survey_answers (shop_id, source, language, customer_id, score, answered_at, changed_at)
           select $1, 'storefront', 'ja', who, 3, $4, $4 from both_),
         viewed as (
           insert into survey_views (shop_id, source, customer_id, shown_at) select $1, 'storefront', who, $4 from both_),
         refused as (
           insert into survey_refusals (shop_id, source, customer_id, why, refused_at) select $1, 'storefront', who, 'off', $4 from both_),
         waits as (
           insert into survey_waiting (shop_id, order_id, customer_id, sender, source, received_at, shown_at, score, language, answered_at, changed_at)
           select $1, ordered, who, '\\x01', 'thank_you', $4, $4, first, 'ja', $4, $4::timestamptz - make_interval(secs => first)
           from both_, unnest('{71,72}'::bigint[]) ordered where ordered = 71 or who = $2),
         deleted as (
           insert into deleted_answers (shop_id, answer_id, customer_id, deleted_at) select $1, who, who, $4 from both_)
       insert into referrals (shop_id, referred_customer_id, referrer_customer_id, referred_at)
       select $1, * from (values ($2::bigint, 71, $4::timestamptz), ($3, 72, $4), (73, $2, $4), (74, $3, $4)) own`,
      [id, from, to, after(-10 * 86_400)],
    );
    const columns = await on.db.query(
      `select table_name as table, column_name as name from information_schema.columns
       where table_schema = 'public' and column_name ~ 'customer_id$' and table_name ~ '^survey_|^deleted_answers$|^referrals$'`,
    );
    customers().merge(from, to);
    await shop.settled();
    expect(columns.length).toBeGreaterThan(6);
    for (const { table, name } of columns) {
      const left = await on.db.query(
        `select count(*) filter (where ${String(name)} = $2)::int as gone, count(*) filter (where ${String(name)} = $3)::int as kept
         from ${String(table)} where shop_id = $1`,
        [id, from, to],
      );
      expect({ table, name, ...left[0] }).toMatchObject({ gone: 0 });
      expect(Number(left[0]?.kept), String(table)).toBeGreaterThan(0);
    }
    expect(
      await on.db.query(
        'select order_id::int as order, score from survey_waiting where shop_id = $1 order by 1',
        [id],
      ),
    ).toEqual([
      { order: 71, score: 1 },
      { order: 72, score: 1 },
    ]);
    const [newest] = await on.db.query(
      `select numbers #> '{nps,distribution,3}' as customers from snapshots where shop_id = $1 order by as_of desc limit 1`,
      [id],
    );
    expect(newest).toEqual({ customers: 1 });
    expect(await shop.differences()).toEqual([]);
  });

  it('who merge during an import with an older file stay merged', async () => {
    const [from, to] = twoBuyers();
    const id = await on.shopId(shop.domain);
    const rows = async (statement: string) => (await on.db.query(statement, [id])).length;
    // no file can be fetched yet, and the file of the orders is written
    const { faults } = on.shopify;
    faults.next({ on: 'bulk-result', fault: { kind: 'status', status: 503 }, times: 100 });
    await on.importAgain(shop.domain);
    const ready = `select 1 from import_parts join imports on id = import_id
      where import_parts.shop_id = $1 and imports.state = 'running' and part = 'orders' and import_parts.state = 'ready'`;
    await on.until(async () => (await rows(ready)) > 0);
    customers().merge(from, to);
    const read = `select 1 from reread_requests where shop_id = $1 and kind = 'order' and read_at is not null`;
    await eventually(async () => expect(await rows(read)).toBeGreaterThan(0));
    expect(await rows(ready)).toBe(1);
    faults.clear();
    await shop.settled();
    expect(await shop.differences()).toEqual([]);
    expect(await on.db.query('select 1 from reread_requests where shop_id = $1', [id])).toEqual([]);
  });
});

describe('goods', () => {
  const costs = async () =>
    await on.db.query(
      `select variant_id::float8 as id, unit_cost_shop_amount::float8 as cost from variant_costs
       where shop_id = $1 order by 1`,
      [await on.shopId(shop.domain)],
    );
  const variant = () => {
    const found = tea.products().flatMap(({ variants }) => variants);
    const costed = found.find(({ unitCost }) => unitCost !== null);
    if (costed === undefined) throw new Error('no variant');
    return costed;
  };

  it('get another unit cost, and existing lines keep theirs', async () => {
    const { id } = variant();
    const lines = async () =>
      await on.db.query(
        'select id, unit_cost_shop_amount from order_lines where shop_id = $1 order by 1',
        [await on.shopId(shop.domain)],
      );
    const before = await lines();
    on.shopify.products(shop.domain).setCost(id, '4321');
    await shop.settled();
    expect(await costs()).toContainEqual({ id, cost: 4321 });
    expect(await lines()).toEqual(before);
  });

  it('lose their unit cost', async () => {
    const { id } = variant();
    on.shopify.products(shop.domain).setCost(id, null);
    await shop.settled();
    expect((await costs()).map((one) => one.id)).not.toContain(id);
  });

  it('get another title, and more variants than fit into a response', async () => {
    const [product] = tea.products();
    const [first] = product?.variants ?? [];
    if (!product || !first) throw new Error('no product');
    const variants = Array.from({ length: 300 }, (_, at) => ({
      ...first,
      id: at === 0 ? first.id : 7_000_000 + at,
      unitCost: String(at + 1),
    }));
    on.shopify.products(shop.domain).put({ ...product, title: '新茶', variants });
    await shop.settled();
    const known = new Map((await costs()).map(({ id, cost }) => [id, cost]));
    expect(known.get(first.id)).toBe(1);
    expect(known.get(7_000_299)).toBe(300);
    const titles = await on.db.query('select title from products where shop_id = $1 and id = $2', [
      await on.shopId(shop.domain),
      product.id,
    ]);
    expect(titles).toEqual([{ title: '新茶' }]);
  });

  it('that are sold before their webhook have their cost in the line', async () => {
    const order = shop.anOrder();
    const [product] = tea.products();
    const [first] = product?.variants ?? [];
    const [line] = order.lines;
    if (!product || !first || !line) throw new Error('no product');
    for (const topic of ['products/update', 'products/create'])
      on.shopify.webhooks.failNext({ topic, fault: { kind: 'lose' } });
    const fresh = { ...first, id: 7_777_777, unitCost: '77' };
    on.shopify
      .products(shop.domain)
      .put({ ...product, id: 6_666_666, title: '玉露', variants: [fresh] });
    on.shopify.orders(shop.domain).put({
      ...order,
      id: 9_000_000,
      updatedAt: after(60),
      lines: [{ ...line, id: 9_000_001, productId: 6_666_666, variantId: fresh.id }],
    });
    await shop.settled();
    expect(await shop.differences()).toEqual([]);
  });
});
