import { beforeAll, describe, expect, it } from 'vitest';
import { capAllFutureTimes } from '../../app/shop/future-times.server';
import { removeExpired } from '../../app/privacy/expire/remove-expired.server';
import { STORED_TIMES } from '../../app/store/schema/stored-times';
import { database } from '../support/database';
import { addShop } from '../support/shops/shop';

const db = await database();

/** Stored times that are not capped, and why. */
const OTHERS: Readonly<Record<string, string>> = {
  'orders.processed_at': 'Shopify writes it',
  'orders.updated_at': 'Shopify writes it',
  'orders.cancelled_at': 'Shopify writes it',
  'orders_set_apart.updated_at': 'Shopify writes it',
  'customers.updated_at': 'Shopify writes it',
  'customers.email_state_at': 'Shopify writes it',
  'customers.sms_state_at': 'Shopify writes it',
  'deliveries.triggered_at': 'Shopify writes it',
  'update_checks.watermark': 'an update check recognises a future one, and its gap',
  'update_checks.started_at': 'the next update check writes another one',
  'update_checks.reached': 'Shopify writes it: the last one of a page',
  'snapshots.computed_at': 'corrected with the days themselves (mendDays)',
  'past_people_days.base_at': 'names a count of the shop’s own numbers',
  'filtered_snapshots.base_at': 'names a count of the shop’s own numbers',
  'snapshot_refreshes.next_at': 'the database’s clock; a refresh recognises one too far ahead',
  'token_probes.next_at': 'its readers recognise one too far ahead',
  'api_budgets.counted_at': 'the database’s clock; a call recognises a future one',
  'books.built_at': 'not compared with another time',
  'referrals.referred_at': 'no code writes it yet',
};

const capped = STORED_TIMES.flatMap(({ table, columns }) =>
  Object.entries(columns).map(([column, ahead]) => ({ table, column, ahead })),
);

it('every time in the schema is capped when a clock is set back, or has a reason above', async () => {
  const stored = await db.query(`
    select table_name || '.' || column_name as name from information_schema.columns
    where table_schema = 'public' and data_type like 'timestamp%' and not starts_with(table_name, '_')`);
  const known = [...Object.keys(OTHERS), ...capped.map((one) => `${one.table}.${one.column}`)];
  expect(stored.map(({ name }) => String(name)).sort()).toEqual(known.sort());
});

/** Any valid value of a column. */
const VALUES: Readonly<Record<string, string>> = {
  text: `'x'`,
  uuid: `gen_random_uuid()`,
  jsonb: `'{}'`,
  json: `'{}'`,
  boolean: 'false',
  date: 'current_date',
  bytea: `'\\x00'`,
  ARRAY: `'{}'`,
};
const AHEAD = `now() + interval '3 years'`;
const PAST = `now() - interval '3 hours'`;

/** The meaning of rows does not matter here. */
async function dropChecks(): Promise<void> {
  const checks = await db.query(
    `select format('alter %s %s drop constraint %I', kind, coalesce(of_table, of_type), conname) as statement
     from (select conname, case when conrelid <> 0 then 'table' else 'domain' end as kind,
         nullif(conrelid, 0)::regclass::text as of_table, nullif(contypid, 0)::regtype::text as of_type
       from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace) found`,
  );
  for (const { statement } of checks) await db.query(String(statement));
}

/** A row of a shop with all times equal and made-up required values. */
async function writeRow(table: string, shop: number, domain: string, time: string): Promise<void> {
  const columns = await db.query(
    `select column_name as name, data_type as type from information_schema.columns
     where table_schema = 'public' and table_name = $1 and is_identity = 'NO' and column_default is null
       and (is_nullable = 'NO' or data_type like 'timestamp%')`,
    [table],
  );
  const valueOf = (name: string, type: string): string => {
    if (name === 'shop_id') return String(shop);
    if (name === 'domain' || name === 'shop') return `'${domain}'`;
    if (type.startsWith('timestamp')) return time;
    if (name === 'id' && type === 'text') return 'gen_random_uuid()';
    return VALUES[type] ?? '7';
  };
  const pairs = columns.map(({ name, type }) => [
    String(name),
    valueOf(String(name), String(type)),
  ]);
  const client = await db.pool.connect();
  try {
    // nor do their foreign keys
    await client.query(`begin; set local session_replication_role = replica`);
    await client.query(
      `insert into ${table} (${pairs.map(([name]) => name).join(', ')}) values (${pairs.map(([, value]) => value).join(', ')})`,
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/** The minutes by which each stored time exceeds its maximum, by `table.column`. */
async function minutesTooFar(): Promise<Record<string, number>> {
  const each = capped.map(
    ({ table, column, ahead }) =>
      `select '${table}.${column}' as name, max(extract(epoch from ${column} - now() - interval '${ahead}')) / 60 as minutes from ${table}`,
  );
  const found = await db.query(each.join(' union all '));
  return Object.fromEntries(found.map(({ name, minutes }) => [String(name), Number(minutes)]));
}

const TABLES = STORED_TIMES.map(({ table }) => table).filter(
  (table) => table !== 'shops' && table !== 'token_probes',
);

async function asAfterAYearAhead(shop: number, domain: string): Promise<void> {
  for (const table of TABLES) await writeRow(table, shop, domain, AHEAD);
  await db.query(
    `update shops set installed_at = ${AHEAD}, uninstalled_at = ${AHEAD}, opened_at = ${AHEAD} where id = $1`,
    [shop],
  );
  await db.query(`update token_probes set resumed_at = ${AHEAD}`);
}

describe('after a clock that ran ahead', () => {
  let shop: number;
  let all: string[];

  beforeAll(async () => {
    await dropChecks();
    shop = await addShop(db, 'ahead.myshopify.com');
    await asAfterAYearAhead(shop, 'ahead.myshopify.com');
    all = Object.keys(await minutesTooFar());
  });

  it('all its times are in the future', async () => {
    const found = await minutesTooFar();
    expect(all.filter((name) => !((found[name] ?? 0) > 60))).toEqual([]);
  });

  it('its times become the present or their maximum, and others stay', async () => {
    const quiet = await addShop(db, 'quiet.myshopify.com');
    for (const table of TABLES) await writeRow(table, quiet, 'quiet.myshopify.com', PAST);
    const times = async () =>
      await Promise.all(
        TABLES.map((table) =>
          db.query(
            `select row_to_json(own)::text as it from ${table} own
             where row_to_json(own)::text like '%quiet.myshopify.com%' or (row_to_json(own) ->> 'shop_id') = $1`,
            [String(quiet)],
          ),
        ),
      );
    const before = await times();
    expect(before.every(({ length }) => length === 1)).toBe(true);
    await capAllFutureTimes();
    const found = await minutesTooFar();
    expect(all.filter((name) => !((found[name] ?? 9) <= 0))).toEqual([]);
    expect(await times()).toEqual(before);
  });
});

describe('an answer from a clock that ran ahead', () => {
  let shop: number;
  const marks = async () =>
    await db.query(
      `select (select array_agg(distinct day - current_date order by day - current_date) from dirty_days where shop_id = $1) as days,
         (select array_agg(distinct customer_id::int) from dirty_customers where shop_id = $1) as customers,
         (select count(*)::int from graphile_worker.jobs where key = 'snapshot.refresh:' || $1) as refreshes`,
      [shop],
    );

  beforeAll(async () => {
    shop = await addShop(db, 'answered.myshopify.com');
    await db.query(`update shops set timezone = 'UTC', settings = $2 where id = $1`, [
      shop,
      { metrics: { followerTags: ['vip'], eventTags: ['club'] } },
    ]);
    await db.query(
      `insert into customers (shop_id, id, updated_at, number_of_orders, data_sale_opt_out, tags)
       values ($1, 5, now(), 1, false, jsonb_build_object('vip', current_date + 9, 'club', current_date - 9))`,
      [shop],
    );
    await db.query(
      `insert into survey_answers (shop_id, source, language, customer_id, score, answered_at, changed_at)
       values ($1, 'link', 'ja', 5, 9, current_date + interval '4 days 1 hour', current_date + interval '4 days 1 hour')`,
      [shop],
    );
  });

  it('gets today’s date by the night at the latest, and its numbers are counted again', async () => {
    await removeExpired();
    const given = await db.query(
      `select answered_at <= now() as past, answered_at > now() - interval '10 minutes' as today from survey_answers where shop_id = $1`,
      [shop],
    );
    expect(given).toEqual([{ past: true, today: true }]);
    expect(await marks()).toEqual([{ days: [0, 4], customers: [5], refreshes: 1 }]);
  });

  it('changes tags with a future day to today, and keeps others', async () => {
    const tags = await db.query(
      `select (tags ->> 'vip')::date = current_date as vip, (tags ->> 'club')::date = current_date - 9 as club
       from customers where shop_id = $1`,
      [shop],
    );
    expect(tags).toEqual([{ vip: true, club: true }]);
  });
});
