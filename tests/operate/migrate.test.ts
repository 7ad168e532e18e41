import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { migrate } from '../../app/store/migrate.server';
import { projectFolder } from '../sandbox/commands/build';
import { database } from '../setup/database';
import { startBuilt } from './built';

const MIGRATIONS = join(projectFolder, 'prisma/migrations');
const db = await database();

describe('npm run migrate', () => {
  it('makes the app’s tables and the queue’s, as a role without any power', async () => {
    const name = `migrated_${process.pid}`;
    await db.query(`create role ${name} login password 'p'`);
    await db.query(`create database ${name} owner ${name}`);
    const url = new URL(db.serverUrl);
    Object.assign(url, { username: name, password: 'p', pathname: `/${name}` });
    const run = async () => {
      const env = { ...process.env, DATABASE_URL: url.href };
      const npm = promisify(execFile)('npm', ['run', '-s', 'migrate'], { cwd: projectFolder, env });
      return (await npm).stdout;
    };
    expect(await run()).toMatch(
      /^(The migration \d{14}_\w+ is applied\.\n)+These functions are new: \w+.*\.\nThe database is up to/,
    );
    expect(await run()).toBe('The database is up to date.\n');
    expect(await migrate(url.href, MIGRATIONS)).toEqual([]);
    await db.query(`drop database ${name} with (force)`);
    await db.query(`drop role ${name}`);
  });

  const refused = new URL(db.url);
  refused.password = 'another';

  it.each([
    ['', 'DATABASE_URL is missing.\n'],
    [refused.href, 'PostgreSQL refuses the user or the password of DATABASE_URL.\n'],
  ])('says in a sentence what is wrong with the address "%s"', async (url, sentence) => {
    const process = startBuilt('migrate', { DATABASE_URL: url });
    expect(await process.ended).toBe(1);
    expect(process.said()).toBe(sentence);
  });
});
