import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually';
import { balances } from '../../support/numbers/balance';
import { changesOf } from '../browser/changes';
import { everySheet } from '../browser/sheets';
import { visit } from '../browser/visit';
import { SHOP, browser, stack, title } from './stand';

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
    await app.getByText(words.whole).waitFor();
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
    await expect.poll(shown).not.toBe(everyone);
    await app.locator('summary', { hasText: words.compare }).click();
    await app.getByRole('link', { name: words.year }).click();
    await expect
      .poll(() => new URL(page.url()).search)
      .toMatch(/^\?(?=.*compare=year)(?=.*product=\d+)/);
    // both days may still be counted anew after the tests before this one
    await eventually(async () => {
      const { count, wrong } = await changesOf(app, language);
      expect(wrong).toEqual([]);
      expect(count).toBeGreaterThan(0);
    });
    const sheets = await everySheet(app);
    expect(sheets.flatMap(({ texts }) => texts).filter((text) => !balances(text))).toEqual([]);
    expect(noise).toEqual([]);
  });
});
