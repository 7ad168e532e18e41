import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { ANALYZED } from '../../app/store/schema/analyzed-tables';
import { grantAhead, grantToApp } from '../../app/store/schema/grants.server';
import { database } from '../support/database';

const db = await database();
const app = new URL(db.url).username;
const clients: pg.Client[] = [];
afterAll(() => Promise.all(clients.map((client) => client.end())));

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  clients.push(client);
  return client;
}
const [asApp, asOwner] = [await connected(db.url), await connected(db.ownerUrl)];

describe('the role of web and worker', () => {
  it.each([
    'create table mine (n int)',
    'create function mine() returns int language sql as $$ select 1 $$',
    'create view mine as select * from orders',
    'create schema mine',
    'alter table orders add column mine int',
    'alter table orders no force row level security',
    'alter table orders disable row level security',
    'drop policy shop_wall on orders',
    'drop table orders',
    'truncate orders',
    'create index mine on orders (shop_id, id)',
    'create trigger mine before insert on orders for each row execute function suppress_redundant_updates_trigger()',
    `create or replace function request_reread(shop int, kind text, ids bigint[], deleted boolean, at timestamptz, job text, attempts int)
       returns void language sql as 'select 1'`,
    'select * from _prisma_migrations',
    `select for_each_shop('select 1')`,
    'set role omega_owner',
  ])('may not: %s', async (statement) => {
    await expect(asApp.query(statement)).rejects.toThrow(/permission denied|must be owner/);
  });

  it('owns only staging and the queue', async () => {
    const owned = await db.query(
      `select distinct nspname as schema from (
         select relnamespace as space from pg_class where relowner = $1::regrole
         union all select pronamespace from pg_proc where proowner = $1::regrole
         union all select typnamespace from pg_type where typowner = $1::regrole
       ) own join pg_namespace on pg_namespace.oid = space where nspname not like 'pg_t%' order by 1`,
      [app],
    );
    expect(owned).toEqual([{ schema: 'graphile_worker' }]);
    const schemas = await db.query(
      `select nspname as name from pg_namespace where nspowner = $1::regrole order by 1`,
      [app],
    );
    expect(schemas).toEqual([{ name: 'graphile_worker' }, { name: 'staging' }]);
  });

  it('creates and drops tables in staging, and temporary ones', async () => {
    await asApp.query(`create unlogged table staging.own (n int); drop table staging.own;
      create temp table own (n int); analyze own; drop table own`);
  });

  it('can use a later table at once, without another migration', async () => {
    await asOwner.query('create table later (n serial)');
    await asApp.query(
      'insert into later default values; update later set n = 2; delete from later',
    );
    await expect(asApp.query('truncate later')).rejects.toThrow(/permission denied/);
  });
});

describe('npm run migrate', () => {
  const rights = async () =>
    await db.query(`select oid::regclass::text as name, relacl::text as rights, relowner::regrole::text as owner
      from pg_class where relnamespace in ('public'::regnamespace, 'staging'::regnamespace, 'graphile_worker'::regnamespace)
        and relkind in ('r', 'S') order by 1`);

  it('changes no correct right', async () => {
    await grantToApp(db.ownerUrl, app, {});
    const before = await rights();
    await grantToApp(db.ownerUrl, app, {});
    expect(await rights()).toEqual(before);
  });

  it('grants missing rights, as after a restore, and revokes excess ones', async () => {
    await db.query(`
      alter schema staging owner to omega_owner;
      create unlogged table staging.left_behind (n int); alter table staging.left_behind owner to omega_owner;
      alter table graphile_worker._private_jobs owner to omega_owner;
      revoke all on orders, shops from ${app};
      grant truncate, trigger on customers to ${app};
      grant create on schema public to public`);
    await expect(asApp.query('select from graphile_worker._private_jobs')).rejects.toThrow(
      /denied/,
    );
    await grantToApp(db.ownerUrl, app, {});
    await asApp.query(
      `select from graphile_worker._private_jobs; select from orders; drop table staging.left_behind`,
    );
    await expect(asApp.query('truncate customers')).rejects.toThrow(/denied/);
    await expect(asApp.query('create table mine (n int)')).rejects.toThrow(/denied/);
  });

  it.each([
    ['an owner for whom no wall holds', () => db.serverUrl, app, /is a superuser or has BYPASSRLS/],
    ['a missing role', () => db.ownerUrl, 'missing', /PostgreSQL has no role missing, /],
    ['a role that is not a member', () => db.ownerUrl, 'postgres_monitor', /has no role/],
    ['the owner itself', () => db.ownerUrl, 'omega_owner', /name the same role, omega_owner/],
    ['both roles swapped', () => db.url, 'omega_owner', /: swap them, so that web and worker/],
    ['a stranger', () => db.ownerUrl, 'pg_monitor', /GRANT "pg_monitor" TO "omega_owner"/],
  ])('refuses %s', async (_, owner, role, sentence) => {
    await expect(grantAhead(owner(), role)).rejects.toThrow(sentence);
  });
});

describe('ANALYZE of the tables that are read right after they are filled', () => {
  const tables = ANALYZED.flatMap((each) => each.tables).sort();
  const directly = ANALYZED.map(({ statement }) => statement).join('; ');
  const ofOwner = (part: 'make' | 'call') =>
    ANALYZED.map(({ byOwner }) => byOwner[part]).join('; ');
  const analyzed = async () =>
    await db.query(
      `select relname as name, last_analyze is not null as analyzed from pg_stat_user_tables
       where relname = any($1) order by 1`,
      [tables],
    );
  const done = tables.map((name) => ({ name, analyzed: true }));
  const never = done.map(({ name }) => ({ name, analyzed: false }));
  const forget = () =>
    db.query(`select pg_stat_reset_single_table_counters(relid) from pg_stat_user_tables`);

  it('is the app’s right', async () => {
    await forget();
    expect(await analyzed()).toEqual(never);
    await asApp.query(`${directly}; select pg_stat_force_next_flush()`);
    expect(await analyzed()).toEqual(done);
  });

  it('is a function of the owner on a PostgreSQL without that right, safe from its caller’s schemas', async () => {
    await asOwner.query(`revoke maintain on ${tables.join(', ')} from ${app}; ${ofOwner('make')}`);
    await forget();
    await asApp.query(`${directly}; select pg_stat_force_next_flush()`);
    expect(await analyzed(), 'without a right it is a warning').toEqual(never);
    await asApp.query(`${tables.map((name) => `create temp table ${name} (n int)`).join('; ')};
      set search_path = pg_temp, public; ${ofOwner('call')}; select pg_stat_force_next_flush(); reset search_path`);
    expect(
      await db.query(
        `select relname from pg_stat_user_tables where schemaname = 'public' and last_analyze is not null order by 1`,
      ),
    ).toEqual(tables.map((relname) => ({ relname })));
    await grantToApp(db.ownerUrl, app, {});
    expect(await db.query(`select from pg_proc where prosecdef and oid >= 16384`)).toEqual([]);
  });
});
