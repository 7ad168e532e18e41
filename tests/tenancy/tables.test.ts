import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { catalog } from '../../app/queue/catalog';
import { database } from '../support/database';

const db = await database();

/** Tables that keep no shop's data by rows of a shop, and why none needs to be walled off. */
const EXCEPTIONS: Record<string, string> = {
  'public.shops':
    'the registry: a domain is looked up in it before the shop is known, and it has no customers',
  'public.sessions':
    "the library's, looked up by a session's id before the shop is known; tokens are encrypted",
  'public.api_budgets':
    'what Shopify said it still answers, by domain: three numbers and their time, nothing of the shop’s own',
  'public.token_responses':
    'how the token address answered, by domain, before and after there is a shop: times and a code',
  'public.token_probes':
    'one row of two times: when the token address may be tried while it is down',
  'public._prisma_migrations': 'which migrations were applied; no shop has a part in it',
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

it('no function works with other rights than those of who calls it', async () => {
  const definers = await db.query(
    `select oid::regprocedure::text as name from pg_proc where prosecdef and oid >= 16384`,
  );
  expect(definers).toEqual([]);
});
