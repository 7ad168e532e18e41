import { beforeEach, describe, expect, it } from 'vitest';
import { NOW, SCOPES, stage } from '../support/shops/import-stage';
import type { Fault } from '../sandbox/control/faults';
import type { OrderRecord } from '../sandbox/store/records';
import { teaShop } from '../sandbox/worlds/tea-shop';
import { liveShop, type LiveShop } from './live-shop';

const on = await stage();
await on.work();

const tea = teaShop({ until: NOW, days: 70, customers: 120, daysBeforeShopify: 0 });
const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000).toISOString();

let made = 0;
let domain: string;
beforeEach(() => {
  domain = `comes-${++made}.myshopify.com`;
});
const world = () => ({ ...tea, shop: { ...tea.shop, domain, id: made } });
const edited = (order: OrderRecord): OrderRecord => ({
  ...order,
  updatedAt: after(60),
  currentSubtotal: '100',
});

const count = async (statement: string, ...values: unknown[]) =>
  (await on.db.query(statement, values)).length;

describe('a shop during its first import', () => {
  it('re-reads the changes of that time after it, and nothing twice', async () => {
    const given = world();
    const [order, gone] = tea.orders().filter(({ customerId }) => customerId !== null);
    if (!order || !gone) throw new Error('no orders');
    const { faults } = on.shopify;
    faults.next({ on: 'bulk-result', fault: { kind: 'status', status: 503 }, times: 100 });
    await on.install(given);
    const ready = `select 1 from import_parts join shops on shops.id = shop_id
      where domain = $1 and part = 'orders' and state = 'ready'`;
    await on.until(async () => (await count(ready, domain)) > 0);
    on.shopify.orders(domain).put(edited(order));
    on.shopify.orders(domain).delete(gone.id);
    await on.shopify.webhooks.settled();
    const id = await on.shopId(domain);
    const waiting = `select 1 from reread_requests where shop_id = $1 and read_at is null`;
    expect(await count(waiting, id)).toBe(2);
    expect(await count('select 1 from orders where shop_id = $1', id)).toBe(0);
    faults.clear();
    await on.imported(domain, { history: false });
    const [row] = await on.db.query(
      'select current_subtotal_shop_amount::float8 as left from orders where shop_id = $1 and id = $2',
      [id, order.id],
    );
    expect(row?.left).toBe(100);
    expect(await count('select 1 from orders where shop_id = $1 and id = $2', id, gone.id)).toBe(0);
    expect(
      await count('select 1 from order_lines where shop_id = $1 and order_id = $2', id, gone.id),
    ).toBe(0);
    expect(await count(waiting, id)).toBe(0);
  });
});

describe('a shop that uninstalls the app', () => {
  let shop: LiveShop;
  const row = async () =>
    (await on.db.query('select uninstalled_at from shops where domain = $1', [domain]))[0];
  const jobs = `select 1 from graphile_worker._private_jobs
    where payload ->> 'shopId' = $1 and attempts < max_attempts`;

  beforeEach(async () => {
    shop = await liveShop(on, world());
  });

  it('has no job and no change notice left', async () => {
    const id = String(await on.shopId(domain));
    const far = `select graphile_worker.add_job('snapshot.stale', json_build_object('shopId', $1::int),
      run_at => now() + interval '1 day')`;
    await on.db.query(far, [id]);
    on.shopify.orders(domain).put(edited(shop.anOrder()));
    await on.shopify.webhooks.settled();
    on.shopify.uninstall(domain);
    await on.shopify.webhooks.settled();
    await on.until(
      async () => (await row())?.uninstalled_at !== null && (await count(jobs, id)) === 0,
    );
    expect(await count('select 1 from reread_requests where shop_id = $1', id)).toBe(0);
    expect(await count('select 1 from sessions where shop = $1', domain)).toBe(0);
  });

  it('during its import ends it, and drops its staging', async () => {
    const id = String(await on.shopId(domain));
    const { faults } = on.shopify;
    faults.next({ on: 'bulk-result', fault: { kind: 'status', status: 503 }, times: 100 });
    await on.importAgain(domain);
    on.shopify.uninstall(domain);
    await on.shopify.webhooks.settled();
    const failed = `select 1 from imports where shop_id = $1 and failure = 'gone'`;
    await on.until(async () => (await count(failed, id)) === 1 && (await count(jobs, id)) === 0);
    faults.clear();
    const staged = `select 1 from pg_tables where schemaname = 'staging' and tablename like $1`;
    expect(await count(staged, `%\\_${id}\\_%`)).toBe(0);
  });

  it('and returns gets all changes of the time between', async () => {
    const order = shop.anOrder();
    on.shopify.uninstall(domain);
    await on.shopify.webhooks.settled();
    await on.until(async () => (await row())?.uninstalled_at !== null);
    on.shopify.orders(domain).put(edited(order));
    on.shopify.install(domain, { scopes: SCOPES });
    await on.open(domain);
    await on.until(async () => (await row())?.uninstalled_at === null);
    on.shopify.orders(domain).put({ ...edited(shop.anOrder(order)), currentSubtotal: '70' });
    await shop.settled();
    expect(await shop.differences()).toEqual([]);
  });

  it('and returns under another domain is one shop with its answers', async () => {
    const id = await on.shopId(domain);
    const order = shop.anOrder();
    await on.db.query(
      `insert into survey_answers (shop_id, order_id, source, score, language, answered_at, changed_at)
       values ($1, $2, 'link', 9, 'ja', now(), now())`,
      [id, order.id],
    );
    const { signLinkToken } = await import('../../app/survey/proof/tokens.server');
    const { authoriseSender } = await import('../../app/survey/answer/sender.server');
    const token = signLinkToken(domain, String(order.id));
    on.shopify.uninstall(domain);
    await on.shopify.webhooks.settled();
    await on.until(async () => (await row())?.uninstalled_at !== null);
    const moved = `moved-${domain}`;
    await on.install({ ...shop.world, shop: { ...shop.world.shop, domain: moved } });
    await on.imported(moved, { history: false });
    expect(await on.shopId(moved)).toBe(id);
    const registered = `select domain, former_domains from shops where shopify_id = $1 and uninstalled_at is null`;
    expect(await on.db.query(registered, [made])).toEqual([
      { domain: moved, former_domains: [domain] },
    ]);
    const answers = await on.db.query(
      'select shop_id, score from survey_answers where order_id = $1',
      [order.id],
    );
    expect(answers).toContainEqual({ shop_id: id, score: 9 });
    expect(await count('select 1 from sessions where shop = $1', domain)).toBe(0);
    // a link in a mail was signed for the old domain, and only its own shop accepts it
    const message = { kind: 'ask', source: 'link', language: 'ja', token } as const;
    const sender = { customer: null, tokenId: null, signature: null };
    type Asked = Parameters<typeof authoriseSender>[0];
    const taken = (by: string) =>
      authoriseSender(message as unknown as Asked, { ...sender, shop: by });
    expect(await taken(moved)).toMatchObject({ message: { order: String(order.id) } });
    expect(await taken('other.myshopify.com')).toEqual({ problem: 'bad_token' });
    // a late webhook of the old name
    on.shopify.webhooks.send(domain, 'app/uninstalled', { id: made, domain });
    await on.shopify.webhooks.settled();
    await on.imported(moved, { history: false });
    expect(await count(registered, made)).toBe(1);
  });

  it('and returns before the webhook is not stopped by it, also during an outage of Shopify', async () => {
    on.shopify.webhooks.failNext({ topic: 'app/uninstalled', fault: { kind: 'lose' } });
    on.shopify.uninstall(domain);
    on.shopify.install(domain, { scopes: SCOPES });
    await on.expireSessions();
    await on.open(domain);
    const id = await on.shopId(domain);
    await on.imported(domain, { history: false });
    const down: Fault = { kind: 'status', status: 503 };
    const closed: Fault = { kind: 'status', status: 403 };
    const { uninstall } = await import('../../app/shop/installation/install.server');
    await on.db.query(
      `insert into deliveries (shop_id, webhook_id, topic, triggered_at, received_at)
       values ($1, 'late', 'APP_UNINSTALLED', $2::timestamptz - interval '1 hour', now())`,
      [id, NOW],
    );
    const cannotSay = [
      { on: 'token', fault: down },
      { on: 'graphql', fault: closed },
    ] as const;
    for (const rule of cannotSay) {
      if (rule.on === 'token') await on.expireSessions();
      on.shopify.faults.next({ ...rule, times: 1_000 });
      await uninstall(domain);
      on.shopify.faults.clear();
      expect(await row()).toMatchObject({ uninstalled_at: null });
      expect(await count('select 1 from sessions where shop = $1', domain)).toBe(1);
      await on.open(domain);
    }
    // it does uninstall later, which the app cannot know while Shopify is down
    await on.db.query(
      `update deliveries set triggered_at = now() + interval '10 years' where webhook_id = 'late'`,
    );
    on.shopify.faults.next({ on: 'token', fault: down, times: 1_000 });
    await on.expireSessions();
    await expect(uninstall(domain)).rejects.toThrow('could not be renewed');
    on.shopify.faults.clear();
    expect(await row()).toMatchObject({ uninstalled_at: null });
  });

  it('without a webhook is found gone by its next job, and its row stays', async () => {
    on.shopify.webhooks.failNext({ topic: 'app/uninstalled', fault: { kind: 'lose' } });
    const order = shop.anOrder();
    on.shopify.uninstall(domain);
    const { requestOrderRereads } = await import('../../app/ingest/receive/reread-requests.server');
    const { withShop } = await import('../../app/store/db.server');
    const id = await on.shopId(domain);
    await withShop(id, (tx) => requestOrderRereads(tx, id, [String(order.id)]));
    await on.until(async () => (await count(jobs, String(id))) === 0);
    expect(await count('select 1 from orders where shop_id = $1 and id = $2', id, order.id)).toBe(
      1,
    );
    // its token is refused and kept for days: it may be a mistake
    expect(await count('select 1 from sessions where shop = $1', domain)).toBe(1);
  });
});
