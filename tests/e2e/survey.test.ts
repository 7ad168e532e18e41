import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { writeAnswers } from '../commands/demo/demo-answers';
import { Processes } from '../commands/processes/processes';
import { LocalShopify } from '../sandbox/local-shopify';
import { teaShop } from '../sandbox/worlds/tea-shop';
import { database, type TestDatabase } from '../support/database';
import { accessibilityProblems } from './browser/accessibility';
import { openBrowser, type TestBrowser } from './browser/browser';
import { answersSent, scoreIn, shopper, tooWide, type Shopper } from './browser/shopper';
import { targetsOf } from './browser/targets';
import { startStack, type Stack } from '../support/processes/stack';
import { overhang, visit } from './browser/visit';

const tea = teaShop({
  until: new Date(),
  customers: 300,
  days: 400,
  domain: 'asked.myshopify.com',
  name: '茶舗 みどり野',
});
const { domain } = tea.shop;
const SHARE = 'https://example.com/friend';

let browser: TestBrowser;
let stack: Stack;
let data: TestDatabase;

beforeAll(async () => {
  data = await database();
  browser = await openBrowser();
  stack = await startStack(data.url, [tea]);
  const { page } = await browser.open({ locale: 'ja-JP' });
  await page.goto(`${stack.shellUrl}/store/asked/apps/omega`);
  const numbers = page.frameLocator('#frame iframe').getByText('までの注文で計算');
  await numbers.waitFor();
  await page.context().close();
  await data.query(
    `update shops set settings = jsonb_set(settings, '{survey}', $1::jsonb) where domain = $2`,
    [JSON.stringify({ shareUrl: SHARE }), domain],
  );
});

afterAll(async () => {
  await browser.close();
  await stack[Symbol.asyncDispose]();
});

const open = (options: Parameters<typeof shopper>[3] = {}): Promise<Shopper> =>
  shopper(browser, stack, 'asked', options);

/** The app's rows of an order. */
async function answerTo(order: string): Promise<Record<string, unknown> | undefined> {
  const [row] = await data.query(
    `select source, score, reason, reason_edition, comment, voice_state, language,
       (select count(*)::int from survey_answer_changes where answer_id = survey_answers.id) as sent
     from survey_answers where order_id = $1`,
    [order],
  );
  return row;
}

/** An answer counts once the app has read its order, which comes a second after the page. */
const answered = (order: string) => expect.poll(() => answerTo(order));

describe('on the thank-you page', () => {
  it('a 10 has one line of words, and the merchant sees them', async () => {
    const { page: shell } = await visit(browser, stack, 'asked');
    const [front] = await Promise.all([
      shell.waitForEvent('popup'),
      shell.getByRole('link', { name: 'お客様としてお店を見る' }).click(),
    ]);
    expect(new URL(front.url()).pathname).toBe('/storefront/asked');

    const buyer = await open();
    const { extension, say, noise } = buyer;
    const order = await buyer.buy();
    await scoreIn(buyer, 10).click();
    await extension.getByText(say('thanks'), { exact: true }).waitFor();
    await extension.getByRole('textbox').fill('新茶を楽しみにしています。');
    // nothing has arrived yet
    expect(await extension.getByRole('link').count()).toBe(0);
    expect(await extension.getByRole('checkbox').count()).toBe(0);
    await extension.getByRole('button', { name: say('tell') }).click();
    await extension.getByText(say('told')).waitFor();
    await answered(order).toMatchObject({
      source: 'thank_you',
      score: 10,
      comment: '新茶を楽しみにしています。',
      voice_state: null,
      language: 'ja',
    });
    expect(noise).toEqual([]);

    const { app } = await visit(browser, stack, 'asked', { path: '/app/nps/answers' });
    const words = app.getByText('新茶を楽しみにしています。');
    await words.first().waitFor();
    const customer = async (): Promise<unknown> =>
      (await data.query('select customer_id from orders where id = $1', [order]))[0]?.customer_id;
    await expect.poll(customer).toBeTruthy();
  });

  it('a 0 is a score, and no reason is asked for', async () => {
    const buyer = await open();
    const { extension, say } = buyer;
    const order = await buyer.buy();
    await scoreIn(buyer, 0).click();
    await extension
      .getByRole('button', { name: say('send') })
      .first()
      .click();
    await extension.getByText(say('thanks'), { exact: true }).waitFor();
    await extension.getByRole('textbox', { name: say('comment.detractor') }).waitFor();
    expect(await extension.getByRole('combobox').count()).toBe(0);
    await answered(order).toMatchObject({ score: 0, reason: null, comment: null });
  });

  it('the keyboard is enough: a walk from 0 to 10 is one answer', async () => {
    const buyer = await open();
    const { page, extension, say } = buyer;
    const sent = answersSent(buyer);
    const order = await buyer.buy();
    await scoreIn(buyer, 0).waitFor();
    const focused = (): Promise<boolean> =>
      scoreIn(buyer, 0).evaluate((button) => {
        const root = button.getRootNode();
        return root instanceof ShadowRoot && root.activeElement === button;
      });
    for (let tabs = 0; tabs < 20 && !(await focused()); tabs += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    for (let score = 1; score <= 10; score += 1) {
      await page.keyboard.press('Tab');
      await page.keyboard.press('Space');
    }
    await extension.getByText(say('thanks'), { exact: true }).waitFor();
    const number = (await page.locator('.confirmation').innerText()).split(' ').at(-1);
    expect(sent).toMatchObject([{ score: 10, number }]);
    expect(number).toMatch(/^[0-9A-Z]{9}$/);
    await answered(order).toMatchObject({ score: 10, sent: 1 });
  });

  it('an answer waits for the network, and arrives once', async () => {
    const buyer = await open();
    const { page, extension, say } = buyer;
    const order = await buyer.buy();
    await scoreIn(buyer, 7).waitFor();
    await page.context().setOffline(true);
    await scoreIn(buyer, 7).click();
    await extension.getByText(say('failed')).waitFor();
    expect(await answerTo(order)).toBeUndefined();
    const waiting = 'select score from survey_waiting where order_id = $1 and score is not null';
    expect(await data.query(waiting, [order])).toEqual([]);
    await page.context().setOffline(false);
    const retry = extension.getByRole('button', { name: say('retry') });
    await retry.dblclick();
    await extension.getByText(say('thanks'), { exact: true }).waitFor();
    await answered(order).toMatchObject({ score: 7, sent: 1 });
  });

  it('an unsent answer survives a reload', async () => {
    const buyer = await open();
    const { page, extension, say } = buyer;
    const order = await buyer.buy();
    await scoreIn(buyer, 8).click();
    const kept = (): Promise<string> => page.evaluate(() => JSON.stringify(localStorage));
    await expect.poll(kept).toContain('draft');
    await page.reload();
    await extension.getByText(say('answered', { score: 8 })).waitFor();
    await answered(order).toMatchObject({ score: 8, sent: 1 });
  });

  it.each([
    ['ja', 375],
    ['en', 360],
    ['ja', 320],
  ] as const)(
    'fits in %s at %i pixels, in every state, and is accessible',
    async (language, width) => {
      const buyer = await open({ language, width });
      const { page, extension, say, noise } = buyer;
      const height = async () => (await page.locator('#extension').boundingBox())?.height ?? 0;
      const app = Promise.withResolvers<undefined>();
      await page.route('**/checkout/survey', async (route) => {
        await app.promise;
        await route.continue();
      });
      await buyer.buy();
      await extension.locator('s-skeleton-paragraph').waitFor();
      const before = await height();
      expect(before).toBeGreaterThan(300);
      expect(before).toBeLessThan(340);
      app.resolve(undefined);
      await extension.getByText(say('question')).waitFor();
      // the page under the block moves neither when the question comes nor when a score is chosen
      expect(await height()).toBe(before);
      const scale = extension.locator('s-clickable');
      expect(await targetsOf(scale)).toEqual({ small: [], rows: [6, 5] });
      await scoreIn(buyer, 2).click();
      expect(await height()).toBe(before);
      expect(await targetsOf(scale)).toEqual({ small: [], rows: [6, 5] });
      expect(await accessibilityProblems(page)).toEqual([]);
      for (const score of [3, 8, 9]) {
        await scoreIn(buyer, score).click();
        await extension
          .getByRole('button', { name: say('send') })
          .first()
          .click();
        await extension.getByText(say('thanks'), { exact: true }).waitFor();
        await extension.getByRole('textbox').waitFor();
        expect((await tooWide(buyer)).every((pixels) => pixels === 0)).toBe(true);
        // the questions after the buyer's own answer grow below it
        expect(await height()).toBeGreaterThan(before);
        expect(await accessibilityProblems(page)).toEqual([]);
      }
      // wider, the page has two columns, and the block less room again
      await page.setViewportSize({ width: 760, height: 900 });
      await expect.poll(() => targetsOf(scale)).toEqual({ small: [], rows: [11] });
      expect(noise).toEqual([]);
    },
  );
});

describe('the merchant’s preview', () => {
  it('draws the targets as buyers have them, on a telephone and beside the form', async () => {
    const { page, app } = await visit(browser, stack, 'asked', { path: '/app/nps/survey' });
    const surfaces = app.locator('.om-surface');
    const scales = [0, 1].map((place) => surfaces.nth(place).locator('.om-scale-target'));
    for (const scale of scales) expect((await targetsOf(scale)).small).toEqual([]);
    for (const width of [360, 375]) {
      await page.setViewportSize({ width, height: 900 });
      for (const scale of scales)
        await expect.poll(() => targetsOf(scale)).toEqual({ small: [], rows: [6, 5] });
      expect(await overhang(app)).toBe(0);
    }
    await app.getByRole('button', { name: '0〜6点', exact: true }).click();
    await expect
      .poll(() =>
        Promise.all(
          [0, 1].map((place) =>
            surfaces.nth(place).getByText('購入後のフォローがなかった').count(),
          ),
        ),
      )
      .toEqual([0, 1]);
  });
});

describe('the stand-in for Shopify', () => {
  it('refuses missing elements by their names', async () => {
    const buyer = await open();
    const { extension, noise } = buyer;
    await buyer.buy();
    await scoreIn(buyer, 0).waitFor();
    const body = extension.locator('body');
    for (const name of ['s-map', 'div']) {
      await body.evaluate((own, tag) => own.append(document.createElement(tag)), name);
      const said = `NotInSandbox: the local Shopify's storefront has no element <${name}>`;
      await extension.getByRole('alert').filter({ hasText: said }).waitFor();
    }
    await expect(body.evaluate('shopify.cost')).rejects.toThrow('has no shopify.cost');
    expect(noise.length).toBeGreaterThan(0);
  });
});

describe('on the order status page', () => {
  /** The status page of a new order, once Shopify has it. */
  async function opened(buyer: Shopper): Promise<string> {
    const order = await buyer.buy();
    await expect.poll(() => stack.shopify.orders(domain).get(Number(order))).toBeTruthy();
    await buyer.go(`/orders/${order}`);
    return order;
  }

  it('a low score has a reason, of today’s sentences', async () => {
    const buyer = await open();
    const { extension, say, noise } = buyer;
    const order = await opened(buyer);
    await scoreIn(buyer, 0).click();
    const label = say('reason.indifference');
    expect(label).toBe('購入後のフォローがなかった');
    await extension.getByLabel(say('reason.label')).selectOption({ label });
    await extension.getByRole('button', { name: say('tell') }).click();
    await extension.getByText(say('told')).waitFor();
    await answered(order).toMatchObject({
      ...{ source: 'order_status', score: 0, reason: 'indifference', reason_edition: 2 },
      comment: null,
    });
    expect(noise).toEqual([]);
  });

  it('a 10 offers a link for a friend, and allows its comment to be published', async () => {
    const buyer = await open();
    const { extension, say } = buyer;
    const order = await opened(buyer);
    await scoreIn(buyer, 10).click();
    const share = extension.getByRole('link', { name: say('share.link') });
    expect(await share.getAttribute('href')).toBe(SHARE);
    await extension.getByRole('textbox').fill('新茶の香りに驚きました。');
    await extension.getByRole('checkbox', { name: say('voice') }).check();
    await extension.getByRole('button', { name: say('tell') }).click();
    await extension.getByText(say('told')).waitFor();
    await answered(order).toMatchObject({
      ...{ source: 'order_status', score: 10, voice_state: 'consented' },
      comment: '新茶の香りに驚きました。',
    });
  });

  it('an earlier answer is known, and can be changed', async () => {
    const buyer = await open();
    const { page, extension, say } = buyer;
    const sent = answersSent(buyer);
    const order = await buyer.buy();
    await scoreIn(buyer, 6).click();
    await extension.getByText(say('thanks'), { exact: true }).waitFor();
    const known = () => stack.shopify.orders(domain).get(Number(order));
    await expect.poll(known).toBeTruthy();
    await buyer.go(`/orders/${order}`);
    await extension.getByText(say('answered', { score: 6 })).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await extension.getByRole('button', { name: say('change') }).click();
    await scoreIn(buyer, 9).click();
    await extension.getByText(say('thanks'), { exact: true }).waitFor();
    await answered(order).toMatchObject({ source: 'thank_you', score: 9, sent: 2 });
    const number = known()?.confirmationNumber;
    expect(sent).toMatchObject([
      { source: 'thank_you', number },
      { source: 'order_status', number },
    ]);
  });
});

describe('the block in the theme', () => {
  const customer = tea.customers()[0]?.id ?? 0;

  /** The newest answer from the storefront. */
  const newest = async () =>
    (
      await data.query(
        `select score, customer_id::text as customer, visitor is null as named
         from survey_answers where source = 'storefront' order by id desc limit 1`,
      )
    )[0];

  it('keeps a customer on the page, and knows the logged-in customer', async () => {
    const buyer = await open();
    const { page, noise } = buyer;
    await buyer.logIn(customer);
    await buyer.go('/account');
    const block = page.locator('omega-survey');
    await block.getByRole('radio', { name: '9' }).check();
    await block.getByRole('button').click();
    await block.getByText('ありがとうございます').first().waitFor();
    expect(new URL(page.url()).pathname).toBe('/storefront/asked/account');
    expect(await newest()).toEqual({ score: 9, customer: String(customer), named: true });
    expect(noise).toEqual([]);
  });

  it('is a form without scripts, answered inside the theme: sent twice, it is one answer', async () => {
    const buyer = await open({ javaScript: false });
    const { page } = buyer;
    await buyer.go('/account');
    const block = page.locator('omega-survey');
    await block.getByRole('radio', { name: '4' }).check();
    await block.getByRole('button').click();
    // No customer is logged in and a cookie would not arrive: the next page identifies the browser.
    await page.waitForURL(/\/apps\/omega\/survey$/);
    expect(await page.locator('.shop-name').innerText()).toBe(tea.shop.name);
    expect(await page.getByRole('radio', { name: '4' }).isChecked()).toBe(true);
    for (const [width, rows] of [
      [320, [6, 5]],
      [360, [6, 5]],
      [375, [6, 5]],
      [1280, [11]],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      const scale = page.locator('.omega-survey__scale label');
      expect(await targetsOf(scale)).toEqual({ small: [], rows });
      expect(await tooWide(buyer)).toEqual([0]);
    }
    const answers = async () => (await data.query('select from survey_answers')).length;
    const before = await answers();
    const form: Record<string, string> = { score: '4' };
    for (const field of await page.locator('form input[type=hidden]').all())
      form[(await field.getAttribute('name')) ?? ''] = await field.inputValue();
    expect((await page.request.post(page.url(), { form })).status()).toBe(200);
    await page.getByRole('button', { name: '送信する' }).click();
    await page.getByText('ありがとうございます').first().waitFor();
    expect(await answers()).toBe(before + 1);
    expect(await newest()).toEqual({ score: 4, customer: null, named: false });
  });

  it('leads to accessible pages of the theme', async () => {
    const { page, go } = await open({ width: 375 });
    await page.route('**/survey.js', (route) => route.fulfill({ contentType: 'text/javascript' }));
    await go('/account');
    await page.getByRole('radio', { name: '2' }).check();
    await page.locator('omega-survey').getByRole('button').click();
    await page.waitForURL(/\/apps\/omega\/survey$/);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: '送信する' }).click();
    await page.getByText('ありがとうございます').first().waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it.each([
    ['ja', 375],
    ['en', 375],
    ['ja', 320],
  ] as const)(
    'fits in %s at %i pixels, twice on a page, and is accessible',
    async (language, width) => {
      const buyer = await open({ language, width });
      const { page, noise } = buyer;
      await buyer.go('/account');
      await page.locator('.editor summary').click();
      await page.locator('#blocks').fill('2');
      await page.locator('.editor button').click();
      const blocks = page.locator('omega-survey');
      await expect.poll(() => blocks.count()).toBe(2);
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await tooWide(buyer)).toEqual([0]);
      await blocks.last().getByRole('radio', { name: '2' }).check();
      await blocks.last().getByRole('button').click();
      await blocks.last().getByRole('textbox').waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await tooWide(buyer)).toEqual([0]);
      expect(await blocks.first().innerText()).not.toMatch(/&(amp|#39|quot|lt);/);
      expect(noise).toEqual([]);
    },
  );
});

// Last in the file: afterwards the shop's customers have been asked lately.
describe('the demo’s answers', () => {
  it('are the app’s own rows at their own times, and a second write adds none', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'omega-answers-'));
    const processes = new Processes();
    onTestFinished(async () => {
      await processes.stop();
      rmSync(folder, { recursive: true, force: true });
    });
    const store = join(folder, 'shopify.sqlite');
    const file = await LocalShopify.open({ path: store });
    await file.addShop(tea);
    await file.close();
    const answers = {
      ...{ around: stack.around, domain, store },
      ...{ done: join(folder, 'done'), logFile: join(folder, 'log') },
    };
    const own = tea.orders().map(({ id }) => String(id));
    const written = async () => {
      const [row] = await data.query(
        `select count(*)::int as answers, min(answered_at)::text as first,
           count(*) filter (where comment is not null)::int as comments,
           (select count(*)::int from survey_views where order_id = any($1)) as views
         from survey_answers where order_id = any($1)`,
        [own],
      );
      return row;
    };
    await writeAnswers({ processes }, answers, 20);
    expect(existsSync(answers.done)).toBe(true);
    const rows = await written();
    expect(rows?.answers).toBeGreaterThan(60);
    expect(rows?.comments).toBeGreaterThan(10);
    expect(rows?.views).toBeGreaterThan(200);
    expect(Date.parse(String(rows?.first))).toBeLessThan(Date.now() - 300 * 86_400_000);
    await writeAnswers({ processes }, answers, 20);
    expect(await written()).toEqual(rows);
  });
});
