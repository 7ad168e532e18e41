import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { signIdToken } from '../sandbox/oauth/id-token';
import { emptyShop } from '../sandbox/worlds/empty';
import { openOrderExport, type OrderExportWorld } from '../sandbox/worlds/order-export';
import { teaShop } from '../sandbox/worlds/tea-shop';
import { youngShop } from '../sandbox/worlds/young';
import { database, type TestDatabase } from '../support/database';
import { accessibilityProblems } from './browser/accessibility';
import { openBrowser, type TestBrowser } from './browser/browser';
import { startStack, type Stack } from '../support/processes/stack';
import { visit, wordsOf, type Visit } from './browser/visit';

const PAGES = ['', '/app/ltv', '/app/repeat', '/app/stages'];
/** Texts that a missing number prints. */
const BROKEN = /NaN|Infinity|undefined|null|\{\{|\[object/;

let browser: TestBrowser;
let stack: Stack;
let data: TestDatabase;
let csv: OrderExportWorld;
let dinars: OrderExportWorld;
const folder = mkdtempSync(join(tmpdir(), 'omega-e2e-csv-'));

beforeAll(async () => {
  const until = new Date();
  data = await database();
  csv = await openOrderExport(orderExport('EUR', '25.50'), { timezone: 'Europe/Berlin' });
  const inDinars = await openOrderExport(orderExport('KWD', '25.505'), { timezone: 'Asia/Kuwait' });
  dinars = { ...inDinars, shop: { ...inDinars.shop, domain: 'dinars.myshopify.com', id: 9_417 } };
  browser = await openBrowser();
  stack = await startStack(data.url, [
    teaShop({ until, customers: 1_500, domain: 'first.myshopify.com', name: '茶舗 はじめ' }),
    teaShop({ until, customers: 300, days: 400, domain: 'limited.myshopify.com' }),
    teaShop({ until, customers: 20, days: 30, domain: 'unpermitted.myshopify.com' }),
    emptyShop({ openedAt: until }),
    youngShop({ until }),
    csv,
    dinars,
  ]);
});

afterAll(async () => {
  await browser.close();
  await stack[Symbol.asyncDispose]();
  csv.close();
  dinars.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Forty buyers, each order at this price; every second buys again after a month, none in the last year. */
function orderExport(currency: string, price: string): string {
  const head =
    'Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price';
  const row = (name: number, buyer: number, day: string): string =>
    `#${String(name)},buyer${String(buyer)}@example.com,paid,${currency},${price},0.00,0.00,${price},${day} 10:00:00 +0100,1,Tea,${price}`;
  const rows = Array.from({ length: 40 }, (_, buyer) => [
    row(buyer + 1, buyer, '2025-01-10'),
    ...(buyer % 2 === 0 ? [row(buyer + 101, buyer, '2025-02-10')] : []),
  ]).flat();
  const path = join(folder, `${currency}.csv`);
  writeFileSync(path, [head, ...rows, ''].join('\n'));
  return path;
}

const bulkOperations = (domain: string): number =>
  stack.shopify.store.all(
    'select b.id from bulk_operations b join shops s on s.no = b.shop where s.domain = ?',
    domain,
  ).length;

/** Waits for a page with any numbers. */
async function numbers({ app }: Visit): Promise<void> {
  await app.getByText(/までの注文で計算|Orders up to/).waitFor();
}

describe('the first opening', () => {
  it('imports the whole history by itself, shows its true progress, and ends with numbers', async () => {
    stack.shopify.bulk.objectsPerSecond = 1_000;
    onTestFinished(() => {
      stack.shopify.bulk.objectsPerSecond = Infinity;
    });
    const open = await visit(browser, stack, 'first');
    const { app, page } = open;
    await app.locator('html').evaluate((html) => {
      html.setAttribute('data-opened', 'once');
    });
    const progress = app.getByText(/^注文 [\d,]+件のうち[\d,]+件$/);
    await progress.waitFor();
    const seen: { total: number; read: number }[] = [];
    const look = async (): Promise<void> => {
      const text = await progress.innerText({ timeout: 1_000 }).catch(() => '');
      const [total, read] = (text.match(/[\d,]+/g) ?? []).map((n) => Number(n.replace(',', '')));
      if (total !== undefined && read !== undefined && seen.at(-1)?.read !== read)
        seen.push({ total, read });
    };
    await look();

    await page.getByRole('link', { name: 'LTV', exact: true }).click();
    await app.getByRole('heading', { level: 1, name: 'LTV（顧客生涯価値）' }).waitFor();
    await look();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('link', { name: 'Omega' }).click();
    await app.getByRole('heading', { level: 1, name: 'ホーム' }).waitFor();
    // the set-up goes on meanwhile
    await app.getByRole('link', { name: '費用の登録' }).click();
    await look();
    await app.getByLabel('システム費（円・月）').fill('100,000');
    await app.getByLabel('人件費（円・月）').fill('300,000');
    await app.getByLabel('お客様の数').fill('5,000');
    await app.getByText('1人あたり月¥80、年¥960').waitFor();
    await look();
    await app.getByRole('button', { name: '費用を保存' }).click();
    await app.getByText('保存しました。').waitFor();
    await page.getByRole('link', { name: 'Omega' }).click();
    await app.getByRole('heading', { level: 1, name: 'ホーム' }).waitFor();
    while (await progress.isVisible()) await look();
    const orders = Number(
      stack.shopify.store.get(
        `select count(*) as n from orders o join shops s on s.no = o.shop
         where s.domain = 'first.myshopify.com'`,
      )?.n,
    );
    expect(seen.length).toBeGreaterThan(2);
    expect(new Set(seen.map(({ total }) => total))).toEqual(new Set([orders]));
    const read = seen.map((each) => each.read);
    expect(read).toEqual(read.toSorted((a, b) => a - b));
    expect(read.at(-1)).toBeLessThanOrEqual(orders);

    await numbers(open);
    expect(await wordsOf(app)).toMatch(/¥\d,\d{3}/);
    const costs = app.getByRole('listitem').filter({ hasText: '費用の登録' });
    expect(await costs.innerText()).toContain('完了');
    expect(await app.locator('html').getAttribute('data-opened')).toBe('once');
    expect(open.noise).toEqual([]);
  });

  it('is the only one that imports the history', async () => {
    const before = bulkOperations('first.myshopify.com');
    expect(before).toBe(3);
    const open = await visit(browser, stack, 'first');
    await numbers(open);
    await open.page.reload();
    await numbers(open);
    expect(bulkOperations('first.myshopify.com')).toBe(before);
  });

  it('says why its import failed, and imports again on request', async () => {
    stack.shopify.bulk.failNext({ kind: 'corrupt', line: 3 });
    const open = await visit(browser, stack, 'young-shop');
    const { app, page } = open;
    await app.getByRole('heading', { name: '注文を最後まで読み込めませんでした' }).waitFor();
    const said = await wordsOf(app);
    expect(said).toContain('読めない行がありました');
    expect(said).toContain('Shopifyのデータの3行目で止まりました');
    expect(said).not.toContain('JSON');
    expect(said).not.toMatch(/\{"id|gid:/);
    expect(await accessibilityProblems(page)).toEqual([]);
    await app.getByRole('button', { name: 'もう一度読み込む' }).click();
    await numbers(open);
    expect(open.noise).toEqual([]);
  });
});

describe('without the permission to read customers', () => {
  it('the page names the missing scope', async () => {
    const domain = 'unpermitted.myshopify.com';
    stack.shopify.install(domain, { scopes: ['read_orders', 'read_all_orders', 'read_products'] });
    const { app } = await visit(browser, stack, 'unpermitted');
    await app.getByRole('heading', { name: '注文を最後まで読み込めませんでした' }).waitFor();
    expect(await wordsOf(app)).toContain('足りない権限：read_customers');
  });
});

describe('without the permission to read all orders', () => {
  const scopes = ['read_orders', 'read_customers', 'read_products'];
  const domain = 'limited.myshopify.com';

  it('the app counts the last 60 days and says so; once granted, it counts all orders by itself', async () => {
    stack.shopify.install(domain, { scopes });
    const open = await visit(browser, stack, 'limited');
    const banner = open.app.getByText('直近60日の注文から計算しています');
    await banner.waitFor();
    const counted = async (): Promise<number> =>
      Number(/注文([\d,]+)件のうち/.exec(await wordsOf(open.app))?.[1]?.replace(',', ''));
    const few = await counted();
    expect(few).toBeGreaterThan(0);

    stack.shopify.bulk.failNext({ kind: 'corrupt', line: 1 });
    stack.shopify.install(domain, { scopes: [...scopes, 'read_all_orders'] });
    const failed = open.app.getByText('下の数字は、前回読み込んだときのものです。');
    await expect
      .poll(async () => {
        await open.page.reload();
        await numbers(open);
        return await failed.isVisible();
      })
      .toBe(true);
    expect(await counted()).toBe(few);

    await open.app.getByRole('button', { name: 'もう一度読み込む' }).click();
    await expect.poll(counted).toBeGreaterThan(few * 2);
    expect(await banner.isVisible()).toBe(false);
  });
});

describe.each([
  {
    language: 'ja',
    nothing: '集計できる注文がまだありません',
    ...{
      survey: 'アンケートの配置',
      sample: '見本を見る',
      notOwn: 'このショップの数字ではありません',
    },
    few: 'まだ日数が足りません',
  },
  {
    language: 'en',
    nothing: 'No orders to count yet',
    ...{ survey: 'Survey block', sample: 'See a sample', notOwn: 'made-up tea shop, not of yours' },
    few: 'cannot be calculated yet: the orders span',
  },
] as const)('in $language', ({ language, nothing, few, survey, sample, notOwn }) => {
  it('an empty shop has no numbers, and no zeros in their place', async () => {
    const open = await visit(browser, stack, 'empty-shop', { language });
    for (const path of [...PAGES, '/app/nps']) {
      await open.go(path);
      await open.app.getByRole('heading', { name: nothing }).waitFor();
      await wholeAndInItsLanguage(open, language);
      expect(await wordsOf(open.app)).not.toMatch(/¥0|0%/);
    }
    await open.go('');
    await open.app.getByRole('link', { name: survey }).waitFor();
    await open.app.getByRole('link', { name: sample }).click();
    await open.app.getByText(notOwn).waitFor();
    expect(open.noise).toEqual([]);
  });

  it('a young shop shows which metrics are unknown, and why', async () => {
    const open = await visit(browser, stack, 'young-shop', { language });
    for (const path of [...PAGES, '/app/nps']) {
      await open.go(path);
      await numbers(open);
      await wholeAndInItsLanguage(open, language);
    }
    await open.go('/app/ltv');
    expect(await wordsOf(open.app)).toContain(few);
    expect(open.noise).toEqual([]);
  });
});

/** Nothing broken on the page, no Japanese sentence on an English one, and nothing that axe finds, once. */
async function wholeAndInItsLanguage({ app, page }: Visit, language: 'ja' | 'en'): Promise<void> {
  const words = await wordsOf(app);
  expect(words).not.toMatch(BROKEN);
  expect(await app.locator('html').getAttribute('lang')).toBe(language);
  // a Japanese shop's products keep their names
  if (language === 'en') expect(words).not.toMatch(/です|ます|ません|ください|お客様/);
  if (language === 'ja') expect(await accessibilityProblems(page)).toEqual([]);
}

describe('unusual shops', () => {
  it("an order export's shop uses its own currency and language", async () => {
    const open = await visit(browser, stack, 'order-export', { locale: 'en-US' });
    await numbers(open);
    for (const path of PAGES) {
      await open.go(path);
      await numbers(open);
      const words = await wordsOf(open.app);
      expect(words).not.toMatch(BROKEN);
      expect(words).not.toMatch(/[¥$]\d|[ぁ-んァ-ヶ一-龠]/);
    }
    await open.go('/app/ltv');
    // 40 buyers, 60 orders of 25.50.
    expect(await wordsOf(open.app)).toContain('€38.25');
    await open.go('/app/repeat');
    expect(await wordsOf(open.app)).toContain('50.0%');
    expect(open.noise).toEqual([]);
  });

  it('a lapsed shop in dinars keeps their three digits, and has no customer who is active', async () => {
    const open = await visit(browser, stack, 'dinars', { language: 'ja' });
    await numbers(open);
    const said: Record<string, string> = {};
    for (const path of PAGES) {
      await open.go(path);
      await numbers(open);
      said[path] = await wordsOf(open.app);
      expect(said[path], path).not.toMatch(BROKEN);
      const amounts = [...said[path].matchAll(/KWD\s?(\d[\d,]*)(\.\d+)?/g)];
      // a sum has its three digits, an axis round amounts
      const lost = amounts.filter(([, whole, digits]) =>
        digits === undefined ? Number(whole) % 10 !== 0 : digits.length < 4,
      );
      expect(
        lost.map(([amount]) => amount),
        path,
      ).toEqual([]);
    }
    expect(said['']).toContain('最新の注文は2025年2月10日です');
    expect(said['']).toMatch(/稼働中\s+0人/);
    expect(said['']).toMatch(/離脱\s+40人/);
    // 40 buyers, 60 orders of 25.505
    expect(said['/app/ltv']).toMatch(/KWD\s?38\.258/);
    expect(open.noise).toEqual([]);
  });
});

describe('a session token', () => {
  it.each([
    [
      'that has expired',
      () => stack.shopify.idToken('first.myshopify.com', { expiresInSeconds: -60 }),
    ],
    [
      'that another secret signed',
      () =>
        signIdToken({
          domain: 'first.myshopify.com',
          userId: 1,
          expiresInSeconds: 60,
          apiKey: stack.shopify.app.apiKey,
          apiSecret: 'not-the-secret-of-the-app',
        }),
    ],
    [
      'for another app',
      () =>
        signIdToken({
          domain: 'first.myshopify.com',
          userId: 1,
          expiresInSeconds: 60,
          apiKey: 'another-app',
          apiSecret: stack.shopify.app.apiSecret,
        }),
    ],
    ['that is not a token', () => 'none'],
  ])('%s opens nothing', async (_, token) => {
    for (const path of PAGES) {
      const response = await fetch(`${stack.appUrl}${path || '/app'}`, {
        headers: { authorization: `Bearer ${token()}`, 'user-agent': 'Mozilla/5.0 (X11; Linux)' },
        redirect: 'manual',
      });
      expect(response.status).toBe(401);
      // a script's path may name a page
      expect(await response.text()).not.toMatch(/¥\d|\d customers|お客様/);
    }
  });
});

describe('while Shopify is down', () => {
  it.each([
    ['answers with errors', { kind: 'status', status: 503 }],
    ['does not answer', { kind: 'hang' }],
  ] as const)('and it %s, a page shows the last numbers with their time', async (_, fault) => {
    await numbers(await visit(browser, stack, 'first'));
    for (const on of ['graphql', 'token'] as const)
      stack.shopify.faults.next({ on, fault, times: 10_000 });
    await data.query(`update sessions set expires = now() - interval '1 hour'`);
    const open = await visit(browser, stack, 'first');
    await numbers(open);
    const words = await wordsOf(open.app);
    expect(words).toContain('最新の数字ではありません');
    expect(words).toMatch(/¥\d,\d{3}/);
    stack.shopify.faults.clear();
    await open.page.reload();
    await numbers(open);
    expect(await wordsOf(open.app)).not.toContain('最新の数字ではありません');
  });
});
