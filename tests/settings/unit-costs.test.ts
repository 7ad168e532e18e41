import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { env } from '../../app/env.server';
import { readCostedGoods, VARIANTS_ALONE } from '../../app/metrics/costs/goods.server';
import { previewCosts, previewUnitCosts } from '../../app/metrics/costs/preview.server';
import { takeSnapshot } from '../../app/metrics/rollup/snapshot.server';
import { metricSettingsSchema } from '../../app/metrics/settings';
import { changeSettings } from '../../app/settings/change.server';
import { readHistory } from '../../app/settings/history.server';
import { undoChange } from '../../app/settings/undo.server';
import { readCostChanges } from '../../app/settings/unit-costs/cost-changes.server';
import {
  changeUnitCosts,
  MOST_COSTS,
  type UnitCosts,
} from '../../app/settings/unit-costs/unit-costs.server';
import { type ShopId } from '../../app/store/db.server';
import { youngShop } from '../sandbox/worlds/young';
import { database } from '../support/database';
import { shopOf } from '../support/numbers/measure';
import { addShop } from '../support/shops/shop';
import { emptyQueue, queued } from '../support/queued';

const db = await database();

const save = (shop: ShopId, costs: UnitCosts, expected: number | null = null) =>
  changeUnitCosts(shop, () => costs, expected);
const stored = async (shop: ShopId) =>
  Object.fromEntries(
    (
      await db.query(
        `select product_id || ' ' || variant_id || ' ' || from_day as key, unit_cost_shop_amount::float as amount
         from own_unit_costs where shop_id = $1`,
        [shop],
      )
    ).map(({ key, amount }) => [key, amount]),
  );

describe('a change of unit costs', () => {
  let shop: ShopId;
  beforeEach(async () => {
    await db.query(
      'truncate shops, settings_changes, snapshots, snapshot_refreshes, products, variants, own_unit_costs cascade',
    );
    await emptyQueue(db);
    shop = await addShop(db);
    await db.query(
      `insert into products select $1, id, 'tea ' || id from generate_series(1, 9) id`,
      [shop],
    );
    await db.query(
      `insert into variants select $1, 10 * product + n, product, n || '00 g', null
       from generate_series(1, 9) product, generate_series(1, 2) n`,
      [shop],
    );
  });

  it('is one row of the history, and counts today and the past again', async () => {
    await db.query(
      `insert into snapshots (shop_id, as_of, numbers, computed_at) values ($1, '2026-05-01', '{}', now())`,
      [shop],
    );
    expect(await save(shop, { '1 0 always': 500, '1 11 2026-04-01': 12.5 }, 0)).toEqual({
      version: 1,
    });
    expect(
      await save(shop, { '1 0 always': null, '1 11 2026-04-01': 13, '2 0 2026-01-01': 0 }, 1),
    ).toEqual({ version: 2 });
    expect(await stored(shop)).toEqual({ '1 11 2026-04-01': 13, '2 0 2026-01-01': 0 });
    const [versions] = await db.query('select settings_version, rules_version from shops');
    expect(versions).toEqual({ settings_version: 2, rules_version: 2 });
    expect(await db.query('select stale from snapshots')).toEqual([{ stale: true }]);
    expect((await queued(db)).map(({ name }) => name).sort()).toEqual([
      'snapshot.refresh',
      'snapshot.stale',
    ]);
    expect(await readHistory(shop)).toMatchObject([
      { version: 2, part: 'unitCosts', name: 'costs', before: null, after: null },
      { version: 1 },
    ]);
    const changes = await readCostChanges(shop, await readHistory(shop));
    expect(changes.get(2)).toEqual({
      ...{ costs: 3, products: 2 },
      first: [
        { title: 'tea 1', product: '1', variant: null, from: null, before: 500, after: null },
        {
          ...{ title: 'tea 1', product: '1', variant: '100 g', from: '2026-04-01' },
          ...{ before: 12.5, after: 13 },
        },
        {
          ...{ title: 'tea 2', product: '2', variant: null, from: '2026-01-01' },
          ...{ before: null, after: 0 },
        },
      ],
    });
  });

  it('to the costs that the shop has changes nothing', async () => {
    await save(shop, { '1 0 always': 500 });
    expect(await save(shop, { '1 0 always': 500, '2 0 always': null })).toEqual({ version: 1 });
    expect(await readHistory(shop)).toHaveLength(1);
  });

  it.each([
    ['a negative cost', { '1 0 always': -1 }],
    ['no number', { '1 0 always': Number.NaN }],
    ['more than any goods cost', { '1 0 always': 1e12 }],
    ['no day of the calendar', { '1 0 2026-02-30': 1 }],
    ['a day beyond every calendar', { '1 0 20260-02-03': 1 }],
    ['no product', { '0 0 always': 1 }],
    ['no key', { tea: 1 }],
    ['a key with more', { '1 0 always 5': 1 }],
  ])('refuses %s, and keeps none of the change', async (_, wrong) => {
    await expect(save(shop, { '2 0 always': 5, ...wrong })).rejects.toThrow();
    expect([await stored(shop), await readHistory(shop)]).toEqual([{}, []]);
  });

  it.each([
    ['another shop’s product', '77 0 always'],
    ['another shop’s variant', '1 771 always'],
    ['a variant of another product', '1 21 always'],
    ['a product that does not exist', '12345 0 always'],
  ])('refuses %s, and keeps none of the change', async (_, key) => {
    const other = await addShop(db, 'other.myshopify.com');
    await db.query(`insert into products values ($1, 77, 'theirs')`, [other]);
    await db.query(`insert into variants values ($1, 771, 77, 'theirs', null)`, [other]);
    expect(await save(shop, { '2 0 always': 5, [key]: 1 })).toEqual({ unknown: [key] });
    expect([await stored(shop), await stored(other)]).toEqual([{}, {}]);
  });

  it('of goods that Shopify has deleted is taken, and leaves other shops’ costs', async () => {
    const other = await addShop(db, 'other.myshopify.com');
    await db.query(`insert into products values ($1, 1, 'theirs')`, [other]);
    await save(other, { '1 0 always': 7 });
    await save(shop, { '1 0 always': 5 });
    await db.query('delete from products where shop_id = $1', [shop]);
    expect(await save(shop, { '1 0 always': 6 })).toEqual({ version: 2 });
    expect(await save(shop, { '1 0 always': null })).toEqual({ version: 3 });
    expect(await stored(other)).toEqual({ '1 0 -infinity': 7 });
  });

  it('takes no more costs than a shop may have', async () => {
    await db.query(
      `insert into own_unit_costs select $1, 1, 0, date '2000-01-01' + n, 1 from generate_series(1, ${MOST_COSTS}) n`,
      [shop],
    );
    expect(await save(shop, { '2 0 always': 5 })).toEqual({ tooMany: true });
    expect(await save(shop, { '2 0 always': 5, '1 0 2000-01-02': null })).toEqual({ version: 1 });
  });

  it('by a second person is refused where the first changed one of the same costs', async () => {
    await save(shop, { '1 0 always': 5, '2 0 always': 6 }, 0);
    expect(await save(shop, { '2 0 always': 9, '3 0 always': 1 }, 0)).toEqual({
      version: 1,
      meanwhile: { '2 0 always': 6 },
    });
    expect(await save(shop, { '3 0 always': 1 }, 0)).toEqual({ version: 2 });
    expect(await save(shop, { '2 0 always': 9 }, 2)).toEqual({ version: 3 });
  });

  it('is undone as one, and asks first where a cost has changed since', async () => {
    const first = { version: 1, part: 'unitCosts', name: 'costs' } as const;
    await save(shop, { '1 0 always': 5, '1 11 2026-04-01': 6 }, 0);
    await save(shop, { '3 0 always': 7 }, 1);
    expect(await undoChange(shop, first, false)).toEqual({ state: 'done', version: 3 });
    expect(await stored(shop)).toEqual({ '3 0 -infinity': 7 });
    await undoChange(shop, { ...first, version: 3 }, false);
    await save(shop, { '1 0 always': 50 });
    expect(await undoChange(shop, first, false)).toMatchObject({
      state: 'changed',
      value: { '1 0 always': 50, '1 11 2026-04-01': 6 },
    });
    expect(await undoChange(shop, first, true)).toMatchObject({ state: 'done' });
    expect(await stored(shop)).toEqual({ '3 0 -infinity': 7 });
    await db.query(`update settings_changes set value_before = '{"1 0 always":"much"}'`);
    expect(await undoChange(shop, first, true)).toEqual({ state: 'unfit' });
  });
});

describe('of a shop with orders', () => {
  const NOW = new Date('2026-10-14T12:00:00Z');
  let shop: ShopId;
  let most: { id: string; variants: string[]; day: string };
  beforeAll(async () => {
    env().CLOCK_OFFSET_MS = NOW.getTime() - Date.now();
    shop = await shopOf(db, youngShop({ until: NOW }), { durationDays: 60 });
    const [found] = await db.query(
      `select product_id::text as id, array_agg(distinct variant_id::text) as variants,
         (percentile_disc(0.5) within group (order by processed_at) at time zone 'Asia/Tokyo')::date::text as day
       from order_lines join orders own using (shop_id) where own.shop_id = $1 and own.id = order_id and product_id is not null
       group by 1 order by count(*) desc, 1 limit 1`,
      [shop],
    );
    most = found as typeof most;
  });
  const counted = async () => {
    const { ltv, margin } = await takeSnapshot(shop, null, NOW);
    return {
      ...{ grossMargin: margin.rate, coverage: margin.coverage },
      ...{ value: ltv.value, valueBasis: ltv.valueBasis },
    };
  };

  it('no goods and no preview are known before the first numbers', async () => {
    expect(await readCostedGoods(shop, '', 1)).toBeNull();
    expect(await previewUnitCosts(shop, {})).toBeNull();
  });

  it('a preview is to the last digit what the next count gives, first, later and after an undo', async () => {
    await changeSettings(shop, 'metrics', { defaultMargin: null, orderCost: null }, null);
    const before = await counted();
    const first = { [`${most.id} 0 ${most.day}`]: 123.4 };
    const preview = await previewUnitCosts(shop, first);
    expect(preview?.figures[0]).toMatchObject(before);
    const result = await save(shop, first);
    const then = await counted();
    expect(then).not.toEqual(before);
    expect(preview?.figures[1]).toMatchObject(then);

    // the book has what was sold of each variant now
    const second = {
      [`${most.id} 0 ${most.day}`]: null,
      [`${most.id} ${most.variants[0] ?? ''} always`]: 77,
    };
    const later = await previewUnitCosts(shop, second);
    expect(later?.figures[0]).toMatchObject(then);
    await save(shop, second);
    // saved and not counted yet
    const settings = metricSettingsSchema.parse({ durationDays: 60 });
    const meanwhile = await previewCosts(shop, [settings]);
    const last = await counted();
    expect(later?.figures[1]).toMatchObject(last);
    expect(meanwhile?.figures[0]).toMatchObject(last);

    if (!('version' in result)) throw new Error('not saved');
    const which = { part: 'unitCosts', name: 'costs' } as const;
    await undoChange(shop, { ...which, version: result.version + 1 }, false);
    await undoChange(shop, { ...which, version: result.version }, false);
    expect(await stored(shop)).toEqual({});
    expect(await counted()).toEqual(before);
    expect(await db.query('select from variant_days where shop_id = $1', [shop])).toEqual([]);
  });

  it('goods are those of the orders, the most revenue of unknown cost first', async () => {
    await db.query('update order_lines set unit_cost_shop_amount = null where shop_id = $1', [
      shop,
    ]);
    await db.query(
      `update orders set cost_shop_amount = 0, costed_shop_amount = 0 where shop_id = $1`,
      [shop],
    );
    await db.query('delete from books where shop_id = $1', [shop]);
    const { margin } = await takeSnapshot(shop, null, NOW);
    expect(margin.coverage).toBe(0);
    const goods = await readCostedGoods(shop, '', 1);
    if (goods === null) throw new Error('no goods');
    const [sums] = await db.query(
      `select sum(lines_shop_amount)::float as worth from day_books where shop_id = $1 and reason = ''`,
      [shop],
    );
    expect(goods.total).toMatchObject({ worth: sums?.worth, costed: 0, cost: 0 });
    const worths = goods.products.map(({ worth }) => worth);
    expect(worths).toEqual(worths.toSorted((a, b) => b - a));
    // counted by hand: the first products that reach 80 % together
    let soFar = 0;
    const fewest = worths.findIndex((worth) => (soFar += worth) >= 0.8 * goods.total.worth) + 1;
    expect(goods.mostUncosted?.products).toBe(fewest);
    expect(goods.mostUncosted?.share).toBeCloseTo(soFar / goods.total.worth, 9);

    const [top] = goods.products;
    if (top === undefined) throw new Error('no product');
    await save(shop, { [`${top.id} 0 always`]: 10 });
    const after = await readCostedGoods(shop, '', 1);
    const same = after?.products.find(({ id }) => id === top.id);
    expect(same).toMatchObject({ costed: top.worth, cost: 10 * top.quantity });
    expect(after?.products[0]?.id).not.toBe(top.id);
    expect(after?.total.costed).toBeCloseTo(top.worth, 6);
    // the same from the book, once it has what was sold of each variant
    await takeSnapshot(shop, null, NOW);
    expect(await readCostedGoods(shop, '', 1)).toEqual(after);
    const found = await readCostedGoods(shop, top.title ?? '', 1);
    expect(found?.products.map(({ id }) => id)).toContain(top.id);
    expect((await readCostedGoods(shop, '%', 1))?.products).toEqual([]);
    // the variant that is searched for comes first, and a product alone has more of them
    await db.query(
      `insert into variants select $1, 10000 + n, $2::bigint, 'size ' || n, 'X-' || n from generate_series(1, 300) n`,
      [shop, top.id],
    );
    const variantsOf = (of: Awaited<ReturnType<typeof readCostedGoods>>) =>
      of?.products.find(({ id }) => id === top.id)?.shown ?? [];
    expect(variantsOf(await readCostedGoods(shop, 'x-299', 1))[0]?.id).toBe('10299');
    expect(variantsOf(await readCostedGoods(shop, '', 1))).toHaveLength(20);
    const alone = await readCostedGoods(shop, '', 1, top.id);
    expect([alone?.matching, alone?.products.length, variantsOf(alone).length]).toEqual([
      ...[1, 1, VARIANTS_ALONE],
    ]);
    expect(alone?.total).toEqual(after?.total);
    await db.query(`delete from variants where shop_id = $1 and id > 10000 and id <= 10300`, [
      shop,
    ]);
    // by their numbers: as texts 9000 comes before 100000
    const all = await readCostedGoods(shop, '', 1);
    await save(
      shop,
      Object.fromEntries((all?.products ?? []).map(({ id }) => [`${id} 0 always`, 1] as const)),
    );
    const known = (await readCostedGoods(shop, '', 1))?.products ?? [];
    expect(known.every(({ worth, costed }) => worth === costed)).toBe(true);
    const byWorth = known.map(({ worth }) => worth);
    expect(byWorth).toEqual(byWorth.toSorted((a, b) => b - a));
    expect(byWorth.map(String)).not.toEqual(byWorth.map(String).toSorted().toReversed());
    expect((await readCostedGoods(shop, '', 99))?.products).toEqual([]);
  });
});
