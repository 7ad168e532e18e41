import { randomUUID } from 'node:crypto';
import type { FrameLocator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { messageSchema } from '../../app/survey/message/contract';
import { place } from '../sandbox/admin-shell/placements';
import { teaShop } from '../sandbox/worlds/tea-shop';
import { database, type TestDatabase } from '../support/database';
import { accessibilityProblems } from './browser/accessibility';
import { openBrowser, type TestBrowser } from './browser/browser';
import { startStack, type Stack } from '../support/processes/stack';
import { changesOf } from './browser/changes';
import { everySheet } from './browser/sheets';
import {
  eachPane,
  layoutShift,
  overhang,
  visit,
  wideTables,
  wordsOf,
  type Visit,
} from './browser/visit';
import { csvCells, decodedPng, saved, shownTables } from './browser/saved-files';
import { unzip } from '../support/unzip';
import { balances } from '../support/numbers/balance';
import { formatter } from '../../app/i18n/format';
import { sheetFacts } from '../../app/ui/sheets/sheet-facts';
import { writeSum } from '../../app/ui/sheets/write-sum';

const SHOP = 'tea-shop';
const PAGES = [
  { path: '', name: 'home', link: 'Omega', ja: 'ホーム', en: 'Home' },
  {
    path: '/app/ltv',
    name: 'ltv',
    link: 'LTV',
    ja: 'LTV（顧客生涯価値）',
    en: 'LTV (customer lifetime value)',
  },
  {
    path: '/app/repeat',
    name: 'repeat',
    link: 'リピート',
    ja: 'リピート購入',
    en: 'Repeat purchases',
  },
  {
    path: '/app/stages',
    name: 'stages',
    link: 'ステージ',
    ja: '顧客ステージ',
    en: 'Customer stages',
  },
  { path: '/app/nps', name: 'nps', link: 'NPS', ja: 'NPS（推奨度）', en: 'NPS' },
] as const;
/** Pages without charts and past days. */
const LISTS = [
  { path: '/app/nps/answers', name: 'answers', ja: '回答', en: 'Answers' },
  { path: '/app/nps/voices', name: 'voices', ja: 'お客様の声', en: 'Testimonials' },
  { path: '/app/nps/survey', name: 'survey', ja: '質問の設定', en: 'Survey' },
] as const;
const SETTINGS = [
  { path: '/app/settings/costs', name: 'costs', ja: '費用', en: 'Costs' },
  { path: '/app/settings/products', name: 'roles', ja: '商品の役割', en: 'Product roles' },
  {
    path: '/app/settings/advertising',
    ...{ name: 'advertising', ja: '広告費', en: 'Advertising spend' },
  },
  {
    path: '/app/settings/advertising/import',
    ...{ name: 'advertisingImport', ja: '広告費の取り込み', en: 'Import advertising spend' },
  },
  { path: '/app/settings/history', name: 'history', ja: '変更履歴', en: 'Change history' },
] as const;
/** Latin text of a Japanese page: names, words of the trade, the beginning of an address. */
const KNOWN = [
  ...['LTV', 'Shopify', 'NPS', 'OK', 'PR', 'https', 'apps', 'omega', 'CSV', 'ID'],
  ...['JPY', 'MB', 'UTF', 'Shift', 'JIS'],
  // whose scores of Japan the NPS stands beside
  ...['EC', 'NTT'],
];
/** English pages with the shop's own products, customers and texts, which keep their language. */
const OWN_WORDS = [
  '',
  '/app/repeat',
  '/app/settings/products',
  ...LISTS.map(({ path }) => path),
  '/app/nps',
];
const BROKEN = /NaN|Infinity|undefined|\bnull\b|\{\{|\[object/;

let browser: TestBrowser;
let stack: Stack;
let db: TestDatabase;

beforeAll(async () => {
  db = await database();
  browser = await openBrowser();
  stack = await startStack(db.url, [teaShop({ until: new Date(), customers: 3_000 })]);
  const { page } = await browser.open({ locale: 'ja-JP' });
  await page.goto(`${stack.shellUrl}/store/${SHOP}/apps/omega`);
  await page
    .frameLocator('#frame iframe')
    .getByText('までの注文で計算')
    .waitFor({ timeout: 90_000 });
  await page.context().close();
  await giveAnswers();
});

/** Records enough answers of the shop's buyers for a score, and for another one a month ago; some have comments. */
async function giveAnswers(): Promise<void> {
  const { recordAnswer } = await import('../../app/survey/answer/answer.server');
  const orders = await db.query(
    `select id::text, processed_at from (
      select id, processed_at, row_number() over (order by processed_at desc) as place
      from orders where customer_id is not null) latest
     where place <= 60 or place between 400 and 459 order by place`,
  );
  const shop = stack.shopify.orders(`${SHOP}.myshopify.com`);
  for (const [index, { id, processed_at }] of orders.entries()) {
    // the answer to an order without a number comes by a link
    const number = shop.get(Number(id))?.confirmationNumber ?? null;
    const source = number === null ? 'link' : 'thank_you';
    const message = messageSchema.parse({
      ...{ kind: 'answer', key: randomUUID(), source, number, language: 'ja', order: id },
      ...{
        score: (index < 60 ? [10, 9, 8, 6, 0] : [10, 10, 9, 8, 6])[index % 5],
        ...(index < 3 && { comment: `香り ${index}`, voice: true }),
      },
    });
    const at = new Date(z.date().parse(processed_at).getTime() + 60_000);
    if (message.kind === 'answer') await recordAnswer(`${SHOP}.myshopify.com`, message, { at });
  }
  const counted = `select 1 from snapshots, (select count(*) as given from survey_answers) answer
    where given > 0 and (numbers -> 'nps' ->> 'allAnswers')::int = given`;
  await vi.waitFor(async () => expect(await db.query(counted)).not.toEqual([]), {
    timeout: 60_000,
    interval: 200,
  });
  await countAgain();
}

/** Counts the day that pages compare with again: it was counted before its answers came. */
async function countAgain(): Promise<void> {
  const { comparedDay } = await import('../../app/metrics/compare/compared-day');
  const { requestPastDay } = await import('../../app/shop/state/past-day.server');
  const { shopOf } = await import('../../app/shop/shop.server');
  const shop = await shopOf(`${SHOP}.myshopify.com`);
  const [newest] = await db.query('select max(as_of)::text as day from snapshots');
  if (shop === null) throw new Error('the shop is not installed');
  const day = comparedDay('month', String(newest?.day));
  await db.query('delete from snapshots where as_of = $1', [day]);
  await requestPastDay(shop.id, day);
  const counted = () => db.query('select 1 from snapshots where as_of = $1', [day]);
  await vi.waitFor(async () => expect(await counted()).not.toEqual([]), {
    timeout: 60_000,
    interval: 200,
  });
}

afterAll(async () => {
  await browser.close();
  await stack[Symbol.asyncDispose]();
});

const title = (app: FrameLocator, name: string) =>
  app.getByRole('heading', { level: 1, name, exact: true });

describe('the pages', () => {
  it('are one click apart, forth and back', async () => {
    const { page, app, noise } = await visit(browser, stack, SHOP);
    for (const { link, ja } of PAGES.slice(1)) {
      await page.getByRole('link', { name: link, exact: true }).click();
      await title(app, ja).waitFor();
    }
    await page.goBack();
    await title(app, '顧客ステージ').waitFor();
    await page.goForward();
    await title(app, 'NPS（推奨度）').waitFor();
    await page.getByRole('link', { name: 'Omega', exact: true }).click();
    await title(app, 'ホーム').waitFor();
    await app.getByRole('link', { name: 'LTVの内訳を見る' }).click();
    await title(app, 'LTV（顧客生涯価値）').waitFor();
    await expect.poll(() => new URL(page.url()).pathname).toMatch(/\/apps\/omega\/app\/ltv$/);
    expect(noise).toEqual([]);
  });

  it('open by their own address, also after a reload', async () => {
    const { page, app } = await visit(browser, stack, SHOP, {
      path: '/app/repeat?renewals=without',
    });
    await title(app, 'リピート購入').waitFor();
    const pressed = app.getByRole('button', { name: '除く', pressed: true });
    await pressed.waitFor();
    await page.reload();
    await pressed.waitFor();
  });

  it('of the survey opens by its earlier address, with the view', async () => {
    const path = '/app/survey?compare=off';
    const { page, app, noise } = await visit(browser, stack, SHOP, { path });
    await title(app, '質問の設定').waitFor();
    await expect.poll(() => page.url()).toMatch(/\/apps\/omega\/app\/nps\/survey\?compare=off$/);
    expect(await page.locator('#app-nav [aria-current]').innerText()).toBe('NPS');
    expect(noise).toEqual([]);
  });

  it('say that an address has no page, and link to one', async () => {
    const { app } = await visit(browser, stack, SHOP, { path: '/app/nowhere' });
    expect(await wordsOf(app)).toContain('このページは存在しません');
    await app.getByRole('link', { name: 'ホームに戻る' }).click();
    await title(app, 'ホーム').waitFor();
  });
});

/** Holds a page's texts to one language, and to no broken number. */
async function saysOnly(language: 'ja' | 'en', app: FrameLocator, path: string): Promise<void> {
  const all = await wordsOf(app);
  expect(all, path).not.toMatch(BROKEN);
  // a filter offers the shop's own products and sources
  const offered = await app.locator('option').allTextContents();
  const words = offered
    .toSorted((one, other) => other.length - one.length)
    .reduce((rest, option) => rest.replaceAll(option, ' '), all);
  if (language === 'ja') {
    const foreign = words.match(/[A-Za-z]{2,}/g) ?? [];
    expect(
      [...new Set(foreign)].filter((word) => !KNOWN.includes(word)),
      path,
    ).toEqual([]);
  } else {
    const japanese = words.match(/[ぁ-んァ-ヶー一-龠]+/g) ?? [];
    expect(OWN_WORDS.includes(path) ? [] : japanese, path).toEqual([]);
  }
}

describe.each(['ja', 'en'] as const)('in %s', (language) => {
  it('every page fits a width of 1280, has this language alone, and leads from the figures before to now', async () => {
    const open = await visit(browser, stack, SHOP, { width: 1280, language });
    const changes: string[] = [];
    for (const each of [...PAGES, ...LISTS, ...SETTINGS])
      for await (const pane of panesThatFit(open, each, language)) {
        await saysOnly(language, open.app, each.path);
        const { count, wrong } = await changesOf(open.app, language);
        expect(wrong, `${each.path} ${pane}`).toEqual([]);
        changes.push(...Array<string>(count).fill(each.name));
        // the words differ, the parts do not: each width is looked through in one language
        if (language === 'ja') expect(await accessibilityProblems(open.page)).toEqual([]);
      }
    expect(open.noise).toEqual([]);
    expect(new Set(changes)).toEqual(new Set(PAGES.map(({ name }) => name)));
  });

  it('every page fits a width of 375, and the sheet of every number opens there and balances', async () => {
    const open = await visit(browser, stack, SHOP, { width: 375, language });
    const opened = new Set<string>();
    let sums = 0;
    for (const each of [...PAGES, ...LISTS, ...SETTINGS]) {
      for await (const pane of panesThatFit(open, each, language))
        if (language === 'en')
          expect(await accessibilityProblems(open.page), `${each.path} ${pane}`).toEqual([]);
      for (const { key, title: name, texts, beside } of await everySheet(open.app)) {
        const wrong = texts.filter((text) => !balances(text));
        expect([each.name, key, name === '', wrong, beside]).toEqual([
          ...[each.name, key, false, [], 0],
        ]);
        opened.add(key);
        sums += texts.length;
      }
    }
    expect(opened.size).toBeGreaterThan(45);
    expect(sums).toBeGreaterThan(60);
    expect(open.noise).toEqual([]);
  });
});

type WalkedPage = (typeof PAGES | typeof LISTS | typeof SETTINGS)[number];

/** Goes to a page and shows its panes in turn: in its language, without a shift, and no wider than the window. */
async function* panesThatFit(
  { app, go }: Visit,
  page: WalkedPage,
  language: 'ja' | 'en',
): AsyncGenerator<string> {
  await go(page.path);
  await title(app, page[language]).waitFor();
  expect(await app.locator('html').getAttribute('lang')).toBe(language);
  let shift = await layoutShift(app);
  if (shift.value > 0.01) {
    // a busy machine may have painted the page while it arrived: what shifts by itself shifts again
    await go(page.path);
    shift = await layoutShift(app);
  }
  expect(shift.value, `${page.name}: ${shift.moved.join('; ')}`).toBeLessThanOrEqual(0.01);
  for await (const pane of eachPane(app)) {
    expect(await overhang(app), pane).toBe(0);
    expect(await wideTables(app), `${page.path} ${pane}`).toEqual([]);
    yield pane;
  }
}

/** Reads each chart that is shown, under the pointer and by arrow keys. @returns how many there are */
async function everyChartIsRead({ app, page }: Visit, where: string): Promise<number> {
  const shown = { visible: true };
  const readers = app.getByRole('slider');
  const readouts = app.locator('.om-reader:visible + output');
  const count = await readers.filter(shown).count();
  for (let at = 0; at < count; at++) {
    const reader = readers.filter(shown).nth(at);
    const readout = readouts.nth(at);
    await reader.scrollIntoViewIfNeeded();
    await reader.hover();
    await expect.poll(() => readout.innerText(), { message: where }).toMatch(/\d/);
    await reader.focus();
    await page.keyboard.press('Home');
    const first = await readout.innerText();
    await page.keyboard.press('End');
    expect(await readout.innerText()).not.toBe(first);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowRight');
    expect(await reader.getAttribute('aria-valuenow')).toBe(
      await reader.getAttribute('aria-valuemax'),
    );
  }
  return count;
}

/** Opens the table of each chart that is shown, by keyboard. @returns how many there are */
async function everyChartHasATable({ app, page }: Visit): Promise<number> {
  const more = app.locator('details.om-more:visible > summary');
  for (let at = 0; at < (await more.count()); at++) await more.nth(at).click();
  const figures = app.locator('figure:visible');
  const count = await figures.count();
  for (let at = 0; at < count; at++) {
    const figure = figures.nth(at);
    if ((await figure.locator('details[open]').count()) === 0) {
      await figure.getByText('表で見る').focus();
      await page.keyboard.press('Enter');
    }
    const table = figure.getByRole('table');
    await table.waitFor();
    expect(await table.getByRole('row').count()).toBeGreaterThan(1);
  }
  return count;
}

describe('the merchant', () => {
  it("reads the app in the browser's language, then in another chosen one, on another site than the admin", async () => {
    const { page, app } = await visit(browser, stack, SHOP);
    await title(app, 'ホーム').waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await title(app, 'Home').waitFor();
    await page.getByRole('link', { name: 'Stages' }).click();
    await title(app, 'Customer stages').waitFor();
    // the admin's tab and the app's document name the page
    await expect.poll(() => page.title()).toBe('Customer stages · Omega');
    expect(await app.locator('title').first().textContent()).toBe('Customer stages · Omega');
    const frame = await page.locator('#frame iframe').getAttribute('src');
    expect(new URL(frame ?? '').hostname).not.toBe(new URL(page.url()).hostname);
  });

  it('opens a number’s sheet by keyboard, closes it by Escape and by going back, and stays where they were', async () => {
    const { page, app, noise } = await visit(browser, stack, SHOP);
    const term = app.getByRole('link', { name: '90日以内のF2転換率' });
    await term.focus();
    await page.keyboard.press('Enter');
    const sheet = app.getByRole('dialog', { name: 'F2転換率（2回目の購入率）' });
    await sheet.waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await expect.poll(() => new URL(page.url()).search).toContain('sheet=repeat.f2');
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    expect(await term.evaluate((element) => element === document.activeElement)).toBe(true);
    await expect.poll(() => new URL(page.url()).search).not.toContain('sheet');

    await page.keyboard.press('Enter');
    await sheet.waitFor();
    await page.goBack();
    await sheet.waitFor({ state: 'detached' });
    await title(app, 'ホーム').waitFor();
    expect(noise).toEqual([]);
  });

  it('opens a sheet by an address that was sent, with this shop’s sum, and closes it by its button', async () => {
    const { page, app } = await visit(browser, stack, SHOP, {
      path: '/app/ltv?sheet=ltv.ltv',
      width: 375,
    });
    const sheet = app.getByRole('dialog');
    await sheet.waitFor();
    expect(balances(await sheet.locator('.om-sum').first().innerText())).toBe(true);
    await sheet.getByRole('link', { name: '閉じる' }).click();
    await sheet.waitFor({ state: 'detached' });
    const focused = () => app.locator(':focus').getAttribute('data-sheet');
    await expect.poll(focused).toBe('ltv.ltv');
    await expect.poll(() => new URL(page.url()).search).not.toContain('sheet');
  });

  it('finds every sheet’s sums of this shop balanced', async () => {
    const { readSnapshot } = await import('../../app/metrics/read.server');
    const { shopOf } = await import('../../app/shop/shop.server');
    const shop = await shopOf(`${SHOP}.myshopify.com`);
    const read = shop && (await readSnapshot(shop.id));
    if (read === null) throw new Error('the shop has no numbers');
    const facts = sheetFacts(read.snapshot, 'with');
    const texts = Object.values(facts.sums)
      .flat()
      .map((sum) => writeSum(sum, formatter('ja', 'JPY', 'Asia/Tokyo')).text);
    expect(texts.length).toBeGreaterThan(40);
    expect(texts.filter((text) => !balances(text))).toEqual([]);
  });

  it('sorts a table by keyboard and hears the order, the totals staying first', async () => {
    const { page, app } = await visit(browser, stack, SHOP, { path: '/app/stages' });
    const table = app
      .getByRole('table', { name: '7段階の顧客ステージ' })
      .or(app.getByRole('table', { name: '7つのステージ' }));
    const names = () => table.locator('tbody th').allInnerTexts();
    const own = await names();
    const head = table.getByRole('columnheader', { name: 'お客様' });
    const counts = async () =>
      (await table.locator('tbody:not(.om-total) td.om-main').allInnerTexts()).map((text) =>
        Number(text.replace(/\D/g, '')),
      );
    await head.getByRole('button').focus();
    await page.keyboard.press('Enter');
    expect(await head.getAttribute('aria-sort')).toBe('descending');
    expect(await counts()).toEqual((await counts()).toSorted((a, b) => b - a));
    expect((await names())[0]).toBe(own[0]);
    await app.getByRole('status').getByText('お客様の大きい順').waitFor({ state: 'attached' });
    await page.keyboard.press('Enter');
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    expect(await counts()).toEqual((await counts()).toSorted((a, b) => a - b));
    await page.keyboard.press('Enter');
    expect(await head.getAttribute('aria-sort')).toBeNull();
    expect(await names()).toEqual(own);
  });

  it('reads every chart’s values under the pointer, by arrow keys, and in a table', async () => {
    const open = await visit(browser, stack, SHOP);
    let seen = 0;
    for (const { path } of PAGES) {
      await open.go(path);
      let figures = 0;
      for await (const pane of eachPane(open.app)) {
        seen += await everyChartIsRead(open, `${path} ${pane}`);
        figures += await everyChartHasATable(open);
      }
      expect(figures, path).toBeGreaterThan(0);
    }
    expect(seen).toBeGreaterThanOrEqual(6);
    expect(open.noise).toEqual([]);
  });

  it('sees fewer repeat purchases without renewals', async () => {
    const { page, app } = await visit(browser, stack, SHOP, { path: '/app/repeat' });
    const rate = async () =>
      Number(/([\d.]+)%/.exec(await app.locator('.om-number').first().innerText())?.[1]);
    const withRenewals = await rate();
    await app.getByRole('button', { name: '除く' }).click();
    await expect.poll(rate).toBeLessThan(withRenewals);
    expect(new URL(page.url()).search).toBe('?renewals=without');
    await app.getByRole('button', { name: '含める' }).click();
    await expect.poll(rate).toBe(withRenewals);
  });
});

describe.each([
  {
    language: 'ja',
    ...{ home: 'ホーム', ltv: 'LTV（顧客生涯価値）', stages: '顧客ステージ' },
    ...{ menu: 'ステージ', seeLtv: 'LTVの内訳を見る', asOf: /^2.*日まで$/, past: '過去の日：' },
    ...{ whole: /までの注文で計算した数字です/, back: '今日までの数字に戻る' },
    fields: { group: 'この日までの注文で表示', year: '年', month: '月', day: '日', show: '表示' },
    ...{ filter: '絞り込み', product: '初回購入商品', compare: '比較：', year: '前年の同じ日' },
  },
  {
    language: 'en',
    ...{ home: 'Home', ltv: 'LTV (customer lifetime value)' },
    ...{ stages: 'Customer stages', menu: 'Stages', seeLtv: 'See what LTV is made of' },
    ...{ asOf: /^Up to /, past: 'Past day: ', whole: /Numbers from orders up to/ },
    back: 'Back to today’s numbers',
    fields: { group: 'Show orders up to', year: 'Year', month: 'Month', day: 'Day', show: 'Show' },
    ...{ filter: 'Filter', product: 'First product', compare: 'Compare: ' },
    year: 'Same day last year',
  },
] as const)('the view of the numbers, in $language', (words) => {
  const { language, fields } = words;

  it('is of a past day that was asked for, three clicks later too, until today is chosen', async () => {
    const path = '/app/stages';
    const { page, app, noise } = await visit(browser, stack, SHOP, { path, language });
    const day = new Date();
    day.setUTCDate(day.getUTCDate() - 100);
    await app.locator('summary', { hasText: words.asOf }).click();
    const chosen = app.getByRole('group', { name: fields.group });
    const choose = (name: string, option: string | { index: number }) =>
      chosen.getByLabel(name, { exact: true }).selectOption(option);
    await choose(fields.year, String(day.getUTCFullYear()));
    await choose(fields.month, { index: day.getUTCMonth() });
    await choose(fields.day, { index: day.getUTCDate() - 1 });
    await app.getByRole('button', { name: fields.show }).click();
    await app.getByText(words.whole).waitFor({ timeout: 60_000 });
    await title(app, words.stages).waitFor();
    await app.locator('summary', { hasText: words.past }).waitFor();
    const asked = new URL(page.url()).searchParams.get('asOf');
    expect(asked).not.toBeNull();
    // from here three clicks, in the admin's menu and on the page, keep the day
    await page.getByRole('link', { name: 'Omega', exact: true }).click();
    await title(app, words.home).waitFor();
    await app.getByText(words.whole).waitFor();
    await app.getByRole('link', { name: words.seeLtv }).click();
    await title(app, words.ltv).waitFor();
    await page.getByRole('link', { name: words.menu, exact: true }).click();
    await title(app, words.stages).waitFor();
    expect(new URL(page.url()).searchParams.get('asOf')).toBe(asked);
    await app.getByRole('link', { name: words.back }).first().click();
    await app.getByText(words.whole).waitFor({ state: 'detached' });
    expect(noise).toEqual([]);
  });

  it('is of a filter’s customers beside those of last year, and its sheets balance', async () => {
    const path = '/app/ltv';
    const { page, app, noise } = await visit(browser, stack, SHOP, { path, language });
    const shown = () => app.locator('.om-number').first().innerText();
    const everyone = await shown();
    await app.locator('summary', { hasText: words.filter }).click();
    await app.getByLabel(words.product).selectOption({ index: 1 });
    await app.getByRole('button', { name: fields.show, exact: true }).last().click();
    await expect.poll(shown, { timeout: 30_000 }).not.toBe(everyone);
    await app.locator('summary', { hasText: words.compare }).click();
    await app.getByRole('link', { name: words.year }).click();
    await expect
      .poll(() => new URL(page.url()).search)
      .toMatch(/^\?(?=.*compare=year)(?=.*product=\d+)/);
    await app.locator('.om-change:has(strong)').first().waitFor({ timeout: 60_000 });
    expect(await changesOf(app, language)).toMatchObject({ wrong: [] });
    const sheets = await everySheet(app);
    expect(sheets.flatMap(({ texts }) => texts).filter((text) => !balances(text))).toEqual([]);
    expect(noise).toEqual([]);
  });
});

describe.each([
  {
    language: 'ja',
    menu: 'ステージ',
    heading: '顧客ステージ',
    ...{ load: 'ページを読み込めませんでした', save: '保存できませんでした' },
    ...{
      again: 'もう一度読み込む',
      bar: '保存する',
      field: '質問文（日本語）',
      saved: '保存しました。',
    },
  },
  {
    language: 'en',
    menu: 'Stages',
    heading: 'Customer stages',
    ...{ load: 'The page could not be loaded', save: 'Not saved' },
    ...{ again: 'Try again', bar: 'Save', field: 'Question (Japanese)', saved: 'Saved.' },
  },
] as const)('without a connection, in $language', (words) => {
  const { language, menu, heading } = words;

  it('a click keeps the page, says so, and works when the line is back', async () => {
    const { page, app } = await visit(browser, stack, SHOP, { path: '/app/ltv', language });
    const here = app.getByRole('heading', { level: 1 });
    const before = await here.innerText();
    await page.context().setOffline(true);
    await page.getByRole('link', { name: menu, exact: true }).click();
    await app.getByText(words.load).waitFor();
    expect(await here.innerText()).toBe(before);
    await app.getByRole('button', { name: words.again }).click();
    await app.getByText(words.load).waitFor();
    await page.context().setOffline(false);
    await title(app, heading).waitFor();
    await app.getByText(words.load).waitFor({ state: 'detached' });
  });

  it('a save keeps the form, what was typed, and the save bar', async () => {
    const { page, app } = await visit(browser, stack, SHOP, { path: '/app/nps/survey', language });
    const field = app.getByLabel(words.field);
    const typed = `お友達に勧めますか？（${language}）`;
    await field.fill(typed);
    const bar = page.getByRole('button', { name: words.bar, exact: true });
    await page.context().setOffline(true);
    await bar.click();
    await app.getByText(words.save).waitFor();
    expect(await field.inputValue()).toBe(typed);
    await page.context().setOffline(false);
    await bar.click();
    await app.getByText(words.saved, { exact: true }).waitFor();
    await app.getByText(words.save).waitFor({ state: 'detached' });
    expect(await field.inputValue()).toBe(typed);
  });
});

describe.each([
  {
    language: 'ja',
    width: 1280,
    name: 'その他の操作',
    tables: /^すべての表（CSV/,
    chart: 'LTV曲線',
    notLoaded: 'ダウンロードを準備できませんでした',
  },
  {
    language: 'en',
    width: 375,
    name: 'More actions',
    tables: /^All tables/,
    chart: 'LTV curve',
    notLoaded: 'Couldn’t load the downloads',
  },
] as const)('the menu of a page, $language at $width', (words) => {
  const { language, width } = words;

  it('saves every table and chart without a connection, by keyboard', async () => {
    const { page, app, noise } = await visit(browser, stack, SHOP, {
      path: '/app/ltv',
      language,
      width,
    });
    const button = app.locator('summary', { hasText: '…' });
    const menu = app.getByRole('menu', { name: words.name });
    const items = menu.getByRole('menuitem');
    const focused = app.locator(':focus');
    const charts = app.locator('figure');
    const chart = charts.first();
    const place = () => chart.evaluate((figure) => figure.getBoundingClientRect().top + scrollY);
    const before = await place();
    // without a connection before the first touch, its code is missing: it says so, and asks again
    await page.context().setOffline(true);
    await button.focus();
    await page.keyboard.press('Enter');
    await app.getByRole('alert').getByText(words.notLoaded).waitFor();
    await page.keyboard.press('Escape');
    await page.context().setOffline(false);
    await page.keyboard.press('Enter');
    await expect.poll(() => focused.innerText()).toMatch(words.tables);
    await app.getByText(words.notLoaded).waitFor({ state: 'detached' });
    expect(await place()).toBe(before);
    expect(await accessibilityProblems(page)).toEqual([]);
    const box = await menu.boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    await page.keyboard.press('ArrowUp');
    expect(await focused.innerText()).toBe(await items.last().innerText());
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    expect(await focused.innerText()).toContain(words.chart);
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'hidden' });
    await expect.poll(() => focused.getAttribute('aria-label')).toBe(words.name);

    // between a phone and a desk every panel of the strip fits, too
    await page.setViewportSize({ width: width === 375 ? 375 : 640, height: 800 });
    const parts = app.locator('.om-strip-part > summary');
    for (let at = 0; at < (await parts.count()); at += 1) {
      await parts.nth(at).click();
      await app.locator('.om-strip-part[open] > .om-panel').waitFor();
      expect(await overhang(app), await parts.nth(at).innerText()).toBe(0);
      await page.keyboard.press('Escape');
    }
    await page.setViewportSize({ width, height: 800 });

    expect(noise.filter((text) => !text.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
    await page.context().setOffline(true);
    const choose = async (downs: number): Promise<void> => {
      await page.keyboard.press('ArrowDown');
      await expect.poll(() => focused.innerText()).toMatch(words.tables);
      for (let down = 0; down < downs; down += 1) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
    };
    const archive = await saved(page, () => choose(0));
    await menu.waitFor({ state: 'hidden' });
    expect(archive.name).toMatch(/^tea-shop-LTV.+-\d{4}-\d\d-\d\d\.zip$/);
    const files = unzip(archive.bytes);
    const shown = await shownTables(app);
    expect(files.length).toBe(shown.length);
    const format = formatter(language, 'JPY', 'Asia/Tokyo');
    for (const [at, { caption, label, cells }] of shown.entries()) {
      const file = files[at];
      const [about, , heads, ...rows] = csvCells(file?.content.toString('utf8') ?? '');
      expect(file?.name).toContain('tea-shop-');
      expect(about?.slice(0, 2)).toEqual([caption, `${SHOP}.myshopify.com`]);
      const column = heads?.findIndex((head) => head.startsWith(label)) ?? -1;
      const values = rows.map((row) => row[column] ?? '');
      expect(values.length, caption).toBe(cells.length);
      for (const [row, cell] of cells.entries()) {
        const value = values[row];
        expect(
          [format.money(value), format.percent(value), format.number(value)],
          `${caption} ${value}`,
        ).toContain(cell.replace(/人$/, ''));
      }
    }

    const picture = await saved(page, () => choose(1));
    expect(picture.name.replace(/\d{4}-\d\d-\d\d/, 'day')).toBe(`tea-shop-${words.chart}-day.png`);
    const png = await decodedPng(app, picture.bytes);
    const figure = await chart.evaluate((element) => element.getBoundingClientRect().width);
    expect(png.width).toBe(Math.ceil((figure + 40) * 2));
    // the line, its band, and paper around them
    expect(png.share('44,110,203')).toBeGreaterThan(0.001);
    expect(png.share('207,223,245')).toBeGreaterThan(0.005);
    expect(png.share('255,255,255')).toBeGreaterThan(0.5);
    await menu.waitFor({ state: 'hidden' });

    // one that is folded away, as in a pane that is not shown
    await charts.last().evaluate((figure) => {
      if (figure.parentElement !== null) figure.parentElement.style.display = 'none';
    });
    expect(await charts.last().isVisible()).toBe(false);
    const last = await charts.count();
    const folded = await decodedPng(app, (await saved(page, () => choose(last))).bytes);
    expect(folded.width).toBeGreaterThan(500);
    expect(folded.share('44,110,203')).toBeGreaterThan(0.001);
    await menu.waitFor({ state: 'hidden' });
    expect(await charts.last().isVisible()).toBe(false);

    await charts.evaluateAll((all) => {
      for (const figure of all) figure.removeAttribute('aria-label');
    });
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focused.innerText()).toMatch(words.tables);
    await expect.poll(() => menu.getByText('PNG').count()).toBe(0);
  });
});

describe.each([
  {
    language: 'ja',
    ...{ settings: '設定', costs: '費用', systems: 'システム費（月）', people: '人件費（月）' },
    ...{ customers: 'お客様の数', result: '1人あたり月¥80、年¥960' },
    ...{ save: '保存する', saved: '保存しました。', yearly: '年¥960', history: '変更履歴' },
    ...{
      undo: /^「顧客維持コスト」を「未設定」に/,
      undone: '「顧客維持コスト」を元に戻しました。',
    },
    ...{ fault: '0以上の額を入力してください。' },
  },
  {
    language: 'en',
    ...{ settings: 'Settings', costs: 'Costs', systems: 'Systems per month' },
    ...{ people: 'People per month', customers: 'Number of customers' },
    ...{ result: '¥80 a month, ¥960 a year per customer' },
    ...{ save: 'Save', saved: 'Saved.', yearly: '¥960 a year', history: 'Change history' },
    ...{ undo: /^Set Retention cost back to/, undone: 'Retention cost is back' },
    ...{ fault: 'Enter an amount of 0 or more.' },
  },
] as const)('costs, in $language', (words) => {
  const { language } = words;

  it('are worked out while they are typed, taken from every LTV, and undone', async () => {
    const { page, app, noise } = await visit(browser, stack, SHOP, { language });
    await page.getByRole('link', { name: words.settings, exact: true }).click();
    await app.getByRole('link', { name: words.costs, exact: true }).click();
    await title(app, words.costs).waitFor();
    await app.getByLabel(words.systems).fill('-5');
    await app.getByText(words.fault).waitFor();
    await app.getByLabel(words.systems).fill('１００,０００');
    await app.getByLabel(words.people).fill('30万');
    await app.getByLabel(words.customers).fill('5,000');
    await app.getByText(words.result).waitFor();
    expect(await app.getByText(words.fault).count()).toBe(0);
    await app.locator('td strong').getByText('¥960').waitFor();
    await page.getByRole('button', { name: words.save, exact: true }).click();
    await app.getByText(words.saved).waitFor();
    await page.getByRole('link', { name: 'LTV', exact: true }).click();
    // a busy worker counts earlier changes first
    await app.locator('.om-formula').getByText(words.yearly).waitFor({ timeout: 90_000 });
    await page.getByRole('link', { name: words.settings, exact: true }).click();
    await app.getByRole('link', { name: words.history, exact: true }).click();
    await app.getByRole('button', { name: words.undo }).first().click();
    await app.getByText(words.undone).waitFor();
    expect(noise).toEqual([]);
  });
});

it('costs of two people who save at once are not lost: the second is told, and decides', async () => {
  const open = () => visit(browser, stack, SHOP, { path: '/app/settings/costs' });
  const [first, second] = [await open(), await open()];
  // a preview waits for the connection, and the form does not
  await second.page.context().setOffline(true);
  await second.app.getByLabel('標準の粗利率（%）').fill('55');
  await second.app.getByText('ページを読み込めませんでした').waitFor();
  await second.page.context().setOffline(false);
  await second.app.getByText('ページを読み込めませんでした').waitFor({ state: 'detached' });
  expect(await second.app.getByLabel('標準の粗利率（%）').inputValue()).toBe('55');
  for (const [{ page, app }, margin] of [
    [first, '60'],
    [second, '50'],
  ] as const) {
    await app.getByLabel('標準の粗利率（%）').fill(margin);
    await page.getByRole('button', { name: '保存する', exact: true }).click();
    await app
      .getByText(margin === '60' ? '保存しました。' : '標準の粗利率は、いま「60%」です。')
      .waitFor();
  }
  expect(await second.app.getByLabel('標準の粗利率（%）').inputValue()).toBe('50');
  await second.page.getByRole('button', { name: '保存する', exact: true }).click();
  await second.app.getByText('保存しました。').waitFor();
  await first.page.reload();
  await expect.poll(() => first.app.getByLabel('標準の粗利率（%）').inputValue()).toBe('50');
});

it('products that become trials move as many customers as the preview said, and undo brings them back', async () => {
  const { page, app, noise } = await visit(browser, stack, SHOP);
  const menu = (name: string) => page.getByRole('link', { name, exact: true }).click();
  /** The customers on stage 1, before and after saving. */
  const previewed = async () => {
    const row = app.locator('.om-roles-stages tr').filter({ hasText: '購入者' });
    await row.waitFor();
    return await row.locator('td').allInnerTexts();
  };
  const onFirstStage = async (people: string) => {
    await menu('ステージ');
    const row = app.getByRole('row').filter({ hasText: '購入者' });
    await row
      .filter({ hasText: people.replace('人', '') })
      .first()
      .waitFor({ timeout: 90_000 });
  };
  const settings = async (name: string) => {
    await menu('設定');
    await app.getByRole('link', { name, exact: true }).click();
    await title(app, name).waitFor();
  };

  await title(app, 'ホーム').waitFor();
  await settings('商品の役割');
  await app.getByText('提案：お試し（商品名に「お試し」がある）').first().waitFor();
  const role = (product: string) => app.getByLabel(product, { exact: true });
  await role('深蒸し煎茶').selectOption('trial');
  const [before = '', one = ''] = await previewed();
  // what is discarded is as it was saved
  await page.getByRole('button', { name: '破棄する', exact: true }).click();
  await page.getByRole('button', { name: '変更を破棄する', exact: true }).click();
  await expect.poll(() => role('深蒸し煎茶').inputValue()).toBe('');
  await role('深蒸し煎茶').selectOption('trial');
  await expect.poll(previewed).toEqual([before, one]);
  // the suggestions leave what was chosen
  await app.getByRole('button', { name: /件の提案をすべて反映$/ }).click();
  await expect.poll(() => role('煎茶お試しセット').inputValue()).toBe('trial');
  expect(await role('深蒸し煎茶').inputValue()).toBe('trial');
  // the earlier preview stands until the reply comes
  await expect.poll(async () => (await previewed())[1]).not.toBe(one);
  const [still, after = ''] = await previewed();
  expect(still).toBe(before);
  await page.getByRole('button', { name: '保存する', exact: true }).click();
  await app.getByText('商品の役割を保存しました。').waitFor();
  await onFirstStage(after);
  await menu('リピート');
  await app.locator('.om-pane-choice').getByText('商品と日数', { exact: true }).click();
  await app.getByText(/お試しから始めたお客様100人のうち、約\d+/).waitFor();

  await settings('変更履歴');
  await app.getByText(/「煎茶お試しセット」の役割：なし → お試し/).waitFor();
  await app
    .getByRole('button', { name: /^「商品の役割」を/ })
    .first()
    .click();
  await app.getByText('「商品の役割」を元に戻しました。').waitFor();
  await onFirstStage(before);
  expect(noise).toEqual([]);
});

describe.each([
  {
    language: 'ja',
    ...{ settings: '設定', advertising: '広告費', open: 'CSVを取り込む', read: '内容を確認' },
    ...{ file: 'CSVファイル', wrong: '取り込めない行：2行', apply: '4件を反映' },
    ...{ lines: ['3行目：月を「2026-01」', '5行目：0以上の額'], history: '変更履歴' },
    ...{ applied: '4件の広告費を反映しました。', leftOut: '誤りのあった2行' },
    ...{ undo: /^「広告費」を/, undone: '「広告費」を元に戻しました。' },
  },
  {
    language: 'en',
    ...{ settings: 'Settings', advertising: 'Advertising spend', open: 'Import CSV' },
    ...{ read: 'Check file', file: 'CSV file', wrong: '2 lines cannot be imported' },
    ...{ lines: ['Line 3: Enter the month', 'Line 5: Enter an amount of 0'] },
    ...{ apply: 'Apply 4 changes', applied: 'Applied 4 changes', history: 'Change history' },
    ...{ leftOut: '2 lines with errors were left out', undo: /^Set Advertising spend back/ },
    undone: 'Advertising spend is back',
  },
] as const)('advertising spend, in $language', (words) => {
  const { language } = words;
  const counted = async () => {
    const [row] = await db.query(
      `select numbers -> 'ltv' ->> 'acquisitionCost' as cost, numbers -> 'ltv' ->> 'value' as value
       from snapshots order by as_of desc limit 1`,
    );
    return { cost: row?.cost ?? null, value: row?.value ?? null };
  };

  it('comes from a file with two bad lines, moves LTV as was shown before, and is undone', async () => {
    const { page, app, noise } = await visit(browser, stack, SHOP, { language });
    await page.getByRole('link', { name: words.settings, exact: true }).click();
    await app.getByRole('link', { name: words.advertising, exact: true }).click();
    await title(app, words.advertising).waitFor();
    await app.getByRole('link', { name: words.open, exact: true }).click();
    const year = new Date().getUTCFullYear() - 1;
    const lines = [
      ...['月,媒体,広告費', `${year}-01,Google,"300,000"`, `${year}-99,Google,1`],
      ...[`${year}-02,Google,２００，０００円`, `${year}-02,LINE,-5`],
      ...[`${year}-01,LINE,100000`, `${year}-03,Google,0`],
    ];
    await app.getByLabel(words.file).setInputFiles({
      ...{ name: 'spend.csv', mimeType: 'text/csv' },
      buffer: Buffer.from(lines.join('\r\n')),
    });
    await app.getByRole('button', { name: words.read, exact: true }).click();
    await app.getByText(words.wrong).waitFor();
    for (const line of words.lines) await app.getByText(line).waitFor();
    const shown = await app.locator('td strong').allInnerTexts();
    expect(shown).toHaveLength(2);
    await app.getByRole('button', { name: words.apply, exact: true }).click();
    await app.getByText(words.applied).waitFor();
    await app.getByText(words.leftOut).waitFor();
    await vi.waitFor(async () => expect((await counted()).cost).not.toBeNull(), {
      timeout: 60_000,
      interval: 200,
    });
    const { cost, value } = await counted();
    const { money } = formatter(language, 'JPY', 'Asia/Tokyo');
    expect(shown).toEqual([money(String(cost)), money(String(value))]);
    await page.getByRole('link', { name: 'LTV', exact: true }).click();
    await app
      .locator('.om-formula')
      .getByText(shown[0] ?? '', { exact: true })
      .waitFor();
    await page.getByRole('link', { name: words.settings, exact: true }).click();
    await app.getByRole('link', { name: words.history, exact: true }).click();
    await app.getByRole('button', { name: words.undo }).first().click();
    await app.getByText(words.undone).waitFor();
    expect(await db.query('select * from advertising_spend')).toEqual([]);
    await vi.waitFor(async () => expect((await counted()).cost).toBeNull(), {
      timeout: 60_000,
      interval: 200,
    });
    expect(noise).toEqual([]);
  });
});

it('the grid of advertising takes a pasted block and the keys of a spreadsheet, and is saved', async () => {
  const { page, app, noise } = await visit(browser, stack, SHOP, {
    path: '/app/settings/advertising',
  });
  const cell = (place: string) => app.locator(`[data-cell="${place}"]`);
  const paste = (place: string, text: string) =>
    cell(place).evaluate((input, copied) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text', copied);
      const options = { clipboardData, bubbles: true, cancelable: true };
      input.dispatchEvent(new ClipboardEvent('paste', options));
    }, text);
  await paste('-1.0', 'Google\tLINE\tMeta\tYahoo\n¥1,000\t２００\t\tx\n5\t6\t7\t8');
  await app.getByText('12個のセルに貼り付けました。').waitFor();
  await app.getByText('数字で入力してください').waitFor();
  // a fourth column was made for the block
  await cell('0.3').fill('9');
  await cell('0.3').press('Enter');
  await expect.poll(() => cell('1.3').evaluate((one) => one === document.activeElement)).toBe(true);
  await page.keyboard.type('99');
  await page.keyboard.press('Escape');
  expect(await cell('1.3').inputValue()).toBe('8');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type('70');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect
    .poll(() => cell('-1.2').evaluate((one) => one === document.activeElement))
    .toBe(true);
  await app.locator('tfoot').getByText('¥1,298', { exact: true }).waitFor();
  await page.getByRole('button', { name: '保存する', exact: true }).click();
  await app.getByText('保存しました。').waitFor();
  await page.reload();
  await expect.poll(() => cell('1.2').inputValue()).toBe('70');
  for (const channel of ['Google', 'LINE', 'Meta', 'Yahoo'])
    await app.getByLabel(`「${channel}」を削除`).check();
  await page.getByRole('button', { name: '保存する', exact: true }).click();
  await expect.poll(() => db.query('select * from advertising_spend')).toEqual([]);
  expect(noise).toEqual([]);
});

describe('the survey’s settings', () => {
  it('appear in both previews during typing, are saved by Shopify’s bar, and load again', async () => {
    const { page, app, noise } = await visit(browser, stack, SHOP, { path: '/app/nps/survey' });
    expect(await page.locator('#app-nav [aria-current]').innerText()).toBe('NPS');
    const shown = (words: string) => app.locator('.om-surface').getByText(words);
    await app.getByLabel('質問文（日本語）').fill('お友達に勧めますか?');
    await expect.poll(() => shown('お友達に勧めますか?').count()).toBe(2);
    await page.getByRole('button', { name: '破棄' }).click();
    await page.getByRole('button', { name: '変更を破棄' }).click();
    await expect.poll(() => shown('お友達に勧めますか?').count()).toBe(0);

    await app.getByLabel('質問文（日本語）').fill('お友達に勧めますか?');
    await app.getByLabel('いちばんの理由').uncheck();
    await page.getByRole('button', { name: '保存' }).click();
    await app.getByText('保存しました。').waitFor();
    await page.reload();
    await expect.poll(() => shown('お友達に勧めますか?').count()).toBe(2);
    await app.getByRole('button', { name: '0〜6点' }).click();
    await expect.poll(() => shown('商品が期待と違った').count()).toBe(0);
    await app.getByRole('button', { name: '英語' }).click();
    await shown('How likely are you').first().waitFor();
    expect(noise).toEqual([]);
  });

  it('say where the question is placed, and check again when the merchant returns', async () => {
    const domain = `${SHOP}.myshopify.com`;
    onTestFinished(() => place(domain, 'thankYou', true));
    place(domain, 'thankYou', false);
    const { app } = await visit(browser, stack, SHOP, { path: '/app/nps/survey' });
    await app.getByText('未配置').waitFor();
    expect(await app.getByText('配置済み').count()).toBe(2);
    place(domain, 'thankYou', true);
    await app.locator('body').evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect.poll(() => app.getByText('配置済み').count()).toBe(3);
  });
});

describe('what needs attention on Home', () => {
  it('is dismissed for good, the survey’s placement until it was placed, which is asked of Shopify', async () => {
    const domain = `${SHOP}.myshopify.com`;
    const places = ['thankYou', 'orderStatus', 'theme'] as const;
    onTestFinished(() => {
      for (const where of places) place(domain, where, true);
    });
    const { page, app, noise } = await visit(browser, stack, SHOP);
    const rows = app.locator('.om-attention > li');
    const buttons = rows.getByRole('button', { name: '閉じる' });
    await buttons.first().waitFor();
    const first = await rows.first().innerText();
    const lines = await buttons.count();
    expect(lines).toBeGreaterThan(0);
    await buttons.first().click();
    await expect.poll(() => rows.allInnerTexts()).not.toContain(first);
    await page.reload();
    await rows.first().waitFor();
    expect(await rows.allInnerTexts()).not.toContain(first);
    for (const where of places) place(domain, where, false);
    // the last row is free once fewer than three lines are left
    while ((await buttons.count()) > 2) {
      const next = await rows.first().innerText();
      await buttons.first().click();
      await expect.poll(() => rows.allInnerTexts()).not.toContain(next);
    }
    const nowhere = rows.filter({ hasText: '質問のブロックが、まだどこにも配置されていません。' });
    const placedEverywhere = async (isPlaced: boolean) => {
      for (const where of places) place(domain, where, isPlaced);
      const returned = () => document.dispatchEvent(new Event('visibilitychange'));
      await app.locator('body').evaluate(returned);
    };
    await placedEverywhere(false);
    await nowhere.getByRole('button').click();
    const dismissed = async () => {
      const sql = `select settings->'attention'->'dismissed' @> '[{"subject":"placement"}]' as kept from shops`;
      return (await db.query(sql)).some(({ kept }) => kept);
    };
    await expect.poll(dismissed).toBe(true);
    await expect.poll(() => nowhere.count()).toBe(0);
    await placedEverywhere(true);
    await expect.poll(dismissed).toBe(false);
    await placedEverywhere(false);
    await nowhere.waitFor();
    await placedEverywhere(true);
    await app.getByText('確認が必要なことは、今のところありません。').waitFor();
    expect(noise).toEqual([]);
  });
});

describe('a testimonial', () => {
  it('is approved, labelled if it was rewarded, and withdrawn for good', async () => {
    const { app, noise } = await visit(browser, stack, SHOP, { path: '/app/nps/voices' });
    const said = app.getByRole('listitem').filter({ hasText: '香り 1' });
    await said.getByLabel(/謝礼/).check();
    await said.getByRole('button', { name: '掲載OKにする' }).click();
    await app.getByText('掲載OKにしました。').waitFor();
    await said.getByText('PR', { exact: true }).waitFor();
    await said.getByText('取り下げる…').click();
    await said.getByRole('button', { name: '取り下げる' }).click();
    await app.getByRole('heading', { name: '取り下げた声' }).waitFor();
    expect(await said.getByRole('button').count()).toBe(0);
    expect(noise).toEqual([]);
  });
});

describe('the answers', () => {
  it('are filtered by a choice, which is in the address', async () => {
    const { page, app } = await visit(browser, stack, SHOP, { path: '/app/nps' });
    await app.getByRole('link', { name: 'すべての回答を見る' }).click();
    await title(app, '回答').waitFor();
    await app.getByLabel('点数').selectOption('detractors');
    // some customers bought twice and were asked once
    const [left] = await db.query(
      'select count(*)::text as answers from survey_answers where score <= 6',
    );
    await app.getByText(`${String(left?.answers)}件の回答`, { exact: true }).waitFor();
    expect(new URL(page.url()).search).toContain('group=detractors');
    await app.getByLabel('コメントのある回答だけ').check();
    await app.getByText('この条件に合う回答はありません。').waitFor();
  });
});

describe('a number', () => {
  it('is the same on every page that shows it', async () => {
    const open = await visit(browser, stack, SHOP);
    const said: Record<string, string> = {};
    for (const { path, name } of PAGES) {
      await open.go(path);
      said[name] = await wordsOf(open.app);
    }
    const find = (page: string, pattern: RegExp) => pattern.exec(said[page] ?? '')?.[1];
    const customers = find('repeat', /1回目\s+([\d,]+)人/);
    expect(customers).toMatch(/^\d,\d{3}$/);
    expect(find('stages', /現在は([\d,]+)人になりました/)).toBe(customers);
    const ltv = find('home', /LTV（粗利・365日）\s+(¥[\d,]+)/);
    expect(ltv).toMatch(/^¥\d,\d{3}$/);
    expect(find('nps', /LTV（粗利・365日）\s+(¥[\d,]+)/)).toBe(ltv);
    const f2 = find('home', /90日以内のF2転換率\s+([\d.]+%)/);
    expect(f2).toMatch(/^\d\d\.\d%$/);
    expect(find('repeat', /90日以内のF2転換率\s+([\d.]+%)/)).toBe(f2);
    const purchasers = find('stages', /1\s*購入者\s+([\d,]+)人/);
    expect(purchasers).toMatch(/^\d,\d{3}$/);
    expect(find('home', /1\s*購入者\s+([\d,]+)人/)).toBe(purchasers);
  });
});
