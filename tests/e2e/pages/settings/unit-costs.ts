import { describe, expect, it } from 'vitest';
import { formatter } from '../../../../app/i18n/format';
import { visit } from '../../browser/visit';
import { SHOP, browser, stack, db, title } from '../stand';

describe.each([
  {
    language: 'ja',
    ...{ settings: '設定', unitCosts: '商品原価', fault: '0以上の額を入力してください。' },
    ...{ save: '保存する', saved: '保存しました。', history: '変更履歴' },
    ...{ undo: /^「商品原価」を/, undone: '「商品原価」を元に戻しました。' },
    changed: '商品原価：1商品',
  },
  {
    language: 'en',
    ...{ settings: 'Settings', unitCosts: 'Unit costs', fault: 'Enter an amount of 0 or more.' },
    ...{ save: 'Save', saved: 'Saved.', history: 'Change history' },
    ...{ undo: /^Set Unit costs back to/, undone: 'Undone: Unit costs' },
    changed: 'Unit costs: 1 product',
  },
] as const)('unit costs, in $language', (words) => {
  const { language } = words;
  const { percent } = formatter(language, 'JPY', 'Asia/Tokyo');
  const counted = async () => {
    const [row] = await db.query(
      `select (numbers -> 'margin' ->> 'rate')::float8 as rate from snapshots order by as_of desc limit 1`,
    );
    return percent(row?.rate as number | null);
  };

  it('move the margin as was shown before, also on the LTV page, and are undone', async () => {
    const { page, app, noise } = await visit(browser, stack, SHOP, { language });
    await page.getByRole('link', { name: words.settings, exact: true }).click();
    await app.getByRole('link', { name: words.unitCosts, exact: true }).click();
    await title(app, words.unitCosts).waitFor();
    // coverage, margin and LTV, each now and afterwards
    const previewed = () => app.locator('.om-goods-effect tr').nth(2).locator('td').allInnerTexts();
    const cost = app.locator('input[name^="cost."]').first();
    await cost.fill('-5');
    await app.getByText(words.fault).waitFor();
    await cost.fill('１円');
    // nothing stands after saving while nothing that can be saved is entered
    await expect
      .poll(async () => {
        const [before, after] = await previewed();
        return after !== '–' && after !== before;
      })
      .toBe(true);
    const [now = '', then = ''] = await previewed();
    expect(await counted()).toBe(now);
    await page.getByRole('button', { name: words.save, exact: true }).click();
    await app.getByText(words.saved).waitFor();
    await expect.poll(counted, { interval: 200 }).toBe(then);
    await page.getByRole('link', { name: 'LTV', exact: true }).click();
    // the formula has as many digits as its product needs
    const rates = app.locator('.om-formula').getByText(/^[\d.]+%$/);
    await expect
      .poll(async () =>
        (await rates.allInnerTexts()).map((rate) => percent(parseFloat(rate) / 100)),
      )
      .toContain(then);
    await page.getByRole('link', { name: words.settings, exact: true }).click();
    await app.getByRole('link', { name: words.history, exact: true }).click();
    await app.getByText(words.changed).first().waitFor();
    await app.getByRole('button', { name: words.undo }).first().click();
    await app.getByText(words.undone).waitFor();
    expect(await db.query('select * from own_unit_costs')).toEqual([]);
    await expect.poll(counted, { interval: 200 }).toBe(now);
    expect(noise).toEqual([]);
  });
});
