import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { TestBrowser } from '../../e2e/browser/browser';
import type { Stack } from '../../support/processes/stack';

const LOOK_AGAIN_MS = 300;

/** Opens the app once, which installs it, and waits until the shop has its numbers. */
export async function numbersOf(
  browser: TestBrowser,
  stack: Stack,
  serverUrl: string,
): Promise<void> {
  const { page } = await browser.open();
  await page.goto(`${stack.shellUrl}/`);
  await until(serverUrl, 'select 1 from snapshots');
  await quietQueue(serverUrl);
  await page.context().close();
}

/** Closes Home's card of the set-up, in whose place the picture has what needs attention. */
export async function closeSetup(serverUrl: string): Promise<void> {
  await until(
    serverUrl,
    `update shops set settings = settings || '{"setup":{"dismissed":true}}' returning id`,
  );
}

/** Waits until no job is left that is due within a minute. */
export async function quietQueue(serverUrl: string): Promise<void> {
  await until(
    serverUrl,
    `select 1 where not exists (select from graphile_worker.jobs
       where run_at < now() + interval '1 minute' and attempts < max_attempts)
     and not exists (select from snapshot_refreshes where requested_at is not null)`,
  );
}

async function until(serverUrl: string, query: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    while ((await client.query(query)).rowCount === 0) await wait(LOOK_AGAIN_MS);
  } finally {
    await client.end();
  }
}
