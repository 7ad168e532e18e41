import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { awaited } from '../support/awaited';
import { merchantRequest } from '../support/doors/merchant-request';
import { emptyQueue, queued } from '../support/queued';
import { SCOPES, stage } from '../support/shops/import-stage';
import { randomBook } from '../support/shops/random-book';
import type { ShopId } from '../../app/store/db.server';

const on = await stage();
const { now } = await import('../../app/clock.server');
const { previewRules } = await import('../../app/metrics/preview/rules.server');
const { previewRoles } = await import('../../app/metrics/preview/roles.server');
const { previewUnitCosts } = await import('../../app/metrics/costs/preview.server');
const { dropOldDays } = await import('../../app/metrics/rollup/kept-days.server');
const { takeSnapshot } = await import('../../app/metrics/rollup/snapshot.server');
const { changeSettings } = await import('../../app/settings/change.server');
const { withShop, workingAs } = await import('../../app/store/db.server');
const { PATIENCE } = await import('../../app/store/database/work');
const { computePreview } = await import('../../app/worker/jobs/snapshot-jobs.server');
const { shopOf, worldOf } = await import('../support/numbers/measure');
const rules = await import('../../app/routes/admin/settings/rules');
const roles = await import('../../app/routes/admin/settings/products');
const costs = await import('../../app/routes/admin/settings/unit-costs');
const definitions = await import('../../app/routes/admin/settings/definitions');

const DOMAIN = 'drafts.myshopify.com';
const book = randomBook(3, { days: 640, customers: 150 });
let shop: ShopId;
beforeAll(async () => {
  const world = worldOf(book, DOMAIN);
  shop = await shopOf(on.db, world);
  await takeSnapshot(shop, null, now());
  await on.shopify.addShop(world);
  on.shopify.install(DOMAIN, { scopes: SCOPES });
  // its first opening enqueues the installation
  await rules.loader(merchantRequest(on.shopify.idToken(DOMAIN), '/app/settings/rules'));
});
beforeEach(async () => {
  await on.db.query('delete from preview_requests');
  await emptyQueue(on.db);
});

type Form = Record<string, string>;
type Door = (of: ReturnType<typeof merchantRequest>) => Promise<Response>;

/** The page's question, which the database has no time for. */
const ask = async (door: unknown, path: string, form: Form, patienceMs = 0) => {
  const usual = PATIENCE.page.statementMs;
  PATIENCE.page.statementMs = patienceMs;
  try {
    const request = merchantRequest(on.shopify.idToken(DOMAIN), path, {
      ...{ version: '0', intent: 'preview', ...form },
    });
    const reply = await workingAs('page', () => (door as Door)(request));
    return ((await reply.json()) as { preview: unknown }).preview;
  } finally {
    PATIENCE.page.statementMs = usual;
  }
};
const OPENED = {
  ...{ loyalPurchases: '3', minimumContractOrders: '3', evangelistReferrals: '3' },
  ...{ evangelistProducts: '5', followerTags: '', eventTags: '', minimumDiscount: '' },
  ...{ lapseDays: '', durationDays: '', newcomersFrom: '' },
};
const askRules = (form: Form, patienceMs?: number) =>
  ask(rules.action, '/app/settings/rules', { ...OPENED, ...form }, patienceMs);

const waits = { waitSeconds: expect.any(Number) };
const kept = async () =>
  await on.db.query(
    'select draft, started_at is not null as started, result is not null as counted from preview_requests',
  );
/** Runs the queued count. */
const count = async () => {
  expect((await queued(on.db)).map(({ name }) => name)).toEqual(['snapshot.preview']);
  await emptyQueue(on.db);
  await computePreview(shop);
};

describe('a preview that takes too long for its page', () => {
  it('is counted in the background, and is what a count without a limit says', async () => {
    expect(await askRules({ loyalPurchases: '4' })).toEqual(waits);
    // the open page asks again: nothing more is requested
    expect(await askRules({ loyalPurchases: '4', waits: '1' })).toEqual(waits);
    expect(await kept()).toMatchObject([{ started: false, counted: false }]);
    await count();
    const shown = await askRules({ loyalPurchases: '4', waits: '1' });
    const whole = await previewRules(shop, { loyalPurchases: 4 });
    expect(shown).toEqual(JSON.parse(JSON.stringify(whole)));
    expect(shown).toMatchObject({ stages: { down: expect.any(Number) } });
    expect(await queued(on.db)).toEqual([]);
  });

  it('is so on the pages of roles and of definitions, too', async () => {
    const product = String(book.products[0]?.id);
    const trial = { [`role.${product}`]: 'trial' };
    const askRoles = (form: Form) => ask(roles.action, '/app/settings/products', form);
    expect(await askRoles(trial)).toEqual(waits);
    await count();
    const whole = await previewRoles(shop, { [product]: 'trial' });
    expect(await askRoles({ ...trial, waits: '1' })).toEqual(JSON.parse(JSON.stringify(whole)));

    const own = { revenueBasis: 'withTax', counting: 'order' };
    const askDefinitions = (form: Form) =>
      ask(definitions.action, '/app/settings/definitions', { ...own, ...form });
    expect(await askDefinitions({})).toEqual(waits);
    expect(await kept()).toMatchObject([{ draft: { what: 'definitions' }, counted: false }]);
    await count();
    expect(await askDefinitions({ waits: '1' })).toMatchObject({
      rules: { segments: expect.any(Object) },
      amounts: { otherBasis: true },
    });
  });

  it('is so for unit costs, too', async () => {
    const product = String(book.products[0]?.id);
    const cost = {
      ...{ shown: '{}', [`cost.${product}.0.0`]: '700', [`from.${product}.0.0`]: '2024-02-01' },
    };
    const askCosts = (form: Form) => ask(costs.action, '/app/settings/unit-costs', form);
    expect(await askCosts(cost)).toEqual(waits);
    await count();
    const whole = await previewUnitCosts(shop, { [`${product} 0 2024-02-01`]: 700 });
    expect(whole?.figures).toHaveLength(2);
    expect(await askCosts({ ...cost, waits: '1' })).toEqual(whole);
  });

  it('is not counted in the background where the page had time enough, or has gone on', async () => {
    expect(await askRules({ loyalPurchases: '4' }, 20_000)).toMatchObject({ stages: {} });
    const gone = merchantRequest(on.shopify.idToken(DOMAIN), '/app/settings/rules', {
      ...{ ...OPENED, loyalPurchases: '4', version: '0', intent: 'preview' },
    });
    const request = new Request(gone.request, { signal: AbortSignal.abort() });
    await rules.action({ ...gone, request }).catch(() => undefined);
    expect([await kept(), await queued(on.db)]).toEqual([[], []]);
  });

  it('gives way to a later draft, also while it is being counted', async () => {
    await askRules({ loyalPurchases: '4' });
    const holder = await on.db.pool.connect();
    try {
      await holder.query('begin; lock table customer_summaries in access exclusive mode');
      const counting = count();
      await expect.poll(() => on.db.query(awaited('customer_summaries'))).not.toEqual([]);
      expect(await kept()).toMatchObject([{ started: true }]);
      expect(await askRules({ loyalPurchases: '5' })).toEqual(waits);
      await holder.query('rollback');
      await counting;
    } finally {
      holder.release();
    }
    expect(await kept()).toMatchObject([
      { draft: { settings: { loyalPurchases: 5 } }, started: false, counted: false },
    ]);
    // the page of the first draft waits for the second one, which it does not replace
    expect(await askRules({ loyalPurchases: '4', waits: '1' })).toEqual({ waitSeconds: null });
    await count();
    const whole = await previewRules(shop, { loyalPurchases: 5 });
    expect(await askRules({ loyalPurchases: '5' })).toEqual(JSON.parse(JSON.stringify(whole)));
    expect(await askRules({ loyalPurchases: '4', waits: '1' })).toEqual(waits);
    expect(await kept()).toMatchObject([{ draft: { settings: { loyalPurchases: 4 } } }]);
  });

  it('leaves nothing half written where its job is killed, and is counted by the next one', async () => {
    await askRules({ loyalPurchases: '4' });
    const holder = await on.db.pool.connect();
    try {
      await holder.query('begin; lock table customer_summaries in access exclusive mode');
      const counting = computePreview(shop);
      counting.catch(() => undefined);
      await expect.poll(() => on.db.query(awaited('customer_summaries'))).not.toEqual([]);
      await on.db.query(
        `select pg_terminate_backend(pid) from pg_locks where not granted and relation = 'customer_summaries'::regclass`,
      );
      await expect(counting).rejects.toThrow();
      await holder.query('rollback');
    } finally {
      holder.release();
    }
    expect(await kept()).toMatchObject([{ started: true, counted: false }]);
    expect(await askRules({ loyalPurchases: '4', waits: '1' })).toEqual(waits);
    await computePreview(shop);
    expect(await askRules({ loyalPurchases: '4', waits: '1' })).toMatchObject({ stages: {} });
  });

  it('says no more seconds once they are over', async () => {
    await askRules({ loyalPurchases: '4' });
    await on.db.query('update preview_requests set started_at = $1', [
      new Date(now().getTime() - 60_000),
    ]);
    expect(await askRules({ loyalPurchases: '4', waits: '1' })).toEqual({ waitSeconds: null });
  });
});

describe('the request of a shop', () => {
  it('is void with other orders, and dropped with a changed setting and after a day', async () => {
    const request = async () => {
      await askRules({ loyalPurchases: '4' });
      await count();
      expect(await kept()).toMatchObject([{ counted: true }]);
    };
    await request();
    await on.db.query('update shops set facts_version = facts_version + 1 where id = $1', [shop]);
    expect(await askRules({ loyalPurchases: '4' }, 20_000)).toBe('counting');
    await on.db.query('update shops set facts_version = facts_version - 1 where id = $1', [shop]);

    const drop = (hours: number) =>
      withShop(shop, (tx) =>
        dropOldDays(tx, shop, '2026-01-01', new Date(now().getTime() + hours * 3_600_000)),
      );
    await drop(23);
    expect(await kept()).toHaveLength(1);
    await drop(25);
    expect(await kept()).toEqual([]);

    await request();
    await changeSettings(shop, 'metrics', { loyalPurchases: 4 }, null);
    expect(await kept()).toEqual([]);
    await changeSettings(shop, 'metrics', { loyalPurchases: 3 }, null);
  });

  it('of another release is left to its own page', async () => {
    await askRules({ loyalPurchases: '4' });
    await on.db.query(`update preview_requests set counted_by = 'another', draft = '{}'`);
    await count();
    expect(await kept()).toMatchObject([{ started: false, counted: false }]);
    // no worker of this release counts it: a page does not wait for it
    expect(await askRules({ loyalPurchases: '5', waits: '1' })).toEqual(waits);
    expect(await kept()).toMatchObject([{ draft: { settings: { loyalPurchases: 5 } } }]);
  });

  it('whose numbers are being counted by other rules is dropped: its page says so', async () => {
    await askRules({ loyalPurchases: '4' });
    await on.db.query(`update books set fingerprint = 'other' where shop_id = $1`, [shop]);
    await count();
    expect(await kept()).toEqual([]);
    expect(await askRules({ loyalPurchases: '4', waits: '1' }, 20_000)).toBe('counting');
  });
});
