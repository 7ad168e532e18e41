import { execFile } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installedBinaries } from '../sandbox/postgres/binaries';
import { openCluster, type Cluster } from '../sandbox/postgres/cluster';
import { choosePlace } from '../sandbox/postgres/place';
import { startServer, urlOf, type Server } from '../sandbox/postgres/server';
import { settings } from '../sandbox/postgres/settings';
import { zoneTrouble } from '../../app/store/schema/zone-names';
import { database } from '../support/database';

const ROOT = join(import.meta.dirname, '../..');
const db = await database();

/** PostgreSQL's programs with fewer time zones, as Debian 13 has them without tzdata-legacy. */
async function withoutZones(folder: string, names: readonly string[]) {
  const installed = await installedBinaries();
  const link = (...path: string[]) =>
    symlinkSync(join(installed.folder, ...path), join(folder, ...path));
  mkdirSync(join(folder, 'share/postgresql'), { recursive: true });
  // a program searches for its files beside its real path
  cpSync(join(installed.folder, 'bin'), join(folder, 'bin'), { recursive: true });
  link('lib');
  for (const name of readdirSync(join(installed.folder, 'share/postgresql')))
    if (name !== 'timezone') link('share/postgresql', name);
  const zones = 'share/postgresql/timezone';
  cpSync(join(installed.folder, zones), join(folder, zones), { recursive: true });
  for (const name of names) rmSync(join(folder, zones, name));
  return { ...installed, folder };
}

let folder: string;
let cluster: Cluster;
let server: Server;
let client: pg.Client;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'omega-zones-'));
  chmodSync(folder, 0o711);
  const programs = join(folder, 'programs');
  mkdirSync(programs, { mode: 0o755 });
  const binaries = await withoutZones(programs, [
    'Asia/Calcutta',
    'Asia/Katmandu',
    'Asia/Rangoon',
    'Europe/Kiev',
  ]);
  const place = { ...choosePlace(folder, binaries, () => undefined), binaries: programs };
  cluster = await openCluster(place, binaries, folder, () => undefined);
  const quick = { ...settings(), fsync: 'off', shared_buffers: '16MB' };
  const started = await startServer(place, cluster, quick, null);
  if (started === null) throw new Error('another server runs there');
  server = started;
  client = new pg.Client({ connectionString: urlOf(cluster, server.port, 'postgres') });
  // the server stops before its connections close
  client.on('error', () => undefined);
  await client.connect();
  await client.query(
    `create role app login password 'p'; create role owner login password 'p' in role app;`,
  );
  await client.query('create database shops owner owner');
});
afterAll(async () => {
  await client.end();
  process.kill(server.pid, 'SIGQUIT');
  for (;;) {
    try {
      process.kill(server.pid, 0);
      await new Promise((resolve) => setTimeout(resolve, 20));
    } catch {
      break;
    }
  }
  rmSync(folder, { recursive: true, force: true });
});

const LACKS =
  'PostgreSQL does not know the time zones Asia/Calcutta, Asia/Katmandu, Asia/Rangoon and 1 more. ' +
  'Where PostgreSQL runs on Debian or Ubuntu: apt-get install tzdata-legacy, then restart PostgreSQL.';

describe('a PostgreSQL without old names of time zones', () => {
  it.each(['app/migrate/main.ts', 'app/web/main.ts', 'app/worker/main.ts'])(
    'is found by %s, which names the remedy',
    async (main) => {
      const as = (role: string) =>
        Object.assign(new URL(urlOf(cluster, server.port, 'shops')), {
          username: role,
          password: 'p',
        }).href;
      const ended = await new Promise<{ code: unknown; said: string }>((resolve) => {
        execFile(
          process.execPath,
          ['--import', 'tsx', main],
          {
            cwd: ROOT,
            env: {
              ...process.env,
              NODE_ENV: 'production',
              DATABASE_URL: as('app'),
              MIGRATION_DATABASE_URL: as('owner'),
            },
          },
          (error, stdout, stderr) => resolve({ code: error?.code, said: stdout + stderr }),
        );
      });
      expect(ended).toEqual({ code: 1, said: `${LACKS}\n` });
    },
  );

  it('cannot count a shop in such a zone', async () => {
    await expect(client.query(`select now() at time zone 'Asia/Calcutta'`)).rejects.toThrow(
      'time zone "Asia/Calcutta" not recognized',
    );
  });
});

describe('a PostgreSQL whose time zone data are a little older than the app', () => {
  it('is accepted with a warning', async () => {
    const rows = [{ name: 'America/Coyhaique' }];
    const knowsAllBut = { query: () => Promise.resolve({ rows }) } as unknown as pg.Client;
    const trouble = await zoneTrouble(knowsAllBut);
    expect(trouble?.old).toBe(false);
    expect(trouble?.sentence).toMatch(/the time zones America\/Coyhaique\. .* update tzdata/);
  });
});

describe('a PostgreSQL with all names', () => {
  it('is accepted', async () => {
    const whole = await db.pool.connect();
    expect(await zoneTrouble(whole)).toBeNull();
    whole.release();
  });
});
