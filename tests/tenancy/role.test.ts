import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { database, type TestDatabase } from '../support/database';
import { pooler } from '../support/processes/pooler';

const ROOT = join(import.meta.dirname, '../..');

let db: TestDatabase;
beforeAll(async () => {
  db = await database();
});

/** Starts a process of the app on this database address and waits until it has ended. */
function start(main: string, url: string): Promise<{ code: unknown; said: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', main],
      { cwd: ROOT, env: { ...process.env, NODE_ENV: 'production', DATABASE_URL: url } },
      (error, stdout, stderr) => {
        resolve({ code: error?.code, said: stdout + stderr });
      },
    );
  });
}

/** The address of the database as another role, created for the test. */
async function as(role: string, attributes: string): Promise<string> {
  const name = `${role}_${process.pid}`;
  await db.query(`create role ${name} login password 'p' ${attributes}`);
  const url = new URL(db.serverUrl);
  url.username = name;
  url.password = 'p';
  return url.href;
}

describe.each(['app/web/main.ts', 'app/worker/main.ts'])('%s refuses to start', (main) => {
  const role = (name: string) => `${name}_${main.includes('web') ? 'web' : 'worker'}`;
  const WAY_OUT =
    'no wall between shops would hold. Connect as a role that has neither and owns no table. See docs/operating.md, "The database roles".\n';

  it('as a superuser', async () => {
    const { code, said } = await start(main, db.serverUrl);
    expect({ code, said }).toEqual({
      code: 1,
      said: `The database role omega is a superuser: ${WAY_OUT}`,
    });
  });

  it('as a role with BYPASSRLS', async () => {
    const url = await as(role('bypassing'), 'bypassrls');
    const { code, said } = await start(main, url);
    expect(code).toBe(1);
    expect(said).toMatch(/^The database role bypassing_\w+ has BYPASSRLS: /);
    expect(said).toContain(WAY_OUT);
  });

  it('as a role that does not own the queue', async () => {
    const { code, said } = await start(main, await as(role('stranger'), ''));
    expect(code).toBe(1);
    expect(said).toMatch(
      /^The database role stranger_\w+ does not own the schema graphile_worker, .* Run npm run migrate with /,
    );
  });

  it('as the owner of the tables, or as a role that may become it', async () => {
    const owns = /owns the database: it could take down the walls between shops\. /;
    expect(await start(main, db.ownerUrl)).toEqual({ code: 1, said: expect.stringMatching(owns) });
    const owner = new URL(db.ownerUrl).username;
    const member = await as(role('member'), `noinherit in role ${owner}`);
    expect(await start(main, member)).toEqual({ code: 1, said: expect.stringMatching(owns) });
  });

  it('if PostgreSQL refuses the connection, with an error without a stack', async () => {
    const wrong = db.url.replace(/:[^:@/]+@/, ':guess@');
    expect(await start(main, wrong)).toEqual({
      code: 1,
      said: 'PostgreSQL refuses the user or the password of DATABASE_URL.\n',
    });
    expect(await start(main, `${db.url}_not_there`)).toEqual({
      code: 1,
      said: 'PostgreSQL has no database of the name in DATABASE_URL.\n',
    });
  });

  it('with a wrong DATABASE_URL or without TLS, instead of waiting', async () => {
    const broken = db.url.replace(/:[^:@/]+@/, ':a#b@');
    expect(await start(main, broken)).toEqual({
      code: 1,
      said: 'DATABASE_URL cannot be read. In its password, characters like # / ? @ : stand percent-encoded.\n',
    });
    expect(await start(main, `${db.url}?sslmode=verify-full`)).toEqual({
      code: 1,
      said: 'DATABASE_URL asks for TLS (sslmode), and PostgreSQL has none.\n',
    });
    expect(await start(main, `${db.url}?sslmode=verify-full&sslrootcert=/nowhere.pem`)).toEqual({
      code: 1,
      said: 'A file that DATABASE_URL names (sslrootcert, sslcert, sslkey) cannot be read: ENOENT.\n',
    });
  });

  it('on a PostgreSQL that is too old', async () => {
    const url = await as(role('old'), '');
    const name = new URL(url).username;
    // answers its query for the version
    await db.query(`create schema ${name}`);
    await db.query(`create function ${name}.current_setting(of text) returns text language sql as $$
      select case of when 'server_version_num' then '150018' when 'server_version' then '15.18 (Debian 15.18-1)' end $$`);
    await db.query(`grant usage on schema ${name} to ${name}`);
    await db.query(`alter role ${name} set search_path = ${name}, pg_catalog`);
    expect(await start(main, url)).toEqual({
      code: 1,
      said:
        'Omega needs PostgreSQL 16 or newer (18 is what it is tested on); this is PostgreSQL 15.18 (Debian 15.18-1). ' +
        'Upgrade the server, or connect to a newer one.\n',
    });
  });

  it('behind a pooler in transaction mode', async () => {
    const { url, close } = await pooler(db.url, { mode: 'transaction' });
    onTestFinished(close);
    expect(await start(main, url)).toEqual({
      code: 1,
      said: expect.stringMatching(/^DATABASE_URL leads to a pooler in transaction mode, [^\n]+\n$/),
    });
  });

  it('before the migrations', async () => {
    expect(await start(main, db.url.replace(/[^/]+$/, 'postgres'))).toEqual({
      code: 1,
      said: 'The database has no queue yet. Run: npm run migrate\n',
    });
  });
});
