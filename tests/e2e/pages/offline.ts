import { describe, expect, it } from 'vitest';
import { visit } from '../browser/visit';
import { SHOP, browser, stack, title } from './stand';

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
    let reply = () => {};
    const held = new Promise<void>((done) => (reply = done));
    await page.route(
      ({ pathname }) => pathname === '/app/nps/survey',
      async (route) => {
        if (route.request().method() === 'POST') await held;
        await route.continue();
      },
    );
    await bar.click();
    // what is typed now would be lost when the form begins anew with what was saved
    const takesNothing = () => field.evaluate((own) => own.closest('form')?.inert);
    await expect.poll(takesNothing).toBe(true);
    reply();
    await app.getByText(words.saved, { exact: true }).waitFor();
    await expect.poll(takesNothing).toBe(false);
    await app.getByText(words.save).waitFor({ state: 'detached' });
    expect(await field.inputValue()).toBe(typed);
  });
});
