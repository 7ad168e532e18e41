import { describe, expect, it } from 'vitest';
import { formatter } from '../../../app/i18n/format';
import { sheetFacts } from '../../../app/ui/sheets/sheet-facts';
import { writeSum } from '../../../app/ui/sheets/write-sum';
import { balances } from '../../support/numbers/balance';
import { accessibilityProblems } from '../browser/accessibility';
import { eachPane, visit, type Visit } from '../browser/visit';
import { PAGES } from './names';
import { SHOP, browser, stack, title } from './stand';

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
    const { readSnapshot } = await import('../../../app/metrics/read.server');
    const { shopOf } = await import('../../../app/shop/shop.server');
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
