import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { splitSchema } from '../../app/metrics/split/split.server';
import { cohortGridSchema } from '../../app/metrics/cohorts/grid.sql';
import { snapshotSchema } from '../../app/metrics/snapshot';
import { removePostgres, startPostgres } from '../sandbox/postgres/embedded-postgres';
import { compareReports } from '../support/numbers/compare';
import { dataFolder, endAll, start } from '../support/processes/run-command';
import { eventually } from '../support/eventually';

const data = dataFolder();
const files = mkdtempSync(join(tmpdir(), 'omega-files-'));
const empty = mkdtempSync(join(files, 'empty-'));

afterEach(endAll);
afterAll(() => {
  removePostgres(data);
  for (const folder of [data, files]) rmSync(folder, { recursive: true, force: true });
});

const HEADER =
  'Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Refunded Amount,Accepts Marketing,Id';

/** Writes an order export of these rows. */
function orderExport(name: string, rows: string[]): string {
  const path = join(files, name);
  writeFileSync(path, [HEADER, ...rows, ''].join('\n'));
  return path;
}

/** Three orders of two customers: Ann twice (10.00 and 20.00), Ben once (5.00). */
const shop = (): string =>
  orderExport('shop.csv', [
    '#1,Ann@example.com,paid,EUR,10.00,0.00,0.00,10.00,0.00,2024-01-01 23:30:00 +0100,1,Tea,10.00,0.00,no,1',
    '#2, ann@EXAMPLE.com,paid,EUR,20.00,0.00,0.00,20.00,0.00,2024-02-01 09:00:00 +0100,2,Tea,10.00,0.00,yes,2',
    '#3,ben@example.com,paid,EUR,5.00,0.00,0.00,5.00,0.00,2024-02-03 09:00:00 +0100,1,Cup,5.00,0.00,no,3',
  ]);

const shared = (file: string): string => join(import.meta.dirname, '../../../shared/data', file);

const report = (...args: string[]) => start('report', args, { OMEGA_DATA_DIR: data }).ended;

/** Runs a statement, and gives the names of matching databases. */
async function databases(pattern = '^report', statement = 'select 1'): Promise<string[]> {
  const postgres = await startPostgres({ dataDir: data, log: () => undefined });
  const client = new pg.Client({ connectionString: postgres.serverUrl('postgres') });
  await client.connect();
  await client.query(statement);
  const { rows } = await client.query<{ datname: string }>(
    'select datname from pg_database where datname ~ $1',
    [pattern],
  );
  await client.end();
  await postgres.stop();
  return rows.map(({ datname }) => datname);
}

describe('npm run report', () => {
  it('prints JSON on standard output and nothing else anywhere, and drops its database', async () => {
    const { code, stdout, stderr } = await report(
      '--orders',
      shop(),
      '--json',
      '--as-of',
      '2024-02-03',
    );
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const snapshot = snapshotSchema.parse(JSON.parse(stdout));
    // Before 3 February: Ann's two orders, 10.00 + 20.00, one customer with two purchases.
    expect(snapshot).toMatchObject({
      asOf: '2024-02-03',
      currency: 'EUR',
      orders: { read: 2, counted: 2 },
      customers: 1,
      revenue: 30,
      repeat: { raw: 1 },
      segments: { second: 1 },
      cohorts: { '2024-01': { customers: 1, active: [1, 1], revenue: [10, 20] } },
    });
    // the same by week: the week of Monday 1 January, and the one of 29 January; her second purchase is in the latter
    const { cohortGrids } = z
      .object({ cohortGrids: z.record(z.string(), cohortGridSchema) })
      .parse(JSON.parse(stdout));
    expect(cohortGrids.week?.['2024-01-01']).toMatchObject({
      ...{ customers: 1, active: [1, 0, 0, 0, 1], repeated: [0, 0, 0, 0, 1] },
      ...{ orders: [1, 0, 0, 0, 1], revenue: [10, 0, 0, 0, 20] },
    });
    expect(Object.keys(cohortGrids)).toEqual(['month', 'week', 'quarter']);
    // one customer is too few for a curve
    const { splits } = z
      .object({ splits: z.record(z.string(), splitSchema.shape.groups) })
      .parse(JSON.parse(stdout));
    expect(Object.keys(splits)).toEqual(['product', 'discount', 'source', 'plan']);
    expect(splits.discount).toMatchObject([
      { key: 'yes', customers: 0 },
      { key: 'no', customers: 1, line: [] },
    ]);
    expect(await databases()).toEqual([]);
  });

  it('keeps one empty database to copy, and drops incomplete ones and those of other versions', async () => {
    const [kept] = await databases('^empty_');
    await databases('', 'create database empty_000000000000');
    await databases('', `alter database ${kept ?? ''} rename to ${kept ?? ''}_half`);
    const { code, stderr } = await report('--orders', shop(), '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(await databases('^empty_')).toEqual([kept]);
  });

  it('reads days in the given time zone', async () => {
    // 23:30 in Berlin on 1 January is 07:30 on 2 January in Tokyo.
    const { stdout } = await report(
      ...['--orders', shop(), '--json', '--as-of', '2024-01-02', '--timezone', 'Asia/Tokyo'],
    );
    expect(JSON.parse(stdout)).toMatchObject({
      timezone: 'Asia/Tokyo',
      orders: { read: 0, counted: 0 },
      customers: 0,
      revenue: 0,
      cohorts: {},
    });
  });

  it('defaults to the day after the last order, and prints in the user’s language', async () => {
    const { stdout } = await start('report', ['--orders', shop()], {
      OMEGA_DATA_DIR: data,
      LANG: 'ja_JP.UTF-8',
    }).ended;
    // 09:00 on 3 February in Paris
    expect(stdout).toMatch(/^2024-02-04 時点の顧客と注文\n/);
    expect(stdout).toMatch(/^ファイルの最後の注文の翌日です（.*--as-of/m);
    expect(stdout).toMatch(/注文 読み込み +3\n/);
    expect(stdout).toMatch(/2回目の購入客 +█{14} +1 +50 %/);
  });

  it('says that a file has no orders, and names no last order', async () => {
    const { stdout } = await report('--orders', orderExport('none.csv', []));
    expect(stdout).toContain('There are no orders in the file.');
    expect(stdout).not.toContain('last order');
  });

  it('counts newcomers from a day on, and says so', async () => {
    const { stdout, stderr } = await report(
      ...['--orders', shop(), '--as-of', '2024-03-01', '--newcomers-from', '2024-02-01'],
    );
    expect(stderr).toBe('');
    // Ann came on 1 January: her orders stay in the revenue, and only Ben's cohort is left.
    expect(stdout).toContain('New customers count from 2024-02-01 on');
    expect(stdout).toMatch(/Revenue of known customers +€35.00/);
    expect(stdout).toMatch(/First purchase +Customers +\+0\n2024-02 +1 +100\n/);
  });

  it('reads several files as one shop, and prints notes on them above the report', async () => {
    const more = orderExport('more.csv', [
      '#3,ben@example.com,paid,EUR,5.00,0.00,0.00,5.00,0.00,2024-02-03 09:00:00 +0100,1,Cup,5.00,0.00,no,3',
      '#1,ben@example.com,paid,EUR,7.00,0.00,0.00,7.00,0.00,2024-02-05 09:00:00 +0100,1,Cup,7.00,0.00,no,4',
    ]);
    const { stdout } = await report('--orders', shop(), '--orders', more);
    const [above = '', below = ''] = stdout.split('Orders read');
    expect(above).toContain('Counted once although repeated in the files: 1 order.');
    expect(above).toContain('Counted by Id, since another order has the same name: 2 orders.');
    expect(above).toContain(
      'more.csv: No column "Cancelled at": no order is known to be cancelled.',
    );
    // Ann's 10 + 20 and Ben's 5 + 7, the 5 in both files.
    expect(below).toMatch(/^ +4\n/);
    expect(below).toContain('€42.00');
  });

  it('names the fault’s place in a bad file, and prints no report', async () => {
    const bad = orderExport('bad.csv', [
      '#1,a@example.com,paid,EUR,10.00,0.00,0.00,10.00,0.00,2024-01-01 10:00:00 +0100,1,Tea,10.00,0.00,no,1',
      '#2,a@example.com,paid,EUR,ten,0.00,0.00,10.00,0.00,2024-01-01 10:00:00 +0100,1,Tea,10.00,0.00,no,2',
    ]);
    const { code, stdout, stderr } = await report('--orders', bad, '--json');
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/line 3, column "Subtotal": expected .*"ten"/);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(await databases()).toEqual([]);

    const inJapanese = await start('report', ['--orders', bad], {
      OMEGA_DATA_DIR: data,
      LC_ALL: 'ja_JP.UTF-8',
    }).ended;
    expect(inJapanese.stderr).toContain(
      '3行目の「Subtotal」列: 「1980.00」のような金額（桁区切りや通貨記号なし）が必要ですが、"ten"でした。何も取り込んでいません。',
    );
  });

  it.each([
    [['--orders', 'no-such.csv'], 'There is no file no-such.csv.'],
    [['--orders', empty], `expected a CSV, CSV.gz or ZIP in ${empty}, found a folder without any`],
    [['--newcomers-from', 'May', '--orders', 'FILE'], '"May" is not a day; expected YYYY-MM-DD'],
  ])('refuses %j with a sentence', async (args, sentence) => {
    const given = args.map((arg) => (arg === 'FILE' ? shop() : arg));
    const { code, stdout, stderr } = await report(...given);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('drops its database when it is interrupted', async () => {
    const rows = Array.from(
      { length: 4_000 },
      (_, n) =>
        `#${n + 1},c${n % 900}@example.com,paid,EUR,10.00,0.00,0.00,10.00,0.00,2024-01-${String((n % 28) + 1).padStart(2, '0')} 10:00:00 +0100,1,Tea,10.00,0.00,no,${n + 1}`,
    );
    const running = start('report', ['--orders', orderExport('long.csv', rows)], {
      OMEGA_DATA_DIR: data,
    });
    await eventually(async () => expect(await databases()).toHaveLength(1));
    running.child.kill('SIGINT');
    const { code, stdout } = await running.ended;
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(await databases()).toEqual([]);
  });

  // The file belongs to the specification beside this repository.
  if (existsSync(shared('cdnow_orders.csv.gz')))
    it('agrees with an independent reading of 49,086 real orders', async () => {
      const { stdout } = await report(
        ...['--orders', shared('cdnow_orders.csv.gz'), '--json', '--as-of', '1997-10-01'],
      );
      const expected = z
        .record(z.string(), z.unknown())
        .parse(JSON.parse(readFileSync(shared('cdnow_expected.json'), 'utf8')));
      expect(compareReports(JSON.parse(stdout), expected['1997-10-01'])).toEqual([]);
    });
});
