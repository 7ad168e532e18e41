import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ReadSnapshot } from '../../app/metrics/read.server';
import type { Compared } from '../../app/routes/admin/compared-day.server';
import { detailKey, filterKey, type Filter } from '../../app/metrics/filter/filter';
import { metricSettingsSchema } from '../../app/metrics/settings';
import { parseFilter } from '../../app/ui/frame/view-address';
import { compareReports } from '../support/numbers/compare';
import { awaited } from '../support/awaited';
import { NOW, stage } from '../support/shops/import-stage';
import { teaShop } from '../sandbox/worlds/tea-shop';
import type { ShopId } from '../../app/store/db.server';

const on = await stage();
// the app keeps the fetch of its load time: the stage has to route it first
const { detailIn, readFiltered } = await import('../../app/metrics/filter/read-filtered.server');
const { countFiltered } = await import('../../app/metrics/filter/count-filtered.server');
const { measureDetail, measureFiltered } =
  await import('../../app/metrics/filter/measure-filtered.server');
const { compressed } = await import('../../app/metrics/stored-numbers');
const { readSnapshot } = await import('../../app/metrics/read.server');
const { dropOldDays } = await import('../../app/metrics/rollup/kept-days.server');
const { takeSnapshot } = await import('../../app/metrics/rollup/snapshot.server');
const { requestFiltered } = await import('../../app/shop/state/filtered-view.server');
const { readFollowing } = await import('../../app/shop/state/following.server');
const { shownNumbers } = await import('../../app/routes/admin/filtered-facts.server');
const { pageFacts } = await import('../../app/routes/admin/page-facts.server');
const { readComparedDay } = await import('../support/numbers/compared-day');
const { withShop } = await import('../../app/store/db.server');
const { now } = await import('../../app/clock.server');

const tea = teaShop({ until: NOW, days: 60, customers: 120, daysBeforeShopify: 0 });
const { domain } = tea.shop;
let shop: ShopId;

beforeAll(async () => {
  const worker = await on.work();
  await on.install(tea);
  await on.imported(domain, { history: false });
  await worker.stop();
  shop = await on.shopId(domain);
});
beforeEach(async () => {
  await on.db.query('delete from filtered_snapshots');
  await on.db.query(`delete from graphile_worker._private_jobs`);
});

const base = async (asOf?: string): Promise<ReadSnapshot> => {
  const read = await readSnapshot(shop, asOf);
  if (read === null) throw new Error('no numbers');
  return read;
};
const read = async (filter: Filter, asOf?: string) =>
  await readFiltered(shop, filter, await base(asOf));
const request = async (filter: Filter, asOf?: string) => {
  const { snapshot } = await base(asOf);
  await requestFiltered(shop, { asOf: snapshot.asOf, key: filterKey(filter), filter });
};
const jobs = async () =>
  (
    await on.db.query(
      `select key from graphile_worker._private_jobs where key like 'snapshot.filtered%'`,
    )
  ).length;
const kept = async () =>
  await on.db.query(
    'select filter, requested_at is not null as open from filtered_snapshots order by requested_at',
  );
/** Filters of products that no shop has. */
const nobody = (count: number): Filter[] =>
  Array.from({ length: count }, (_, at) => ({ product: String(900_000_001 + at) }));

const ON_SALE: Filter = { discount: true };

describe('a filtered view', () => {
  it('waits until it is counted, and is then what a count at once gives', async () => {
    expect(await read(ON_SALE)).toEqual({ state: 'waiting', read: null, due: true });
    await request(ON_SALE);
    await request(ON_SALE);
    expect(await read(ON_SALE)).toEqual({ state: 'waiting', read: null, due: false });
    expect(await jobs()).toBe(1);
    expect(await countFiltered(shop, now())).toBe(false);
    const counted = await read(ON_SALE);
    expect(counted).toMatchObject({ state: 'shown', due: false, read: { stale: false } });
    const { snapshot } = await base();
    const atOnce = await measureFiltered(shop, ON_SALE, snapshot, now());
    expect(compareReports(counted.read?.snapshot, atOnce)).toEqual([]);
    expect(atOnce.customers).toBeGreaterThan(0);
    expect(atOnce.customers).toBeLessThan(snapshot.customers);
    expect(atOnce.firstOrders).toEqual(snapshot.firstOrders);
    // another filter has numbers of its own
    expect((await read({ discount: false })).read).toBeNull();
  });

  it('is running while a job counts it, also after that job was killed', async () => {
    await request(ON_SALE);
    await on.db.query('update filtered_snapshots set started_at = $1', [now()]);
    expect(await read(ON_SALE)).toMatchObject({ state: 'running', due: false });
    await countFiltered(shop, now());
    expect(await read(ON_SALE)).toMatchObject({ state: 'shown' });
  });

  it('is due again once its request is abandoned', async () => {
    await request(ON_SALE);
    await on.db.query(`update filtered_snapshots set requested_at = $1`, [
      new Date(now().getTime() - 16 * 60_000),
    ]);
    expect(await read(ON_SALE)).toMatchObject({ state: 'waiting', due: true });
    expect(await countFiltered(shop, now())).toBe(false);
    expect(await read(ON_SALE)).toMatchObject({ read: null });
    await request(ON_SALE);
    await countFiltered(shop, now());
    expect(await read(ON_SALE)).toMatchObject({ state: 'shown' });
  });

  it('stays, stale and due, once the shop’s own numbers are counted again', async () => {
    await request(ON_SALE);
    await countFiltered(shop, now());
    await takeSnapshot(shop, null, new Date(now().getTime() + 1_000));
    const before = await read(ON_SALE);
    expect(before).toMatchObject({ state: 'shown', due: true, read: { stale: true } });
    await request(ON_SALE);
    expect(await read(ON_SALE)).toMatchObject({ state: 'shown', due: false });
    await countFiltered(shop, now());
    expect(await read(ON_SALE)).toMatchObject({ due: false, read: { stale: false } });
    // a change that the shop's own numbers lack is one that these lack, too; the next refresh brings both
    await on.db.query('update snapshots set stale = true where shop_id = $1', [shop]);
    expect(await read(ON_SALE)).toMatchObject({ due: false, read: { stale: true } });
    await on.db.query('update snapshots set stale = false where shop_id = $1', [shop]);
    await on.db.query(`update filtered_snapshots set counted_by = 'another'`);
    expect(await read(ON_SALE)).toMatchObject({ state: 'shown', due: true });
  });

  it('of a past day is counted with that day, where a change came since', async () => {
    const asOf = '2026-09-20';
    await takeSnapshot(shop, asOf, now());
    await on.db.query('update snapshots set stale = true where shop_id = $1 and as_of = $2', [
      shop,
      asOf,
    ]);
    await request(ON_SALE, asOf);
    await countFiltered(shop, now());
    const past = await read(ON_SALE, asOf);
    expect(past).toMatchObject({ state: 'shown', read: { stale: false, snapshot: { asOf } } });
    expect((await base(asOf)).stale).toBe(false);
    expect(past.read?.snapshot.customers).toBeLessThan((await base()).snapshot.customers);
  });

  it('changes the version that open pages poll, which poll often meanwhile', async () => {
    const quiet = await readFollowing(shop);
    await request(ON_SALE);
    const asked = await readFollowing(shop);
    expect(asked.nextMs).toBeLessThan(500);
    await countFiltered(shop, now());
    const counted = await readFollowing(shop);
    expect(new Set([quiet, asked, counted].map(({ version }) => version)).size).toBe(3);
  });
});

describe('a detail', () => {
  const WEEKS = 'cohorts.week';
  const ask = async (filter: Filter = {}) => {
    const { snapshot } = await base();
    const key = detailKey(filter, WEEKS);
    await requestFiltered(shop, { asOf: snapshot.asOf, key, filter });
  };
  const look = async (filter: Filter = {}) => {
    const own = await base();
    return await withShop(shop, (tx) => detailIn(tx, shop, WEEKS, filter, own));
  };

  it('waits until it is counted, and is then what a count at once gives, of chosen customers too', async () => {
    expect(await look()).toEqual({ state: 'waiting', numbers: null, due: true });
    for (const filter of [{}, ON_SALE]) {
      await ask(filter);
      await countFiltered(shop, now());
      const { state, numbers, due } = await look(filter);
      expect({ state, due }).toEqual({ state: 'shown', due: false });
      const { snapshot } = await base();
      const atOnce = await measureDetail(shop, WEEKS, filter, snapshot, now());
      expect(compareReports(numbers, atOnce)).toEqual([]);
      expect(Object.keys(numbers ?? {}).length).toBeGreaterThan(4);
    }
    // neither is the filtered view of the same customers
    expect(await read(ON_SALE)).toMatchObject({ state: 'waiting', read: null });
    const all = Object.values((await look()).numbers ?? {});
    const some = Object.values((await look(ON_SALE)).numbers ?? {});
    const heads = (of: typeof all) => of.reduce((sum, { customers }) => sum + customers, 0);
    expect(heads(all)).toBe((await base()).snapshot.customers);
    expect(heads(some)).toBeGreaterThan(0);
    expect(heads(some)).toBeLessThan(heads(all));
  });

  it('stays, and is due, once the shop’s own numbers are counted again', async () => {
    await ask();
    await countFiltered(shop, now());
    await takeSnapshot(shop, null, new Date(now().getTime() + 1_000));
    expect(await look()).toMatchObject({ state: 'shown', due: true });
    expect((await look()).numbers).not.toBeNull();
  });

  it('of another shape is due, and one that this release does not know is deleted', async () => {
    await ask();
    await countFiltered(shop, now());
    const other = compressed({ '2026-09-07': { customers: 1 } });
    await on.db.query(`update filtered_snapshots set numbers = $1`, [other]);
    expect(await look()).toEqual({ state: 'waiting', numbers: null, due: true });
    await on.db.query(
      `update filtered_snapshots set filter_key = 'x/cohorts.year', requested_at = $1`,
      [now()],
    );
    expect(await countFiltered(shop, now())).toBe(false);
    expect(await kept()).toEqual([]);
  });
});

describe('the requests and rows of a shop', () => {
  it('are bounded: one job, the latest five requests, the sixty views seen last', async () => {
    for (const filter of nobody(8)) await request(filter);
    expect(await jobs()).toBe(1);
    expect((await kept()).map(({ filter }) => filter)).toEqual(nobody(8).slice(3));
    // the latest first
    expect(await countFiltered(shop, now())).toBe(true);
    expect(await read(nobody(8).at(-1) ?? {})).toMatchObject({ state: 'shown' });
    await on.db.query(
      `insert into filtered_snapshots (shop_id, as_of, filter_key, filter, seen_at, numbers)
       select $1, '2026-10-16', 'old ' || at, '{}', $2::timestamptz - make_interval(hours => at), '\\x00'
       from generate_series(1, 80) at`,
      [shop, now()],
    );
    await request(ON_SALE);
    const rows = await on.db.query(`select filter_key as key from filtered_snapshots`);
    expect(rows).toHaveLength(60);
    const keys = rows.map(({ key }) => String(key));
    expect(keys).toContain(filterKey(ON_SALE));
    expect(keys).toContain('old 1');
    expect(keys).not.toContain('old 80');
  });

  it('expire a week after the last look', async () => {
    await request(ON_SALE);
    await countFiltered(shop, now());
    const drop = async (days: number) => {
      const at = new Date(now().getTime() + days * 86_400_000);
      await withShop(shop, (tx) => dropOldDays(tx, shop, at.toISOString().slice(0, 10), at));
      return (await kept()).length;
    };
    expect(await drop(6)).toBe(1);
    await on.db.query(`update filtered_snapshots set seen_at = seen_at - interval '2 days'`);
    await read(ON_SALE);
    expect(await drop(6)).toBe(1);
    expect(await drop(8)).toBe(0);
  });

  it('of another release’s filter are deleted', async () => {
    await request(ON_SALE);
    await on.db.query(`update filtered_snapshots set filter = '{"colour": "red"}'`);
    expect(await countFiltered(shop, now())).toBe(false);
    expect(await kept()).toEqual([]);
  });
});

describe('a day to compare with', () => {
  it('before the first order is none, and is not requested', async () => {
    const own = { id: shop, rulesVersion: 0 };
    const requests = async () => (await on.db.query('select 1 from snapshot_requests')).length;
    const before = await requests();
    for (const day of ['1900-01-01', '2026-08-01', '2026-08-20'])
      expect(await readComparedDay(own as never, await base(), day, '2026-08-20')).toEqual({
        ...{ day, state: 'before', read: null },
      });
    expect(await requests()).toBe(before);
  });

  it('is shown where its job ends between the look and the request', async () => {
    const day = '2026-09-12';
    const own = { id: shop, rulesVersion: 0 };
    const holder = await on.db.pool.connect();
    await holder.query('begin; lock table snapshot_requests in share mode');
    const reading = readComparedDay(own as never, await base(), day, '2026-08-20');
    await on.until(async () => (await on.db.query(awaited('snapshot_requests'))).length > 0);
    await takeSnapshot(shop, day, now());
    await holder.query('rollback');
    holder.release();
    expect(await reading).toMatchObject({ state: 'shown', read: { snapshot: { asOf: day } } });
  });
});

describe('a page with a filter in its address', () => {
  const facts = async (query: string, compared: Compared | null = null) => {
    const read = await base();
    const known = { shop: null, importing: null, read, today: NOW, asked: null, renewals: 'with' };
    const own = { id: shop, rulesVersion: 0, settings: {} };
    const settings = metricSettingsSchema.parse({});
    const days = { shop: own, settings, read, compared, known } as never;
    return await pageFacts(days, await shownNumbers(days, parseFilter(new URLSearchParams(query))));
  };

  it('shows all customers without one', async () => {
    expect(await facts('asOf=2026-10-16')).toMatchObject({
      status: { filtered: { state: 'all' } },
      read: { snapshot: { customers: (await base()).snapshot.customers } },
    });
    expect(await kept()).toEqual([]);
  });

  it('of a small shop has its numbers at once, where a worker is free', async () => {
    const worker = await on.work();
    const page = await facts('discount=yes');
    await worker.stop();
    expect(page.status.filtered?.state).toMatch(page.read ? /shown/ : /waiting|running/);
    expect(page.status.filtered?.choices.products.length).toBeGreaterThan(3);
    while (await countFiltered(shop, now()));
    const { read: chosen, status } = await facts('discount=yes');
    expect(chosen?.snapshot.customers).toBeGreaterThan(0);
    // sources are counted of all customers alone
    expect(status.sheets?.sums['ltv.number.sourceUnknown']).toEqual([]);
  });

  it('says that it waits where none is', async () => {
    expect(await facts('discount=no')).toMatchObject({
      read: null,
      status: { filtered: { state: 'waiting' } },
    });
    expect(await jobs()).toBe(1);
  });

  it('compares with the earlier day’s customers of the same filter', async () => {
    const day = '2026-09-20';
    if ((await readSnapshot(shop, day)) === null) await takeSnapshot(shop, day, now());
    const whole: Compared = { day, state: 'shown', read: await base(day) };
    const count = async () => {
      while (await countFiltered(shop, now()));
    };
    await facts('discount=yes', whole);
    // the earlier day waits until the present one is counted
    expect(await kept()).toHaveLength(1);
    await count();
    expect(await facts('discount=yes', whole)).toMatchObject({
      status: { filtered: { state: 'shown' }, compared: { day, state: 'waiting' } },
      comparison: { customers: { difference: null, unknown: 'notCounted' } },
    });
    await count();
    const { comparison, status, read: present } = await facts('discount=yes', whole);
    const earlier = (await read(ON_SALE, day)).read?.snapshot;
    expect(status.compared).toEqual({ day, state: 'shown' });
    expect(earlier?.customers).toBeLessThan(whole.read?.snapshot.customers ?? 0);
    expect(comparison?.customers).toMatchObject({
      before: earlier?.customers,
      now: present?.snapshot.customers,
      unknown: null,
    });
  });

  it('says so of a filter that chooses no customer of any shop, and asks for nothing', async () => {
    expect(await facts(`product=${'9'.repeat(10_000)}`)).toMatchObject({
      read: null,
      status: { filtered: { state: 'impossible' } },
    });
    expect([await kept(), await jobs()]).toEqual([[], 0]);
  });
});
