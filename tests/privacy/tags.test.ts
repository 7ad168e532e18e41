import { beforeAll, describe, expect, it } from 'vitest';
import { NOW, stage } from '../support/shops/import-stage';
import { teaShop, type TeaShopWorld } from '../sandbox/worlds/tea-shop';
import { searched } from './searched';

const on = await stage();
await on.work();

const tea = teaShop({ until: NOW, days: 30, customers: 40, daysBeforeShopify: 0 });
const [someone] = tea.customers();
if (someone === undefined) throw new Error('an empty shop');
const world: TeaShopWorld = {
  ...tea,
  customers: () =>
    tea
      .customers()
      .map((one) => ({ ...one, tags: one.id === someone.id ? ['LINE会員', '田中様ご紹介'] : [] })),
};
const { domain } = world.shop;

const idle = () => on.imported(domain, { history: false });
const tags = async () => {
  const [row] = await on.db.query('select tags from customers where id = $1', [someone.id]);
  return row?.tags;
};
const name = (followerTags: string[], eventTags: string[] = []) =>
  on.db.query(
    `update shops set settings = jsonb_build_object('metrics', $1::jsonb)
     where domain = '${domain}'`,
    [JSON.stringify({ followerTags, eventTags })],
  );

beforeAll(async () => {
  await on.install(world);
  await idle();
});

describe('a tag of a customer', () => {
  it('is not stored if no setting names it', async () => {
    expect(await tags()).toEqual({});
    expect(await searched(on.db, ['田中様ご紹介', 'LINE会員'])).toEqual([]);
  });

  it('is stored from the next read after the setting on, and no other tag', async () => {
    await name(['LINE会員'], ['TASTING']);
    await on.importAgain(domain);
    await idle();
    expect(await tags()).toEqual({ LINE会員: '2026-10-15' });
    expect(await searched(on.db, ['田中様ご紹介'])).toEqual([]);
  });

  it('is deleted at night when no setting names it any more', async () => {
    await name([], ['TASTING']);
    const { removeExpired } = await import('../../app/privacy/expire/remove-expired.server');
    await removeExpired();
    expect(await tags()).toEqual({});
  });
});
