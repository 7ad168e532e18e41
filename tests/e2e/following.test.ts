import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OrderRecord } from '../sandbox/store/records';
import { teaShop } from '../sandbox/worlds/tea-shop';
import { database, type TestDatabase } from '../support/database';
import { accessibilityProblems } from './browser/accessibility';
import { openBrowser, type TestBrowser } from './browser/browser';
import { startStack, type Stack } from '../support/processes/stack';
import { overhang, visit, wordsOf, type Visit } from './browser/visit';

const tea = teaShop({
  until: new Date(),
  customers: 300,
  days: 400,
  domain: 'followed.myshopify.com',
});
const { domain } = tea.shop;

let browser: TestBrowser;
let stack: Stack;
let data: TestDatabase;

beforeAll(async () => {
  data = await database();
  browser = await openBrowser();
  stack = await startStack(data.url, [tea]);
});

beforeEach(async () => {
  await data.query('delete from failing_jobs');
});

afterAll(async () => {
  await browser.close();
  await stack[Symbol.asyncDispose]();
});

const open = (options: Parameters<typeof visit>[3] = {}): Promise<Visit> =>
  visit(browser, stack, 'followed', { language: 'en', ...options });

const shopId = async () =>
  (await data.query('select id from shops where domain = $1', [domain]))[0]?.id;

/** A counted order, by its place from the end. */
function counted(place: number): OrderRecord {
  const orders = tea
    .orders()
    .filter(
      ({ customerId, displayFinancialStatus, cancelledAt, test }) =>
        customerId !== null && displayFinancialStatus === 'PAID' && cancelledAt === null && !test,
    );
  const order = orders.at(-1 - place);
  if (order === undefined) throw new Error('no such order');
  return order;
}

/** Cancels an order. */
function change(place: number): void {
  const at = new Date().toISOString();
  stack.shopify.orders(domain).cancel({ ...counted(place), cancelledAt: at, updatedAt: at });
}

const newest = async () =>
  (await data.query('select max(computed_at) as at from snapshots'))[0]?.at;

/** Marks the page's window; a reload would lose the mark. */
const marked = (visited: Visit) =>
  visited.app.locator('body').evaluate((body) => {
    body.dataset.mark = 'here';
  });
const stillMarked = (visited: Visit) =>
  visited.app.locator('body').evaluate((body) => body.dataset.mark === 'here');

/** A job has given up, of a kind that no other test here makes run: its success would take the failure away. */
async function trouble(): Promise<void> {
  await data.query(
    `insert into failing_jobs (shop_id, job, key, payload, since, error, ended, terminal)
     values ($1::int, 'products.reread', $1::int::text, json_build_object('shopId', $1::int), now() - interval '1 hour', 'Error', true, false)`,
    [await shopId()],
  );
}

/** A change notice without a job, an hour old. */
async function waiting(): Promise<void> {
  await data.query(
    `insert into reread_requests (shop_id, kind, id, requested_at) values ($1, 'order', 1, now() - interval '1 hour')`,
    [await shopId()],
  );
}

/** Unfolds Home's orders and its comparison with Shopify. */
async function openDetails({ app }: Visit): Promise<void> {
  await app.getByText('Details: orders in the numbers, data check').click();
  await app.getByText('Run check').waitFor();
}

describe('an open page', () => {
  it('shows a changed order by itself, without a reload', async () => {
    const visited = await open();
    const { app, noise } = visited;
    await openDetails(visited);
    const cancelled = app.locator('.om-reasons li', { hasText: 'Cancelled orders' });
    const before = await cancelled.allTextContents();
    await marked(visited);
    change(0);
    await expect.poll(() => cancelled.allTextContents(), { interval: 100 }).not.toEqual(before);
    expect(await stillMarked(visited)).toBe(true);
    expect(noise).toEqual([]);
  });

  it('sends no request while it is hidden', async () => {
    const visited = await open();
    const { page, app } = visited;
    await openDetails(visited);
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/app/live')) asked.push(request.url());
    });
    await expect.poll(() => asked.length).toBeGreaterThan(0);
    await app.locator('html').evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    });
    const first = asked.length;
    const before = await newest();
    change(1);
    await expect.poll(newest).not.toEqual(before);
    // one request may have been under way
    expect(asked.length - first).toBeLessThanOrEqual(1);
    await app.locator('html').evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    const then = asked.length;
    await expect.poll(() => asked.length).toBeGreaterThan(then);
  });

  it('compares all data with Shopify on request, and says when it has', async () => {
    stack.shopify.webhooks.failNext({ topic: 'orders/delete', fault: { kind: 'lose' } });
    const gone = counted(3);
    stack.shopify.orders(domain).delete(gone.id);
    const visited = await open();
    const { app } = visited;
    await openDetails(visited);
    await app.getByText('Run check').click();
    await app.getByText(/Last run/).waitFor();
    await expect
      .poll(() => data.query('select 1 from orders where id = $1', [gone.id]))
      .toEqual([]);
  });

  it('names jobs that have given up; the button retries them', async () => {
    await trouble();
    const { app } = await open();
    await app.getByText('Some tasks have stopped').waitFor();
    await app.getByRole('button', { name: 'Try again' }).click();
    await app.getByText('Some tasks have stopped').waitFor({ state: 'detached' });
    expect(await data.query('select * from failing_jobs')).toEqual([]);
  });
});

describe('the notices', () => {
  it.each([
    ['ja', 1280],
    ['ja', 375],
    ['en', 1280],
    ['en', 375],
  ] as const)('fit in %s at %i pixels, and are accessible', async (language, width) => {
    const cases = { waiting, trouble };
    for (const [name, make] of Object.entries(cases)) {
      await data.query('delete from reread_requests');
      await make();
      const { page, app, noise } = await open({ language, width });
      const title = {
        waiting: {
          ja: 'まだ数字に入っていない変更があります',
          en: 'Some changes are not in the numbers yet',
        },
        trouble: { ja: '止まっている処理があります', en: 'Some tasks have stopped' },
      }[name]?.[language];
      await app.getByText(title ?? '').waitFor();
      expect(await overhang(app)).toBe(0);
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await wordsOf(app)).not.toMatch(/NaN|undefined|null|\{\{/);
      expect(noise).toEqual([]);
    }
    await data.query('delete from reread_requests');
  });
});
