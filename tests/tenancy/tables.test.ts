import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { catalog } from '../../app/queue/catalog';
import { database } from '../support/database';

const db = await database();

/** Tables without rows of shops, and why they need no wall. */
const EXCEPTIONS: Record<string, string> = {
  'public.shops':
    'the registry: the app looks up a domain in it before it knows the shop, and it has no customers',
  'public.sessions':
    "the library's, read by a session's id before the shop is known; tokens are encrypted",
  'public.api_budgets':
    'the remaining budget at Shopify, by domain: three numbers and their time, no data of the shop',
  'public.token_responses':
    'replies of the token address, by domain, before and after the shop exists: times and a code',
  'public.token_probes':
    'one row of two times: the next attempt at the token address while it is down',
  'public._prisma_migrations': 'the applied migrations; it has no data of shops',
};
/** Whole schemas of such tables. */
const EXCEPTED_SCHEMAS: Record<string, string> = {
  staging:
    "COPY refuses tables with policies; each belongs to one shop's import and is dropped with it",
  graphile_worker: "the queue's own tables: names and ids only, as the catalog's payloads show",
};

const WALL = `(shop_id = ( SELECT (NULLIF(current_setting('app.shop_id'::text, true), ''::text))::integer AS "nullif"))`;

interface Table {
  name: string;
  schema: string;
  kind: string;
  walled: boolean;
  policies: unknown;
  key: string | null;
}

/** Everything in the database that can hold rows, views included. */
const tables = (await db.query(`
  select format('%s.%s', nspname, relname) as name, nspname as schema, relkind::text as kind,
    relrowsecurity and relforcerowsecurity as walled,
    (select coalesce(jsonb_agg(jsonb_build_object('name', polname, 'command', polcmd, 'permissive', polpermissive,
        'everybody', polroles = '{0}', 'sees', pg_get_expr(polqual, polrelid), 'writes', pg_get_expr(polwithcheck, polrelid))), '[]')
      from pg_policy where polrelid = thing.oid) as policies,
    (select attname from pg_index join pg_attribute on attrelid = indrelid and attnum = indkey[0]
      where indrelid = thing.oid and indisprimary) as key
  from pg_class thing join pg_namespace on pg_namespace.oid = relnamespace
  where relkind not in ('i', 'I', 'S', 'c', 't') and nspname not in ('pg_catalog', 'information_schema')
  order by 1`)) as unknown as Table[];

const ours = tables.filter(
  ({ name, schema }) => !(name in EXCEPTIONS) && !(schema in EXCEPTED_SCHEMAS),
);

describe('every table of a shop', () => {
  it('is found', () => {
    expect(ours.length).toBeGreaterThan(18);
    const names = tables.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(Object.keys(EXCEPTIONS)));
  });

  it.each(ours)('has a forced wall: $name', ({ kind, walled, policies, key }) => {
    expect(kind, 'a view would show rows by the rights of its owner').toBe('r');
    expect(walled, 'ENABLE and FORCE ROW LEVEL SECURITY').toBe(true);
    expect(policies).toEqual([
      {
        name: 'shop_wall',
        command: '*',
        permissive: true,
        everybody: true,
        sees: WALL,
        writes: WALL,
      },
    ]);
    expect(key, 'the first column of its key').toBe('shop_id');
  });
});

it.each(Object.entries(catalog))(
  'the job %s carries no free text into the queue',
  (_, { payload }) => {
    const { domain, ...fields } = payload.shape as Record<string, z.ZodType>;
    if (domain !== undefined) expect(fields).toEqual({});
    for (const field of Object.values(fields))
      expect(field.safeParse('a name, an address').success).toBe(false);
  },
);

it('every function runs with the rights of its caller', async () => {
  const definers = await db.query(
    `select oid::regprocedure::text as name from pg_proc where prosecdef and oid >= 16384`,
  );
  expect(definers).toEqual([]);
});
