import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isProxySigned } from '../../../app/shopify/doors/proxy-signature';
import { API_KEY, API_SECRET } from '../oauth/app-identity';
import { Clock } from '../control/clock';
import { projectFolder } from '../../support/processes/ensure-built';
import { LocalShopify } from '../local-shopify';
import { teaShop } from '../worlds/tea-shop';
import { frameBoot, TARGETS, type FrameBoot } from './frame-boot';
import { storefrontRoute } from './storefront';

const tea = teaShop({ until: new Date('2026-04-01T03:00:00Z'), customers: 30, days: 90 });
const { domain } = tea.shop;
const SCOPES = ['read_orders', 'read_customers', 'read_products', 'write_app_proxy'];

interface Asked {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  body: string;
}

/** The app's requests, and its replies. */
const asked: Asked[] = [];
let answer = { type: 'application/json', body: '{"ask":true}', status: 200 };

const app = createServer((request, response) => {
  void text(request).then((body) => {
    const { method = '', url = '/', headers } = request;
    asked.push({ method, url: new URL(url, 'http://app.invalid'), headers, body });
    response.writeHead(answer.status, { 'content-type': answer.type, 'set-cookie': 'app=1' });
    response.end(answer.body);
  });
});

let shopify: LocalShopify;
let origin: string;
let appUrl: string;
const proxy = { url: '/proxy', prefix: 'apps', subpath: 'omega' };

beforeEach(async () => {
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  const { port } = app.address() as AddressInfo;
  const clock = new Clock({ stoppedAt: new Date('2026-04-01T03:00:00Z') });
  shopify = await LocalShopify.open({ path: ':memory:', clock });
  await shopify.addShop(tea);
  appUrl = `http://127.0.0.1:${String(port)}`;
  origin = (await shopify.listen(0, [storefrontRoute({ appUrl, proxy })])).url;
  asked.length = 0;
  answer = { type: 'application/json', body: '{"ask":true}', status: 200 };
});

afterEach(async () => {
  await shopify.close();
  app.closeAllConnections();
  await new Promise((resolve) => app.close(resolve));
});

const install = (scopes = SCOPES): void => {
  shopify.install(domain, { scopes });
};

/** Sends a form as the storefront's own pages do. */
async function form(path: string, fields: Record<string, string>): Promise<Response> {
  return await fetch(`${origin}/storefront/tea-shop${path}`, {
    method: 'POST',
    headers: { origin },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
}

const variant = String(tea.products()[0]?.variants[0]?.id);

/** Buys one piece. @returns the future order's id */
async function buy(): Promise<number> {
  const { headers } = await form('/buy', { variant });
  return Number(/\/orders\/(\d+)\/thank-you$/.exec(headers.get('location') ?? '')?.[1]);
}

describe('a purchase', () => {
  it('leads to a thank-you page; its order exists four seconds later, under the same id', async () => {
    const id = await buy();
    const page = await fetch(`${origin}/storefront/tea-shop/orders/${String(id)}/thank-you`);
    expect(await page.text()).toContain('ありがとうございます');
    expect(shopify.orders(domain).get(id)).toBeNull();
    const meanwhile = shopify.events(domain).orderPlaced();
    expect(meanwhile).not.toBe(id);
    shopify.clock.advance(4_000);
    await expect.poll(() => shopify.orders(domain).get(id)?.id).toBe(id);
    const { customerId = null } = shopify.orders(domain).get(id) ?? {};
    expect(shopify.customers(domain).get(customerId ?? 0)?.numberOfOrders).toBe(1);
    expect(shopify.orders(domain).get(meanwhile)?.name).not.toBe(
      shopify.orders(domain).get(id)?.name,
    );
  });

  it('has its order’s confirmation number, which the extension gets on both pages', async () => {
    const id = await buy();
    const number = await shownNumber(id);
    expect(number).toMatch(/^[0-9A-Z]{9}$/);
    shopify.clock.advance(4_000);
    await expect.poll(() => shopify.orders(domain).get(id)?.confirmationNumber).toBe(number);
    for (const target of TARGETS)
      expect(await bootOf(id, target)).toMatchObject({ orderId: id, confirmation: number });
  });

  it('shows amounts that add up to its total', async () => {
    const shipped = tea.orders().find(({ totalShipping, subtotal, lines }) => {
      const goods = lines.reduce((sum, { originalTotal }) => sum + Number(originalTotal), 0);
      return Number(totalShipping) > 0 && goods > Number(subtotal);
    });
    if (shipped === undefined) throw new Error('no order has shipping and a discount');
    const taxed = { ...shipped, id: 9_000_001, taxesIncluded: false, totalTax: '98' };
    const totalPrice = String(Number(shipped.totalPrice) + 98);
    shopify.orders(domain).put({ ...taxed, totalPrice });
    for (const id of [shipped.id, taxed.id]) {
      const page = await read(String(id));
      const amounts = [...page.matchAll(/<span>(-?)[¥￥]([\d,]+)<\/span><\/li>/g)].map(
        ([, sign = '', digits = '']) => Number(sign + digits.replaceAll(',', '')),
      );
      const total = amounts.pop();
      expect(amounts.length).toBeGreaterThan(shipped.lines.length + 1);
      expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(total);
    }
  });

  it('has no confirmation number when its order has none', async () => {
    const [order] = tea.orders();
    if (order === undefined) throw new Error('the shop has no order');
    shopify.orders(domain).put({ ...order, confirmationNumber: null });
    expect(await shownNumber(order.id)).toBeNull();
    for (const target of TARGETS)
      expect(await bootOf(order.id, target)).toMatchObject({ confirmation: null });
  });

  const read = async (path: string): Promise<string> =>
    (await fetch(`${origin}/storefront/tea-shop/orders/${path}`)).text();

  async function shownNumber(id: number): Promise<string | null> {
    const page = await read(`${String(id)}/thank-you`);
    return /class="confirmation">確認番号 (.*?)</.exec(page)?.[1] ?? null;
  }

  async function bootOf(id: number, target: string): Promise<FrameBoot> {
    const page = await read(`${String(id)}/extension?target=${target}`);
    return frameBoot.parse(JSON.parse(/id="boot">(.*?)<\/script>/.exec(page)?.[1] ?? ''));
  }

  it('is refused when another site sends the form', async () => {
    const foreign = await fetch(`${origin}/storefront/tea-shop/buy`, {
      method: 'POST',
      headers: { origin: 'https://elsewhere.example' },
      body: new URLSearchParams({ variant }),
    });
    expect(foreign.status).toBe(404);
  });
});

describe('the stand-in elements', () => {
  it('are those that the extension uses', () => {
    const uses = names(join(projectFolder, 'extensions/survey-checkout/src'), /<(s-[a-z-]+)/g);
    const drawn = names(join(import.meta.dirname, 'client/elements'), /^ {2}'(s-[a-z-]+)':/gm);
    expect(drawn).toEqual(uses);
  });

  function names(folder: string, pattern: RegExp): string[] {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true });
    const found = files
      .filter((file) => file.isFile())
      .flatMap((file) => [
        ...readFileSync(join(file.parentPath, file.name), 'utf8').matchAll(pattern),
      ])
      .map(([, name = '']) => name);
    return [...new Set(found)].sort();
  }
});

describe('the extension’s session token', () => {
  const path = '/storefront/tea-shop/orders/7/extension/session-token';

  it('names the shop by its bare domain, the app, and no order', async () => {
    const response = await fetch(origin + path, { method: 'POST', headers: { origin } });
    const { token } = (await response.json()) as { token: string };
    const claims: unknown = JSON.parse(
      Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
    );
    expect(claims).toMatchObject({ dest: domain, aud: API_KEY });
    expect(Object.keys(claims as object).sort()).toEqual([
      'aud',
      'dest',
      'exp',
      'iat',
      'jti',
      'nbf',
    ]);
  });

  it('is given only to the page around the extension', async () => {
    const response = await fetch(origin + path, { method: 'POST', headers: { origin: 'null' } });
    expect(response.status).toBe(403);
  });
});

describe('the app proxy', () => {
  const ask = (query = '', init: RequestInit = {}): Promise<Response> =>
    fetch(`${origin}/apps/omega/survey${query}`, init);

  it('signs the visitor’s identity, and forwards no cookie in either direction', async () => {
    install();
    const customer = String(tea.customers()[0]?.id);
    const response = await ask('?a1=x&a=y&shop=another.myshopify.com', {
      method: 'POST',
      headers: { cookie: `storefront-buyer=${customer}`, 'content-type': 'application/json' },
      body: '{"kind":"ask"}',
    });
    expect(await response.json()).toEqual({ ask: true });
    expect(response.headers.get('set-cookie')).toBeNull();
    const [request] = asked;
    expect(request?.url.pathname).toBe('/proxy/survey');
    expect(request?.body).toBe('{"kind":"ask"}');
    expect(request?.headers.cookie).toBeUndefined();
    const query = request?.url.searchParams ?? new URLSearchParams();
    expect(Object.fromEntries(query)).toMatchObject({
      shop: domain,
      path_prefix: '/apps/omega',
      logged_in_customer_id: customer,
      a: 'y',
      a1: 'x',
    });
    expect(isProxySigned(query, [API_SECRET])).toBe(true);
    expect(isProxySigned(query, ['another secret'])).toBe(false);
  });

  it('goes to an address below the app’s whole address, path included, as deployed', async () => {
    install();
    const route = storefrontRoute({ appUrl, applicationUrl: `${appUrl}/app`, proxy });
    const { url } = await shopify.listen(0, [route]);
    await fetch(`${url}/apps/omega/survey`);
    expect(asked.map((request) => request.url.pathname)).toEqual(['/app/proxy/survey']);
  });

  it('renders a Liquid reply inside the theme, with its status', async () => {
    install();
    answer = {
      type: 'application/liquid',
      body: '<p>{{ shop.name }}: {{ 1 | plus: 1 }}</p>',
      status: 422,
    };
    const response = await ask();
    expect(response.status).toBe(422);
    expect(response.headers.get('content-type')).toContain('text/html');
    const page = await response.text();
    expect(page).toContain(`<p>${tea.shop.name}: 2</p>`);
    expect(page).toContain('本物の Shopify ではありません');
  });

  it('does not exist in a shop without the app, or without the scope for a proxy', async () => {
    expect((await ask()).status).toBe(404);
    install(['read_orders']);
    expect((await ask()).status).toBe(404);
    expect(asked).toEqual([]);
  });

  it('replies under the merchant’s own path', async () => {
    install();
    await form('/theme-editor', { proxyPath: '/tools/voices', blocks: '1' });
    expect((await fetch(`${origin}/tools/voices/survey`)).status).toBe(200);
    expect((await ask()).status).toBe(404);
    expect(asked[0]?.url.searchParams.get('path_prefix')).toBe('/tools/voices');
  });
});
