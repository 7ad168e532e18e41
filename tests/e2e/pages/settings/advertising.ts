import { describe, expect, it } from 'vitest';
import { formatter } from '../../../../app/i18n/format';
import { eventually } from '../../../support/eventually';
import { visit } from '../../browser/visit';
import { SHOP, browser, stack, db, title } from '../stand';

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
    undone: 'Undone: Advertising spend',
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
    await eventually(async () => expect((await counted()).cost).not.toBeNull());
    const { cost, value } = await counted();
    const { money } = formatter(language, 'JPY', 'Asia/Tokyo');
    expect(shown).toEqual([money(String(cost)), money(String(value))]);
    await page.getByRole('link', { name: 'LTV', exact: true }).click();
    await app
      .locator('.om-formula')
      .getByText(shown[1] ?? '', { exact: true })
      .waitFor();
    await page.getByRole('link', { name: words.settings, exact: true }).click();
    await app.getByRole('link', { name: words.history, exact: true }).click();
    await app.getByRole('button', { name: words.undo }).first().click();
    await app.getByText(words.undone).waitFor();
    expect(await db.query('select * from advertising_spend')).toEqual([]);
    await eventually(async () => expect((await counted()).cost).toBeNull());
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
