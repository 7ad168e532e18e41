import { describe, expect, it } from 'vitest';
import { visit } from '../browser/visit';
import { SHOP, browser, stack, db, title } from './stand';

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
