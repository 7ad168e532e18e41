import { describe, expect, it } from 'vitest';
import { visit } from '../../browser/visit';
import { SHOP, browser, stack, db, title } from '../stand';

it('a preview that takes too long for the page is counted in the background, and appears by itself', async () => {
  const { app, noise } = await visit(browser, stack, SHOP, { path: '/app/settings/rules' });
  const holder = await db.pool.connect();
  try {
    await holder.query('begin; lock table customer_summaries in access exclusive mode');
    await app.getByLabel('優良顧客になる購入回数').fill('4');
    await app.getByText(/あと約10秒で表示します。待たずに保存することもできます。$/).waitFor();
    await holder.query('rollback');
  } finally {
    holder.release();
  }
  await app.locator('.om-moves tr').filter({ hasText: '優良顧客' }).waitFor();
  expect(noise).toEqual([]);
});

describe.each([
  {
    language: 'ja',
    ...{
      stages: 'ステージ',
      rules: 'ステージの条件を見る・変える',
      title: 'ステージ・離脱・期間のルール',
    },
    ...{ purchases: '優良顧客になる購入回数', loyal: '優良顧客', settings: '設定' },
    ...{ save: '保存する', saved: '保存しました。', history: '変更履歴' },
    ...{
      fault: '3から999までの整数を入力してください。',
      undo: /^「優良顧客になる購入回数」を「3」に/,
    },
    undone: '「優良顧客になる購入回数」を元に戻しました。',
  },
  {
    language: 'en',
    ...{
      stages: 'Stages',
      rules: 'See or change the rules of the stages',
      title: 'Stages, lapse and periods',
    },
    ...{ purchases: 'Purchases of a loyal customer', loyal: 'Loyal customer' },
    ...{ settings: 'Settings', save: 'Save', saved: 'Saved.', history: 'Change history' },
    ...{ fault: 'Enter a whole number from 3 to 999.' },
    undo: /^Set Purchases of a loyal customer back to 3/,
    undone: 'Undone: Purchases of a loyal customer',
  },
] as const)('the rules of the stages, in $language', (words) => {
  const { language } = words;

  it('move as many customers as was said before saving, and undo brings them back', async () => {
    const { page, app, noise } = await visit(browser, stack, SHOP, { language });
    const menu = (name: string) => page.getByRole('link', { name, exact: true }).click();
    const loyal = app.locator('.om-moves tr').filter({ hasText: words.loyal });
    const onStage = async (said: string) => {
      await menu(words.stages);
      const counted = async () => {
        const [row] = await db.query(
          `select (numbers -> 'stages' ->> 'loyal')::int as n from snapshots order by as_of desc limit 1`,
        );
        return row?.n;
      };
      const people = /[\d,]{1,12}/.exec(said)?.[0] ?? '';
      await expect.poll(counted).toBe(Number(people.replace(',', '')));
      const row = app.getByRole('row').filter({ hasText: words.loyal });
      await row.filter({ hasText: people }).first().waitFor();
    };
    await menu(words.stages);
    await app.getByRole('link', { name: words.rules, exact: true }).click();
    await title(app, words.title).waitFor();
    await app.getByLabel(words.purchases).fill('2');
    await app.getByText(words.fault).waitFor();
    await app.getByLabel(words.purchases).fill('４');
    await loyal.waitFor();
    const [before = '', after = ''] = await loyal.locator('td').allInnerTexts();
    expect(before).not.toBe(after);
    await page.getByRole('button', { name: words.save, exact: true }).click();
    await app.getByText(words.saved).waitFor();
    await onStage(after);
    await menu(words.settings);
    await app.getByRole('link', { name: words.history, exact: true }).click();
    await app.getByRole('button', { name: words.undo }).first().click();
    await app.getByText(words.undone).waitFor();
    await onStage(before);
    expect(noise).toEqual([]);
  });
});
