import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { youngShop } from '../sandbox/worlds/young';
import { database } from '../support/database';
import { accessibilityProblems } from './browser/accessibility';
import { openBrowser, type TestBrowser } from './browser/browser';
import { startStack, type Stack } from '../support/processes/stack';
import { overhang, visit, wordsOf } from './browser/visit';
import { eventually } from '../support/eventually';

const world = youngShop({ until: new Date() });
const SHOP = 'young-shop';
const [customer] = world.customers().filter(({ numberOfOrders }) => numberOfOrders > 0);
if (customer === undefined) throw new Error('the shop has no order of a customer');

let browser: TestBrowser;
let stack: Stack;
let db: Awaited<ReturnType<typeof database>>;

beforeAll(async () => {
  db = await database();
  browser = await openBrowser();
  stack = await startStack(db.url, [world]);
  const { page } = await browser.open({ locale: 'ja-JP' });
  await page.goto(`${stack.shellUrl}/store/${SHOP}/apps/omega`);
  await page.frameLocator('#frame iframe').getByText('までの注文で計算').waitFor();
  await page.context().close();
  stack.shopify.privacy(world.shop.domain).requestData(customer.id);
  stack.shopify.privacy(world.shop.domain).redactCustomer(404_404_404_404, []);
  await stack.shopify.webhooks.settled();
  await eventually(async () => {
    const done = await db.query(`select 1 from privacy_requests where state = 'done'`);
    expect(done).toHaveLength(2);
  });
});

afterAll(async () => {
  await browser.close();
  await stack[Symbol.asyncDispose]();
});

describe.each(['ja', 'en'] as const)('the privacy page in %s', (language) => {
  it.each([1280, 375])('fits a width of %i, and is accessible', async (width) => {
    const open = await visit(browser, stack, SHOP, {
      path: '/app/settings/privacy',
      width,
      language,
    });
    expect(await open.app.locator('html').getAttribute('lang')).toBe(language);
    expect(await wordsOf(open.app)).toContain(String(customer.id));
    expect(await overhang(open.app)).toBe(0);
    expect(await accessibilityProblems(open.page)).toEqual([]);
    expect(open.noise).toEqual([]);
  });
});

describe('the merchant', () => {
  it('reaches it by the settings, whose menu entry stays marked, and downloads the file with a key', async () => {
    const { page, app } = await visit(browser, stack, SHOP);
    await page.getByRole('link', { name: '設定', exact: true }).click();
    await app.getByRole('link', { name: 'プライバシー', exact: true }).click();
    await app.getByRole('heading', { level: 1, name: 'プライバシー' }).waitFor();
    expect(await page.locator('#app-nav [aria-current]').innerText()).toBe('設定');
    const downloaded = page.waitForEvent('download');
    await app.getByRole('button', { name: /のファイルをダウンロード$/ }).focus();
    await page.keyboard.press('Enter');
    const file = await downloaded;
    expect(file.suggestedFilename()).toMatch(/^data-request-\d+\.json$/);
    const text = await readFile(await file.path(), 'utf8');
    expect(text).toContain(`"id": "${String(customer.id)}"`);
  });

  it('opens Shopify’s page of a request’s customer', async () => {
    const { page, app } = await visit(browser, stack, SHOP, { path: '/app/settings/privacy' });
    await app.getByRole('link', { name: `お客様 ${String(customer.id)}` }).click();
    await expect
      .poll(() => new URL(page.url()).pathname)
      .toMatch(new RegExp(`/store/${SHOP}/customers/${String(customer.id)}$`));
  });

  it('reads beside the button that the file has expired meanwhile', async () => {
    const { app } = await visit(browser, stack, SHOP, {
      path: '/app/settings/privacy',
      language: 'en',
    });
    await db.query(`update privacy_requests set file_expires_at = now() - interval '1 day'
      where file is not null`);
    await app.getByRole('button', { name: /^Download the file/ }).click();
    await app.getByText('The file could not be downloaded.').waitFor();
  });

  it('saves the retention of comments with Shopify’s own bar', async () => {
    const { page, app } = await visit(browser, stack, SHOP, {
      path: '/app/settings/privacy',
      language: 'en',
    });
    const field = app.getByLabel('Delete comments after (days)');
    await field.fill('soon');
    await page.locator('#save-bar-save').click();
    // the app's own words beside the field, what was typed, and the bar for another try
    const described = await field.getAttribute('aria-describedby');
    await app
      .locator(`[id="${described ?? ''}"]`)
      .getByText(/^Enter a whole number of days/)
      .waitFor();
    await app.getByText('Not saved. Correct the field').waitFor();
    await page.locator('#save-bar-save').waitFor();
    expect(await field.inputValue()).toBe('soon');
    await expect
      .poll(() => field.evaluate((element) => element === document.activeElement))
      .toBe(true);
    // full-width digits are digits
    await field.fill('１８０');
    await page.locator('#save-bar-save').click();
    // “Not saved.” of before contains it
    await app.getByText('Saved.', { exact: true }).waitFor();
    await page.reload();
    await field.waitFor();
    expect(await field.inputValue()).toBe('180');
  });
});
