import { createServer } from 'node:net';

import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

import { accessibilityProblems } from './browser/accessibility';
import { openBrowser, type TestBrowser } from './browser/browser';
import { place, PLACES } from '../sandbox/admin-shell/placements';
import { startStubShell, type StubShell } from './stub/shell-server';
import { startStubApp, type StubApp } from './stub/stub-app';

let browser: TestBrowser;
let shell: StubShell;
let app: StubApp;

beforeAll(async () => {
  const port = await freePort();
  browser = await openBrowser();
  shell = await startStubShell(`http://127.0.0.1:${String(port)}`);
  app = await startStubApp(shell.origin, port);
});

afterAll(async () => {
  await browser.close();
  await shell[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

interface Visit {
  page: Page;
  app: FrameLocator;
  /** runs in the app's frame, as the app's own code would */
  inApp<Result>(code: string): Promise<Result>;
  noise: string[];
}

/** Opens the shell at a path and waits until the app's page is there. */
async function visit(
  path = '/',
  options: { width?: number; locale?: string } = {},
): Promise<Visit> {
  const { page, noise } = await browser.open({ locale: 'ja-JP', ...options });
  onTestFinished(() => page.context().close());
  await page.goto(shell.origin + path);
  const frame = page.frameLocator('#frame iframe');
  await frame.locator('#path').waitFor();
  return {
    page,
    app: frame,
    noise,
    inApp: (code) => frame.locator('body').evaluate(`(async () => (${code}))()`),
  };
}

const pathOf = (page: Page): string => new URL(page.url()).pathname;

describe('the admin shell', () => {
  it.each([
    ['en-US', 'en'],
    ['ja-JP', 'ja'],
    // a language that it does not have: the shop's
    ['fr-FR', 'ja'],
  ])("opens in the browser's language the first time: %s", async (locale, shown) => {
    const { page } = await visit('/', { locale });
    expect(await page.locator('html').getAttribute('lang')).toBe(shown);
    const address = await page.locator('#frame iframe').getAttribute('src');
    expect(new URL(address ?? '').searchParams.get('locale')).toBe(shown);
  });

  it("frames the app in the browser's language and says that it is not Shopify", async () => {
    const { page, app, noise } = await visit();
    expect(pathOf(page)).toBe('/store/stub-shop/apps/omega');
    expect(await page.locator('html').getAttribute('lang')).toBe('ja');
    expect(await page.locator('.strip').innerText()).toContain('本物の Shopify ではありません');
    expect(await page.locator('.shop-name').innerText()).toBe('お茶の店');
    expect(await app.locator('#path').innerText()).toBe('/app');
    expect(noise).toEqual([]);
  });

  it('lets a customer buy, and names the purchase', async () => {
    const { page } = await visit();
    await page.getByRole('button', { name: 'お客様に購入してもらう' }).click();
    await page.getByText('購入されました：#1001（￥1,980）').waitFor();
  });

  it('changes to English on request, also in the app', async () => {
    const { page } = await visit();
    await page.getByRole('button', { name: 'English' }).click();
    await page.locator('html[lang="en"]').waitFor();
    const address = await page.locator('#frame iframe').getAttribute('src');
    expect(new URL(address ?? '').searchParams.get('locale')).toBe('en');
  });

  it("leads from the shell's menu into the app and back", async () => {
    const { page, app } = await visit();
    await page.getByRole('link', { name: 'LTV' }).click();
    await expect.poll(() => app.locator('#path').innerText()).toBe('/app/ltv');
    await expect.poll(() => pathOf(page)).toBe('/store/stub-shop/apps/omega/app/ltv');
    expect(await page.locator('#app-nav [aria-current]').innerText()).toBe('LTV');
    await page.getByRole('link', { name: 'リピート' }).click();
    await expect.poll(() => app.locator('#path').innerText()).toBe('/app/repeat');
    await page.goBack();
    await expect.poll(() => app.locator('#path').innerText()).toBe('/app/ltv');
    await expect.poll(() => pathOf(page)).toBe('/store/stub-shop/apps/omega/app/ltv');
    await page.goBack();
    await expect.poll(() => app.locator('#path').innerText()).toBe('/app');
    await expect.poll(() => pathOf(page)).toBe('/store/stub-shop/apps/omega');
    await page.goForward();
    await expect.poll(() => app.locator('#path').innerText()).toBe('/app/ltv');
    await expect.poll(() => pathOf(page)).toBe('/store/stub-shop/apps/omega/app/ltv');
  });

  it('opens a page of the app by its own address, also after a reload', async () => {
    const { page, app } = await visit('/store/stub-shop/apps/omega/app/ltv?from=2026-01');
    expect(await app.locator('#path').innerText()).toBe('/app/ltv');
    expect(new URL(page.url()).search).toBe('?from=2026-01');
    await page.reload();
    await expect.poll(() => app.locator('#path').innerText()).toBe('/app/ltv');
    expect(new URL(page.url()).search).toBe('?from=2026-01');
  });

  it('folds its menu away on a phone', async () => {
    const { page, app } = await visit('/', { width: 375 });
    const ltv = page.getByRole('link', { name: 'LTV' });
    expect(await ltv.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'メニュー' }).click();
    await ltv.click();
    await expect.poll(() => app.locator('#path').innerText()).toBe('/app/ltv');
    expect(await ltv.isVisible()).toBe(false);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(375);
  });

  it('shows the view of a phone on a desktop', async () => {
    const { page } = await visit();
    await page.getByRole('button', { name: 'スマートフォンで表示' }).click();
    await page.locator('[data-phone]').waitFor();
    expect((await page.locator('#frame').boundingBox())?.width).toBe(375);
  });

  it("names Shopify's page that a link leads to", async () => {
    const { page, app } = await visit();
    await app.locator('#admin-link').click();
    await expect.poll(() => pathOf(page)).toBe('/store/stub-shop/orders/1');
    expect(await page.locator('.admin-page code').innerText()).toBe('/store/stub-shop/orders/1');
  });

  it.each([1280, 375])('is accessible at a width of %i', async (width) => {
    const { page, inApp } = await visit('/', { width });
    await inApp(`shopify.toast.show('保存しました', {duration: 60000})`);
    await inApp(`shopify.saveBar.show('bar')`);
    await page.locator('.toast').waitFor();
    expect(await accessibilityProblems(page, ['#frame iframe'])).toEqual([]);
  });

  it('answers an unknown shop with 404', async () => {
    const response = await fetch(`${shell.origin}/store/nobody/apps/omega`);
    expect(response.status).toBe(404);
  });

  it('signs no token for a page of another origin', async () => {
    const response = await fetch(`${shell.origin}/shell/id-token`, {
      method: 'POST',
      headers: { Origin: 'http://elsewhere.example' },
      body: JSON.stringify({ shop: 'stub-shop.myshopify.com' }),
    });
    expect(response.status).toBe(403);
  });
});

describe('the App Bridge stand-in', () => {
  it('signs requests to the app with a token that it fetches once a minute', async () => {
    const { inApp } = await visit();
    const before = shell.tokensMade();
    const answer = await inApp(
      `(await fetch('/api/echo')).json().then(async (first) => [first, await (await fetch('/api/echo', {method: 'POST', body: 'tea'})).json()])`,
    );
    const expected = { shop: 'stub-shop.myshopify.com', requestedWith: 'XMLHttpRequest' };
    expect(answer).toEqual([
      { ...expected, body: '' },
      { ...expected, body: 'tea' },
    ]);
    expect(shell.tokensMade()).toBe(before + 1);
  });

  it('renews the token before it expires', async () => {
    const { page, inApp } = await visit();
    const first = await inApp<string>('shopify.idToken()');
    expect(await inApp<string>('shopify.idToken()')).toBe(first);
    await page.clock.install({ time: new Date(Date.now() + 55_000) });
    expect(await inApp<string>('shopify.idToken()')).not.toBe(first);
  });

  it('retries a refused request once with a fresh token', async () => {
    const { inApp } = await visit();
    const before = shell.tokensMade();
    const answer = await inApp(`(await fetch('/api/stale', {method: 'POST', body: 'x'})).json()`);
    expect(answer).toMatchObject({ body: 'x' });
    expect(shell.tokensMade()).toBe(before + 2);
  });

  it("comes through the library's bounce page with a fresh token", async () => {
    const { page, app, inApp } = await visit();
    const before = shell.tokensMade();
    await inApp(
      `void location.assign('/app/ltv?embedded=1&shop=' + shopify.config.shop + '&host=' + shopify.config.host)`,
    );
    await expect.poll(() => app.locator('#path').innerText()).toBe('/app/ltv');
    expect(shell.tokensMade()).toBe(before + 1);
    await expect.poll(() => pathOf(page)).toBe('/store/stub-shop/apps/omega/app/ltv');
  });

  it('asks the merchant for the scopes that the app needs, and returns the choice', async () => {
    shell.granted.delete('read_all_orders');
    const { page, inApp } = await visit();
    const declined = inApp(`shopify.scopes.request(['read_all_orders'])`);
    await page.getByRole('button', { name: 'キャンセル' }).click();
    expect(await declined).toMatchObject({ result: 'declined-all' });
    const granted = inApp(`shopify.scopes.request(['read_all_orders'])`);
    await page.getByRole('button', { name: 'アクセス権を更新' }).click();
    expect(await granted).toEqual({
      result: 'granted-all',
      detail: {
        granted: ['read_orders', 'read_all_orders'],
        required: ['read_orders'],
        optional: ['read_all_orders'],
      },
    });
    expect(await inApp(`shopify.scopes.revoke(['read_all_orders'])`)).toMatchObject({
      detail: { granted: ['read_orders'] },
    });
    await expect(inApp(`shopify.scopes.request(['write_orders'])`)).rejects.toThrow('write_orders');
  });

  it('opens the consent page that the server asks for', async () => {
    shell.granted.delete('read_all_orders');
    const { page, inApp } = await visit();
    await inApp(`void fetch('/api/reauthorise')`);
    await page.getByRole('button', { name: 'アクセス権を更新' }).click();
    await expect.poll(() => shell.granted.has('read_all_orders')).toBe(true);
  });

  it('shows toasts, with an action', async () => {
    const { page, inApp, app } = await visit();
    await inApp(
      `shopify.toast.show('保存しました', {action: '元に戻す', onAction: () => say('undo')})`,
    );
    expect(await page.locator('.toast').innerText()).toContain('保存しました');
    await page.getByRole('button', { name: '元に戻す' }).click();
    await expect.poll(() => app.locator('#clicked').innerText()).toBe('undo');
    const id = await inApp<string>(`shopify.toast.show('second')`);
    await page.locator('.toast').waitFor();
    await inApp(`shopify.toast.hide('${id}')`);
    await page.locator('.toast').waitFor({ state: 'detached' });
  });

  it('shows that the app is loading', async () => {
    const { page, inApp } = await visit();
    await inApp('shopify.loading(true)');
    await page.getByRole('progressbar').waitFor();
    await inApp('shopify.loading(false)');
    await page.getByRole('progressbar').waitFor({ state: 'hidden' });
  });

  it("presses the app's buttons from the title bar", async () => {
    const { page, app } = await visit();
    expect(await page.locator('#page-title').innerText()).toBe('お茶');
    await page.getByRole('button', { name: '実行' }).click();
    await expect.poll(() => app.locator('#clicked').innerText()).toBe('primary');
    await page.getByText('More actions').click();
    await page.getByRole('button', { name: 'Folded' }).click();
    await expect.poll(() => app.locator('#clicked').innerText()).toBe('folded');
  });

  it('keeps unsaved changes of a form until they are saved or discarded', async () => {
    const { page, app } = await visit();
    const days = app.locator('[name=days]');
    await days.fill('60');
    await page.getByRole('button', { name: '保存する' }).click();
    await expect.poll(() => app.locator('#clicked').innerText()).toBe('submitted');
    await page.locator('#save-bar').waitFor({ state: 'hidden' });
    await days.fill('30');
    await page.getByRole('link', { name: 'LTV' }).click();
    await page.getByRole('button', { name: 'とどまる' }).click();
    expect(await app.locator('#path').innerText()).toBe('/app');
    await page.getByRole('button', { name: '破棄する', exact: true }).click();
    await page.getByRole('button', { name: '変更を破棄する' }).click();
    await page.locator('#save-bar').waitFor({ state: 'hidden' });
    expect(await days.inputValue()).toBe('90');
  });

  it("presses the save bar element's buttons", async () => {
    const { page, app, inApp } = await visit();
    await inApp(`shopify.saveBar.show('bar')`);
    await page.getByRole('button', { name: '保存する' }).click();
    await expect.poll(() => app.locator('#clicked').innerText()).toBe('bar-save');
    const left = inApp(`shopify.saveBar.leaveConfirmation().then(() => 'left')`);
    await page.getByRole('button', { name: 'ページを離れる' }).click();
    expect(await left).toBe('left');
    await inApp(`shopify.saveBar.hide('bar')`);
    await page.locator('#save-bar').waitFor({ state: 'hidden' });
  });

  it('opens a modal with the children of the element', async () => {
    const { app, inApp } = await visit();
    await inApp(`shopify.modal.show('modal')`);
    const dialog = app.getByRole('dialog', { name: 'A modal' });
    await dialog.getByText('In the modal').waitFor();
    await dialog.getByRole('button', { name: 'OK' }).click();
    await expect.poll(() => app.locator('#clicked').textContent()).toBe('modal-ok');
    await inApp(`shopify.modal.hide('modal')`);
    await dialog.waitFor({ state: 'detached' });
  });

  it('opens a modal with a page of the app over the whole admin', async () => {
    const { page, inApp } = await visit();
    // Listen before the press: on a busy machine the two messages reach the frame in either order.
    await inApp(
      `(window.hidden = new Promise((done) => document.getElementById('frame-modal').addEventListener('hide', () => done('hidden'))), null)`,
    );
    await inApp(`shopify.modal.show('frame-modal')`);
    const inside = page.frameLocator('dialog iframe');
    expect(await inside.locator('#path').innerText()).toBe('/app/in-modal');
    await page.getByRole('button', { name: '閉じる' }).click();
    expect(await inApp(`window.hidden`)).toBe('hidden');
  });

  it('knows the embedding shop and the merchant', async () => {
    const { inApp } = await visit();
    const config = `({...shopify.config, embedded: shopify.environment.embedded})`;
    const expected = { shop: 'stub-shop.myshopify.com', apiKey: 'stub-key', locale: 'ja' };
    expect(await inApp(config)).toMatchObject({ ...expected, embedded: true });
    expect(await inApp(`shopify.user()`)).toEqual({ accountAccess: 'full' });
  });

  it('knows which of its blocks are placed', async () => {
    const { inApp } = await visit();
    const all = await inApp(`shopify.app.extensions()`);
    expect(all).toMatchObject([
      {
        type: 'ui_extension',
        activations: [{ target: PLACES.thankYou }, { target: PLACES.orderStatus }],
      },
      { type: 'theme_app_extension', activations: [{ target: 'section', status: 'active' }] },
    ]);
    place('stub-shop.myshopify.com', 'thankYou', false);
    place('stub-shop.myshopify.com', 'theme', false);
    onTestFinished(() => {
      place('stub-shop.myshopify.com', 'thankYou', true);
      place('stub-shop.myshopify.com', 'theme', true);
    });
    expect(await inApp(`shopify.app.extensions()`)).toMatchObject([
      { activations: [{ target: PLACES.orderStatus }] },
      { activations: [{ status: 'available', activations: [] }] },
    ]);
  });

  it('hears only the shell around it, and the shell hears only the app', async () => {
    const { page, app, inApp } = await visit();
    const before = shell.tokensMade();
    const heard = `new Promise((done) => addEventListener('message', () => setTimeout(done)))`;
    await inApp(
      `(async () => {const heard = ${heard}; postMessage({to: 'omega-bridge', event: {name: 'navigate', path: '/app/ltv'}}, '*'); await heard})()`,
    );
    expect(await app.locator('#path').innerText()).toBe('/app');
    await page.evaluate(
      `(async () => {const heard = ${heard}; postMessage({to: 'omega-shell', id: 1, method: 'idToken', params: {}}, '*'); await heard})()`,
    );
    expect(shell.tokensMade()).toBe(before);
  });

  it('refuses missing functions by their names', async () => {
    const { inApp } = await visit();
    await expect(inApp(`shopify.resourcePicker({type: 'product'})`)).rejects.toThrow(
      'shopify.resourcePicker is not in the local Shopify',
    );
    await expect(inApp(`shopify.pos.cart`)).rejects.toThrow('shopify.pos.cart is not in');
    await expect(inApp(`shopify.somethingNew()`)).rejects.toThrow('shopify.somethingNew is not in');
    await expect(inApp(`fetch('shopify:admin/api/graphql.json')`)).rejects.toThrow('Direct API');
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address !== 'string') resolve(address.port);
        else reject(new Error('no port'));
      });
    });
  });
}
