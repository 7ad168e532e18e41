import { describe, expect, it } from 'vitest';
import { visit } from '../browser/visit';
import { SHOP, browser, stack, db, title } from './stand';

describe('a testimonial', () => {
  it('is put off, declined and approved by keys, labelled if it was rewarded, and withdrawn for good', async () => {
    const { page, app, noise } = await visit(browser, stack, SHOP, { path: '/app/nps/voices' });
    const waiting = app.getByRole('article').first();
    await app.getByRole('heading', { name: '確認待ちの声（3件）' }).waitFor();
    const shown = async () => (await waiting.innerText()).match(/香り \d/)?.[0] ?? '';
    const first = await shown();
    await waiting.getByText(first).click();
    await page.keyboard.press('3');
    await expect.poll(shown).not.toBe(first);
    const second = await shown();
    await page.keyboard.press('2');
    await app.getByRole('heading', { name: '確認待ちの声（2件）' }).waitFor();
    await app.getByRole('heading', { name: '掲載しない声' }).waitFor();
    expect(await shown()).not.toBe(second);
    const third = await shown();
    await waiting.getByLabel(/謝礼/).check();
    await page.keyboard.press('1');
    await app.getByText('掲載OKにしました。').waitFor();
    const said = app.getByRole('listitem').filter({ hasText: third });
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

describe.each(['ja', 'en'] as const)('the unhappy of this week, in %s', (language) => {
  const words = {
    ja: {
      ...{ home: /直近7日の0〜6点：未対応/, range: /直近7日の0〜6点/, list: '回答' },
      ...{ inWork: /0〜6点・対応中 1$/, none: 'この条件に合う回答はありません。' },
      ...{ nowOpen: /0〜6点・未対応 \d+$/, isStarted: '対応中にしました。' },
      ...{ reply: '返信する', copy: '返信文をコピー', copied: 'コピーしました' },
      ...{ start: '対応中にする', done: '対応済みにする', isDone: '対応済みにしました。' },
    },
    en: {
      ...{ home: /Last 7 days: .* open answers? of 0–6/, range: /Last 7 days/, list: 'Answers' },
      ...{ inWork: /0–6, in progress 1$/, none: 'No answers match.' },
      ...{ nowOpen: /0–6, open \d+$/, isStarted: 'In progress.' },
      ...{ reply: 'Reply', copy: 'Copy reply', copied: 'Copied' },
      ...{ start: 'Start', done: 'Mark as done', isDone: 'Marked as done.' },
    },
  }[language];

  it('are answered from Home: opened, taken up, replied to and done, and fewer are left', async () => {
    const { page, app, noise } = await visit(browser, stack, SHOP, { path: '', language });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const home = app.getByRole('link', { name: words.home });
    const onHome = (await home.innerText()).replace(words.range, '');
    await home.click();
    const counted = app.getByText(/^\d+(?:件の回答| answers?)$/);
    const count = async () => Number.parseInt(await counted.innerText(), 10);
    const before = await count();
    expect(before).toBeGreaterThan(1);
    // the number on Home is that of its list
    expect(Number(/\d+/.exec(onHome)?.[0])).toBe(before);
    const row = app
      .getByRole('list', { name: words.list, exact: true })
      .getByRole('listitem')
      .first();
    await row.getByRole('button', { name: words.start }).click();
    await app.getByText(words.isStarted, { exact: true }).waitFor();
    // what is taken up has left the list of what is open
    await expect.poll(count).toBe(before - 1);
    await app.getByRole('link', { name: words.inWork }).click();
    await expect.poll(count).toBe(1);
    await row.getByText(words.reply, { exact: true }).click();
    await row.getByRole('textbox').fill('いつもありがとうございます。');
    await row.getByRole('button', { name: words.copy }).click();
    await row.getByText(words.copied, { exact: true }).waitFor();
    await row.getByRole('button', { name: words.done }).click();
    await app.getByText(words.isDone, { exact: true }).waitFor();
    await app.getByText(words.none).waitFor();
    await app.getByRole('link', { name: words.nowOpen }).waitFor();
    expect(noise).toEqual([]);
  });
});
