import { createServer } from 'node:http';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { API_KEY, API_SECRET } from '../sandbox/oauth/app-identity';
import { signIdToken } from '../sandbox/oauth/id-token';
import { removePostgres, startPostgres } from '../sandbox/postgres/embedded-postgres';
import { nextFreePort } from './processes/ports';
import { exportText, type ExportRow } from '../sandbox/worlds/csv/export-file';
import {
  dataFolder,
  endAll,
  processesOf,
  start,
  type RunningCommand,
} from '../support/processes/run-command';
import { eventually } from '../support/eventually';

const data = dataFolder();
// A separate range of ports, because a demo may run on this machine.
const PORT = await nextFreePort(4100);

afterEach(endAll);
afterAll(() => {
  removePostgres(data);
  rmSync(data, { recursive: true, force: true });
});

const demo = (...args: string[]): RunningCommand =>
  start('demo', ['--port', String(PORT), ...args], { OMEGA_DATA_DIR: data });

/** The address that a started demo prints. */
async function address(running: RunningCommand): Promise<string> {
  const [, url] = await running.said(/^Open (\S+)\n/m);
  return url ?? '';
}

/** Opens the app as its page does in a browser, with App Bridge's session token. */
async function open(shell: string, domain: string): Promise<void> {
  const framed = /"frameUrl":"([^"]+)"/.exec(await (await fetch(shell)).text())?.[1] ?? '';
  const token = signIdToken({
    ...{ domain, userId: 1, expiresInSeconds: 60 },
    ...{ apiKey: API_KEY, apiSecret: API_SECRET },
  });
  const page = await fetch(new URL('/app', framed), {
    headers: { authorization: `Bearer ${token}`, 'user-agent': 'Mozilla/5.0 (X11; Linux)' },
  });
  expect(page.status).toBe(200);
}

/** Works on a database of the running demo, as its server's own role. */
async function withDatabase(
  name: string,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const postgres = await startPostgres({ dataDir: data, log: () => undefined });
  const client = new pg.Client({ connectionString: postgres.serverUrl(name) });
  try {
    await client.connect();
    await work(client);
  } finally {
    await client.end();
    await postgres.stop();
  }
}

/** The demo's process with this text in its command line. */
function processWith(part: string): number {
  const found = processesOf(data).find(({ args }) => args.includes(part));
  if (!found) throw new Error(`no process of the demo has ${part} in its command line`);
  return found.pid;
}

describe('npm run demo', () => {
  it('frames the app in the admin of a tea shop, and Ctrl-C ends every process', async () => {
    const running = demo();
    const url = await address(running);
    expect(url).toBe(`http://localhost:${PORT}/`);
    const shell = await fetch(url);
    expect(shell.url).toBe(`${url}store/tea-shop/apps/omega`);
    const framed = /"frameUrl":"([^"]+)"/.exec(await shell.text())?.[1] ?? '';
    const frame = new URL(framed);
    expect(frame.searchParams.get('shop')).toBe('tea-shop.myshopify.com');
    const page = await fetch(frame, { headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux)' } });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain(url.slice(0, -1));
    expect(processesOf(data).length).toBeGreaterThan(4);
    running.child.kill('SIGINT');
    const { code, stdout, stderr } = await running.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.match(/http:\S+/g)).toEqual([url]);
    expect(stdout).toMatch(/Stopped\.\n$/);
    expect(processesOf(data)).toEqual([]);
  });

  it('reuses an earlier run’s data, takes the next port when its own is taken, and names the process that died', async () => {
    const server = createServer().listen(PORT, '127.0.0.1');
    const running = demo();
    const url = await address(running);
    expect(url).toBe(`http://localhost:${PORT + 1}/`);
    const second = await demo().ended;
    expect(second.code).toBe(1);
    expect(second.stderr).toBe(
      `This demo runs already at ${url}. Open it there, or end it with Ctrl-C in its terminal first.\n`,
    );
    expect((await fetch(url)).status).toBe(200);
    server.close();
    process.kill(processWith('commands/processes/serve.ts'), 'SIGKILL');
    const { code, stderr } = await running.ended;
    expect(code).toBe(1);
    expect(stderr).toBe(
      'The local Shopify ended unexpectedly (killed by SIGKILL). Everything else was stopped.\n',
    );
    expect(processesOf(data)).toEqual([]);
  });

  it('rebuilds a half-written shop, says so, and leaves no process behind when it is killed', async () => {
    writeFileSync(join(data, 'demo/shopify.sqlite'), 'half');
    const running = demo();
    await address(running);
    process.kill(processWith('commands/demo.ts --port'), 'SIGKILL');
    expect((await running.ended).stdout).toContain('is half written: rebuilding it.');
    await eventually(() => expect(processesOf(data)).toEqual([]));
  });

  it("shows a file's shop as of the day after its last order, and says so", async () => {
    const file = join(data, 'shop.csv');
    const order: ExportRow = { createdAt: '2024-02-29 23:30:00 +0900' };
    writeFileSync(file, exportText([order, { createdAt: '2023-11-05 08:00:00 +0900' }]));
    const running = demo('--orders', file);
    await running.said(/^The numbers are as of 2024-03-01, the day after the file's last order/m);
    await open(await address(running), 'order-export.myshopify.com');
    const [folder] = readdirSync(data).filter((name) => name.startsWith('orders_'));
    // after the first import comes the current snapshot, then those of the past months
    await withDatabase(folder ?? '', (client) =>
      eventually(async () => {
        const { rows } = await client.query(
          'select max(as_of)::text as day, max(computed_at)::date::text as at from snapshots',
        );
        expect(rows).toEqual([{ day: '2024-03-01', at: '2024-02-28' }]);
      }),
    );
    running.child.kill('SIGTERM');
    expect((await running.ended).code).toBe(0);
  });

  it('names the fault’s place in a bad file, and keeps the demo shop', async () => {
    const bad = join(data, 'bad.csv');
    writeFileSync(bad, 'Name,Email\n');
    const { code, stderr } = await demo('--orders', bad).ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/line 1, column .*: expected the header of a Shopify order export/);
    expect(existsSync(join(data, 'demo/shopify.sqlite'))).toBe(true);
  });

  it.each([
    [['--port', '70000'], '"70000" is not a port; expected a number from 1 to 65535.'],
    [['--timezone', 'Asia/Tokyo'], '--timezone goes with --orders'],
    [['--no-such'], "Unknown option '--no-such'."],
  ])('refuses %j with a sentence', async (args, sentence) => {
    const { code, stderr } = await start('demo', args, { OMEGA_DATA_DIR: data }).ended;
    expect(code).toBe(1);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
