import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SetupStep } from '../../app/terms/setup-steps';
import type { ShopId } from '../../app/store/db.server';
import { parseGoal, goalText } from '../../app/settings/entered/goal';
import type { SetupAnswer } from '../../app/ui/setup/view';
import { handBook } from '../metrics/books/build';
import { SCOPES, stage } from '../support/shops/import-stage';

const on = await stage();
const { now } = await import('../../app/clock.server');
const { takeSnapshot } = await import('../../app/metrics/rollup/snapshot.server');
const { changeSettings } = await import('../../app/settings/change.server');
const { changeRoles } = await import('../../app/settings/roles.server');
const { readHistory } = await import('../../app/settings/history.server');
const { shopOf, worldOf } = await import('../support/numbers/measure');
const setup = await import('../../app/routes/admin/setup/route');
const costs = await import('../../app/routes/admin/settings/costs');
const home = await import('../../app/routes/admin/dashboard/route');

const DOMAIN = 'set-up.myshopify.com';
const NEW = 'new.myshopify.com';
const AT = new Date('2024-05-31T12:00:00Z');
const book = handBook({
  name: 'set-up',
  asOf: '2024-06-01',
  orders: [1, 2, 3].map((customer) => ({
    ...{ customer, at: '2024-02-01' },
    lines: [{ price: 980, product: 1 }],
  })),
  expected: {},
});

let shop: ShopId;
beforeAll(async () => {
  const world = worldOf(book, DOMAIN);
  shop = await shopOf(on.db, world);
  await on.db.query(`update products set title = 'お試しセット' where shop_id = $1 and id = 1`, [
    shop,
  ]);
  await takeSnapshot(shop, null, AT);
  await on.shopify.addShop(world);
  await on.shopify.addShop({ ...world, shop: { ...world.shop, domain: NEW, id: 77_001 } });
  for (const domain of [DOMAIN, NEW]) on.shopify.install(domain, { scopes: SCOPES });
});
beforeEach(async () => {
  await on.db.query('truncate survey_views, advertising_spend, product_roles, settings_changes');
  await on.db.query(`update shops set settings = '{}', settings_version = 0, rules_version = 0`);
});

const request = (address: string, body?: Record<string, string>, domain = DOMAIN) => ({
  request: new Request(`https://omega.example${address}`, {
    headers: {
      authorization: `Bearer ${on.shopify.idToken(domain)}`,
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36',
    },
    ...(body && { method: 'POST', body: new URLSearchParams(body) }),
  }),
  params: {},
  context: {},
});
const load = async (query = '', domain = DOMAIN) =>
  (await setup.loader(request(`/app/setup${query}`, undefined, domain))).view;
const done = async () => {
  const { done: own } = (await load()).setup;
  return Object.keys(own).filter((step) => own[step as SetupStep]);
};
const send = async (body: Record<string, string>) => {
  const reply = await setup.action(request('/app/setup', { version: '0', ...body }));
  return { status: reply.status, answer: (await reply.json()) as SetupAnswer | null };
};
const onHome = async (query = '') =>
  (await home.loader(request(`/app${query}`))) as { setup?: object | null };
const COSTS = { act: 'costs', systemsPerMonth: '100,000', peoplePerMonth: '30万' };

describe('a step of the set-up', () => {
  it('is done by what is so, and open again once it is not', async () => {
    expect(await done()).toEqual(['import']);
    const retention = { systemsPerMonth: 100_000, peoplePerMonth: 300_000, customers: 5_000 };
    await changeSettings(shop, 'metrics', { retention, f2Benchmark: 0.35 }, null);
    await changeRoles(shop, { 1: 'trial' }, null);
    expect(await done()).toEqual(['import', 'costs', 'roles', 'goal']);
    await changeSettings(shop, 'metrics', { retention: null, f2Benchmark: null }, null);
    await changeRoles(shop, { 1: null }, null);
    expect(await done()).toEqual(['import']);
  });

  it('of the survey is done where a buyer has lately seen it on a page, and it is on', async () => {
    const view = (source: string, days: number, id: number) =>
      on.db.query(
        `insert into survey_views (shop_id, source, order_id, shown_at)
         values ($1, $2::survey_source, $3, $4::timestamptz - make_interval(days => $5))`,
        [shop, source, id, now(), days],
      );
    await view('thank_you', 40, 1);
    await view('link', 1, 2);
    expect(await done()).toEqual(['import']);
    await view('order_status', 2, 3);
    expect(await done()).toEqual(['import', 'survey']);
    await changeSettings(shop, 'survey', { enabled: false }, null);
    expect((await load()).setup).toMatchObject({ places: [], done: { survey: false } });
    await changeSettings(shop, 'survey', { enabled: true, onStorefront: false }, null);
    expect((await load()).setup.places).toEqual(['onThankYou', 'onOrderStatus']);
    await changeSettings(shop, 'display', { nps: false }, null);
    expect((await load()).setup).toMatchObject({ places: [], postponed: ['survey'] });
  });

  it('shows its work alone: the one that is asked for, else the first that is left', async () => {
    const works = async (query: string) => {
      const { open, costs, roles, goal } = await load(query);
      return [open, costs !== null, roles !== null, goal !== null];
    };
    expect(await works('')).toEqual(['survey', false, false, false]);
    expect(await works('?step=costs')).toEqual(['costs', true, false, false]);
    expect(await works('?step=roles&asOf=2024-03-01')).toEqual(['roles', false, true, false]);
    expect(await works('?step=constructor')).toEqual(['survey', false, false, false]);
    await send({ act: 'postpone', step: 'survey' });
    await changeSettings(shop, 'metrics', { f2Benchmark: 0.35 }, null);
    expect(await works('')).toEqual(['costs', true, false, false]);
    expect(await works('?step=goal')).toEqual(['goal', false, false, true]);
  });

  it('is there for a shop that Shopify was not asked about yet', async () => {
    for (const step of ['import', 'survey', 'costs', 'roles', 'goal'])
      expect(await load(`?step=${step}`, NEW)).toMatchObject({ open: step, orders: null });
    expect((await load('?step=roles', NEW)).roles?.suggested).toBe('reading');
    // the calculator needs no numbers of the shop where its customers are entered
    const tried = '/app/settings/costs?preview=1&systemsPerMonth=100000&peoplePerMonth=300000';
    const year = async (customers: string) =>
      (await costs.loader(request(`${tried}&customers=${customers}`, undefined, NEW))).view
        .retentionPerYear;
    expect([await year('5000'), await year('')]).toEqual([960, null]);
    const early = setup.action(request('/app/setup', { act: 'dismiss' }, NEW));
    await expect(early).rejects.toMatchObject({ status: 404 });
  });
});

describe('the set-up on Home', () => {
  it('stands there until every step is done or put off, and not on a past day', async () => {
    expect((await onHome()).setup).toMatchObject({ dismissed: false });
    expect((await onHome('?asOf=2024-06-01')).setup).toBeNull();
    for (const step of ['survey', 'costs', 'roles']) await send({ act: 'postpone', step });
    expect((await onHome()).setup).not.toBeNull();
    await send({ act: 'goal', goal: '35' });
    expect((await onHome()).setup).toBeNull();
  });

  it('stays closed, with what was put off, until it is shown again; the history has none of it', async () => {
    await send({ act: 'postpone', step: 'costs' });
    await home.action(request('/app?index', { intent: 'dismissSetup' }));
    expect((await onHome()).setup).toBeNull();
    // two people, or one twice
    await send({ act: 'dismiss' });
    await send({ act: 'postpone', step: 'costs' });
    expect((await load()).setup).toMatchObject({ dismissed: true, postponed: ['costs'] });
    await send({ act: 'show' });
    expect((await onHome()).setup).toMatchObject({ dismissed: false, postponed: ['costs'] });
    expect(await readHistory(shop)).toEqual([]);
    const [row] = await on.db.query('select settings_version as version from shops where id = $1', [
      shop,
    ]);
    expect(row?.version).toBe(0);
  });

  it('keeps no step that is none, and no import put off', async () => {
    for (const step of ['import', 'constructor', 'x'.repeat(1_000)])
      await send({ act: 'postpone', step });
    const [row] = await on.db.query('select settings from shops where id = $1', [shop]);
    expect(row?.settings).toEqual({});
    for (const body of [{ act: 'gone' }, { act: 'costs', version: 'x' }, { act: 'roles' }])
      await expect(
        setup.action(request('/app/setup', body as unknown as Record<string, string>)),
      ).rejects.toMatchObject({ status: 400 });
  });
});

describe('the form of a step', () => {
  it('saves the retention cost alone, of two people the first one’s', async () => {
    const orderCost = { amount: 600, share: 0 };
    await changeSettings(shop, 'metrics', { orderCost }, null);
    const reply = await send({ ...COSTS, customers: '5,000', orderAmount: '1', version: '1' });
    expect(reply).toEqual({ status: 200, answer: { step: 'costs', costs: { saved: true } } });
    const { costs } = await load('?step=costs');
    expect(costs?.preview?.figures[0]?.retentionCostPerYear).toBe(960);
    expect(costs?.texts).toMatchObject({ orderAmount: '600', peoplePerMonth: '300,000' });
    expect(await done()).toEqual(['import', 'costs']);
    expect(await send({ ...COSTS, customers: '7,000', version: '1' })).toMatchObject({
      status: 409,
      answer: { costs: { version: 2, entered: { customers: '7,000' } } },
    });
    expect((await load('?step=costs')).costs?.texts.customers).toBe('5,000');
  });

  it('names what is wrong with a cost, and saves none that is empty', async () => {
    expect(await send({ ...COSTS, systemsPerMonth: '-1' })).toMatchObject({
      status: 400,
      answer: { costs: { faults: { systemsPerMonth: 'negative' } } },
    });
    expect(await send({ act: 'costs' })).toMatchObject({
      status: 400,
      answer: { costs: { faults: { systemsPerMonth: 'number' } } },
    });
    expect(await readHistory(shop)).toEqual([]);
  });

  it('takes all suggested roles as they were shown, unless a colleague was faster', async () => {
    const { roles } = await load('?step=roles');
    expect(roles).toMatchObject({
      version: 0,
      suggested: [{ id: '1', title: 'お試しセット', suggestion: { role: 'trial' } }],
    });
    const all = { act: 'roles', intent: 'save', 'role.1': 'trial', 'was.1': '' };
    await changeRoles(shop, { 1: 'main' }, null);
    expect(await send(all)).toEqual({
      status: 409,
      answer: { step: 'roles', roles: { problem: 'meanwhile' } },
    });
    expect(await send({ ...all, 'role.9': 'main', 'was.9': '', version: '1' })).toMatchObject({
      status: 400,
      answer: { roles: { problem: 'unknown' } },
    });
    expect((await load('?step=roles')).roles?.suggested).toEqual([]);
    await changeRoles(shop, { 1: null }, null);
    expect(await send({ ...all, version: '2' })).toMatchObject({ answer: { roles: { saved: 1 } } });
    expect(await done()).toEqual(['import', 'roles']);
    expect((await readHistory(shop))[0]).toMatchObject({ part: 'roles', after: { 1: 'trial' } });
  });

  it('saves an own goal, and tells the second of two people', async () => {
    expect(await send({ act: 'goal', goal: '３５％' })).toMatchObject({
      answer: { goal: { saved: true } },
    });
    expect(await send({ act: 'goal', goal: '40' })).toEqual({
      status: 409,
      answer: { step: 'goal', goal: { meanwhile: 0.35, version: 1, entered: '40' } },
    });
    expect(await send({ act: 'goal', goal: '140' })).toMatchObject({
      status: 400,
      answer: { goal: { fault: 'percent', entered: '140' } },
    });
    expect((await load('?step=goal')).goal).toEqual({
      ...{ version: 1, text: '35', aim: 0.87, f2: null },
    });
    // the method's aim is a goal like another; a colleague may take it away
    expect((await send({ act: 'goal', goal: '87', version: '1' })).status).toBe(200);
    expect(await done()).toContain('goal');
    await changeSettings(shop, 'metrics', { f2Benchmark: null }, null);
    expect(await send({ act: 'goal', goal: '40', version: '2' })).toMatchObject({
      status: 409,
      answer: { goal: { meanwhile: null, version: 3, entered: '40' } },
    });
  });
});

it.each([
  ['35', { goal: 0.35 }],
  ['35.5%', { goal: 0.355 }],
  ['100', { goal: 1 }],
  ['', { fault: 'none' }],
  ['0', { fault: 'percent' }],
  ['101', { fault: 'percent' }],
  ['-5', { fault: 'percent' }],
  ['87', { goal: 0.87 }],
] as const)('a goal of %j is read as %j, and written as it is read', (text, read) => {
  expect(parseGoal(text)).toEqual(read);
  if ('goal' in read) expect(parseGoal(goalText(read.goal))).toEqual(read);
  expect(goalText(null)).toBe('');
});
