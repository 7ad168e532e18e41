import { beforeEach, describe, expect, it } from 'vitest';
import { changeSettings } from '../../app/settings/change.server';
import { readHistory } from '../../app/settings/history.server';
import { readRoleChanges } from '../../app/settings/role-changes.server';
import { changeRoles } from '../../app/settings/roles.server';
import { undoChange } from '../../app/settings/undo.server';
import { type ShopId } from '../../app/store/db.server';
import { database } from '../support/database';
import { addShop } from '../support/shops/shop';
import { emptyQueue, queued } from '../support/queued';

const db = await database();
let shop: ShopId;
beforeEach(async () => {
  await db.query(
    'truncate shops, settings_changes, snapshots, snapshot_refreshes, products, product_roles cascade',
  );
  await emptyQueue(db);
  shop = await addShop(db);
  await addProducts(shop, ['お試しセット', '青汁30日分', '美容液', '石けん']);
});

/** Products 1, 2, … of these titles. */
const addProducts = (own: ShopId, titles: string[]) =>
  db.query(
    'insert into products select $1, place, title from unnest($2::text[]) with ordinality given(title, place)',
    [own, titles],
  );
const roles = async (own = shop) =>
  Object.fromEntries(
    (
      await db.query('select product_id::text, role from product_roles where shop_id = $1', [own])
    ).map(({ product_id, role }) => [product_id, role]),
  );
const history = async () =>
  (await readHistory(shop)).map(({ version, part, name, before, after }) => [
    version,
    `${part}.${name}`,
    before,
    after,
  ]);
const versions = async () =>
  (await db.query('select settings_version, rules_version from shops where id = $1', [shop]))[0];

describe('a change of products’ roles', () => {
  it('is one row of the history, and counts today and the past again', async () => {
    await db.query(
      `insert into snapshots (shop_id, as_of, numbers, computed_at) values ($1, '2026-05-01', '{}', now())`,
      [shop],
    );
    expect(await changeRoles(shop, { 1: 'trial', 2: 'main', 3: null }, 0)).toEqual({ version: 1 });
    expect(await changeRoles(shop, { 1: null, 2: 'main', 4: 'crossSell' }, 1)).toEqual({
      version: 2,
    });
    expect(await roles()).toEqual({ 2: 'main', 4: 'crossSell' });
    expect(await history()).toEqual([
      [2, 'roles.products', { 1: 'trial', 4: null }, { 1: null, 4: 'crossSell' }],
      [1, 'roles.products', { 1: null, 2: null }, { 1: 'trial', 2: 'main' }],
    ]);
    expect(await versions()).toEqual({ settings_version: 2, rules_version: 2 });
    expect(await db.query('select stale from snapshots')).toEqual([{ stale: true }]);
    expect((await queued(db)).map(({ name }) => name).sort()).toEqual([
      'snapshot.refresh',
      'snapshot.stale',
    ]);
  });

  it('to the roles that the products have changes nothing', async () => {
    await changeRoles(shop, { 1: 'trial' }, 0);
    expect(await changeRoles(shop, { 1: 'trial', 2: null }, 0)).toEqual({ version: 1 });
    expect(await history()).toHaveLength(1);
  });

  it.each([
    ['of another shop', '9'],
    ['that does not exist', '77'],
    ['no id could name', '1e2'],
    ['larger than any id', '9'.repeat(30)],
  ])('refuses a product %s, and keeps none of the change', async (_, product) => {
    const other = await addShop(db, 'other.myshopify.com');
    await db.query(`insert into products values ($1, 9, 'theirs')`, [other]);
    expect(await changeRoles(shop, { 1: 'trial', [product]: 'main' }, 0)).toEqual({
      unknown: [product],
    });
    expect([await roles(), await roles(other), await history()]).toEqual([{}, {}, []]);
  });

  it('takes the role of a product that Shopify has deleted', async () => {
    await changeRoles(shop, { 1: 'trial' }, 0);
    await db.query('delete from products where id = 1');
    expect(await changeRoles(shop, { 1: null }, 1)).toEqual({ version: 2 });
    expect(await roles()).toEqual({});
  });

  it('leaves other shops’ roles', async () => {
    const other = await addShop(db, 'other.myshopify.com');
    await addProducts(other, ['their first']);
    await changeRoles(other, { 1: 'main' }, null);
    await changeRoles(shop, { 1: 'trial' }, null);
    await changeRoles(shop, { 1: null }, null);
    expect(await roles(other)).toEqual({ 1: 'main' });
  });
});

describe('of two people who change roles at once, the second', () => {
  it('saves nothing where the first changed one of the same products, and is told its role', async () => {
    await changeRoles(shop, { 1: 'trial', 2: 'main' }, 0);
    expect(await changeRoles(shop, { 2: 'crossSell', 3: 'main' }, 0)).toEqual({
      version: 1,
      meanwhile: { 2: 'main' },
    });
    expect(await roles()).toEqual({ 1: 'trial', 2: 'main' });
    expect(await changeRoles(shop, { 2: 'crossSell', 3: 'main' }, 1)).toEqual({ version: 2 });
    expect(await roles()).toEqual({ 1: 'trial', 2: 'crossSell', 3: 'main' });
  });

  it('is told as well that the role was taken away', async () => {
    await changeRoles(shop, { 1: 'trial' }, 0);
    await changeRoles(shop, { 1: null }, 1);
    expect(await changeRoles(shop, { 1: 'main' }, 1)).toEqual({
      version: 2,
      meanwhile: { 1: null },
    });
  });

  it('saves other products, also after a change of another setting', async () => {
    await changeRoles(shop, { 1: 'trial' }, 0);
    await changeSettings(shop, 'metrics', { defaultMargin: 0.6 }, 1);
    expect(await changeRoles(shop, { 2: 'main' }, 0)).toEqual({ version: 3 });
  });

  it('is told where the history is too short to know', async () => {
    await db.query('update shops set settings_version = 9');
    expect(await changeRoles(shop, { 2: 'main' }, 4)).toEqual({
      version: 9,
      meanwhile: { 2: null },
    });
  });
});

describe('undoing a change of roles', () => {
  const first = { version: 1, part: 'roles', name: 'products' } as const;
  beforeEach(async () => {
    await changeRoles(shop, { 1: 'trial', 2: 'main', 3: 'crossSell' }, 0);
  });

  it('gives all of its products the roles of before, as a change that can be undone', async () => {
    await changeRoles(shop, { 4: 'backEnd' }, 1);
    expect(await undoChange(shop, first, false)).toEqual({ state: 'done', version: 3 });
    expect(await roles()).toEqual({ 4: 'backEnd' });
    expect(await undoChange(shop, { ...first, version: 3 }, false)).toMatchObject({
      state: 'done',
    });
    expect(await roles()).toEqual({ 1: 'trial', 2: 'main', 3: 'crossSell', 4: 'backEnd' });
  });

  it('asks first where one of the roles has changed since', async () => {
    await changeRoles(shop, { 2: null }, 1);
    expect(await undoChange(shop, first, false)).toMatchObject({
      state: 'changed',
      value: { 1: 'trial', 2: null, 3: 'crossSell' },
    });
    expect(await roles()).toEqual({ 1: 'trial', 3: 'crossSell' });
    expect(await undoChange(shop, first, true)).toEqual({ state: 'done', version: 3 });
    expect(await roles()).toEqual({});
  });

  it('to a role of another release changes nothing', async () => {
    await db.query(`update settings_changes set value_before = '{"1":"bundle"}'`);
    expect(await undoChange(shop, first, true)).toEqual({ state: 'unfit' });
    expect(Object.keys(await roles())).toHaveLength(3);
  });
});

it('the history names the first products of a change by their titles, and counts the rest', async () => {
  await db.query(`insert into products select $1, n, 'tea ' || n from generate_series(5, 8) n`, [
    shop,
  ]);
  const all = Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((id) => [id, 'main' as const]));
  await changeRoles(shop, all, 0);
  await db.query('delete from products where id = 2');
  await changeSettings(shop, 'metrics', { defaultMargin: 0.6 }, 1);
  const [other, change] = await readRoleChanges(shop, await readHistory(shop));
  expect(other).toBeNull();
  expect(change?.products).toBe(8);
  expect(change?.first.map(({ product, title }) => [product, title])).toEqual([
    ['1', 'お試しセット'],
    ['2', null],
    ['3', '美容液'],
    ['4', '石けん'],
    ['5', 'tea 5'],
  ]);
  expect(change?.first[0]).toMatchObject({ before: null, after: 'main' });
});
