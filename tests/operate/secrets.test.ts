import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { API_SECRET } from '../sandbox/oauth/app-identity';
import { projectFolder } from '../support/processes/ensure-built';
import { RunningApp } from '../commands/processes/running-app';
import { LocalShopify } from '../sandbox/local-shopify';
import { youngShop } from '../sandbox/worlds/young';
import { database } from '../support/database';
import { eventually } from '../support/eventually';

const db = await database();
const folder = mkdtempSync(join(tmpdir(), 'omega-secrets-'));
const world = youngShop({ until: new Date() });
const { domain } = world.shop;
const [customer] = world.customers().filter(({ numberOfOrders }) => numberOfOrders > 0);
const [order] = world.orders();
if (customer === undefined || order === undefined) throw new Error('an empty shop');

let shopify: LocalShopify;
let app: RunningApp;
/** All responses to a merchant's browser. */
const answers: string[] = [];

const open = async (path: string) => {
  const answer = await app.ask(domain, path);
  answers.push(await answer.text());
  return answer.status;
};
/** Opens the file of a data request. @returns the status of the door that refused it, or of the file */
const requested = async (id: number) => {
  const body = new URLSearchParams({ what: 'dataRequest', query: `id=${id}`, language: 'ja' });
  const made = await app.ask(domain, '/app/files', { method: 'POST', body });
  if (!made.ok) return made.status;
  const { ticket } = (await made.json()) as { ticket: string };
  return await open(`/app/files/open?ticket=${ticket}&id_token=${shopify.idToken(domain)}`);
};
const idle = () =>
  eventually(async () => {
    const jobs = await db.query(
      `select task_identifier from graphile_worker.jobs where task_identifier !~ 'history|stale|newDay'`,
    );
    expect(jobs).toEqual([]);
  });

beforeAll(async () => {
  shopify = await LocalShopify.open({ path: ':memory:' });
  await shopify.addShop(world);
  const { url } = await shopify.listen();
  app = await RunningApp.start({
    ...{ databaseUrl: db.url, shopify, shopifyUrl: url, folder },
    env: { LOG_LEVEL: 'trace' },
  });
  await app.install(domain);
  await eventually(async () => {
    expect(await db.query('select 1 from snapshots limit 1')).toHaveLength(1);
  });
});
afterAll(async () => {
  await app.stop();
  await shopify.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Secrets that only the processes and Shopify may know. */
async function secrets(): Promise<string[]> {
  const tokens = z
    .array(z.object({ access_token: z.string(), refresh_token: z.string() }))
    .parse(shopify.store.all('select access_token, refresh_token from tokens'));
  const sealed = await db.query('select access_token, refresh_token from sessions');
  const password = new URL(db.url).password;
  return [
    ...[API_SECRET, password, db.url],
    ...[...tokens, ...sealed].flatMap((one) => Object.values(one).map(String)),
  ].filter((secret) => secret !== '');
}

describe('the built app, with everything in its log', () => {
  it('logs no customer, order or secret in any event', async () => {
    expect(await open('/app')).toBe(200);
    expect(await open('/app/settings/privacy')).toBe(200);
    // a page that fails, a missing one, a Shopify that fails
    await db.query('alter table shops rename to away');
    expect(await open(`/app/customers/${customer.id}?name=${String(customer.lastName)}`)).toBe(500);
    await db.query('alter table away rename to shops');
    expect(await open(`/app/files/open?ticket=x&id_token=${shopify.idToken(domain)}`)).toBe(404);
    expect(await requested(order.id)).toBe(404);
    shopify.faults.next({ on: 'graphql', fault: { kind: 'status', status: 500 }, times: 4 });
    shopify.webhooks.send(domain, 'orders/updated', { id: order.id });
    shopify.privacy(domain).requestData(customer.id);
    await shopify.webhooks.settled();
    await idle();
    expect(await requested(1)).toBe(200);
    answers.pop();
    shopify.privacy(domain).redactCustomer(customer.id);
    await shopify.webhooks.settled();
    await idle();

    const said = app.said();
    expect(said).toContain('a customer was erased');
    // the log has a hash in its place
    expect(said).toContain('/app/customers/id#');
    const people = world
      .customers()
      .flatMap(({ id, email, firstName, lastName }) => [id, email, firstName, lastName]);
    const told = [...people, ...world.orders().map(({ id }) => id), ...(await secrets())]
      .filter((word) => word !== null && String(word).length > 3)
      .filter((word) => said.includes(String(word)));
    expect(told).toEqual([]);
    expect(said).not.toMatch(/shp(at|rt|ss|ca)_|eyJ[\w-]+\.|[\w.]+@[\w.]+\.\w/);
  });

  it('sends no secret to a browser', async () => {
    const sent = answers.join('\n');
    expect((await secrets()).filter((secret) => sent.includes(secret))).toEqual([]);
  });

  it('has no secret, no name of one and no server code in the files for browsers', async () => {
    const client = join(projectFolder, 'build/client');
    const files = readdirSync(client, { recursive: true, encoding: 'utf8' });
    const loaded = files
      .filter((file) => /\.(js|css|html|json|map|txt)$/.test(file))
      .map((file) => readFileSync(join(client, file), 'utf8'))
      .join('\n');
    expect(loaded.length).toBeGreaterThan(100_000);
    const inside = [
      ...(await secrets()),
      ...['SHOPIFY_API_SECRET', 'TOKEN_ENCRYPTION_KEYS', 'DATABASE_URL', 'BULK_RESULT_HOSTS'],
      ...['graphile_worker', 'shop_wall', 'set_config', 'createHmac', 'PrismaClient'],
    ].filter((word) => loaded.includes(word));
    expect(inside).toEqual([]);
  });
});
