import { describe, expect, it } from 'vitest';
import { choose, pass, shown, surveyPage } from './page';

describe.each(['thank_you', 'order_status'] as const)('a score on the page %s', (source) => {
  const page = surveyPage(source);

  it('is sent by itself a second and a half after the last change', async () => {
    await page.open();
    await choose(7);
    await pass(1499);
    expect(page.sent()).toEqual([]);
    await pass(1);
    expect(page.sent()).toMatchObject([{ kind: 'answer', source, score: 7, language: 'en' }]);
    expect(shown()).toContain('thanks');
  });

  it('is one answer when the scale is walked from 0 to 10 by keyboard', async () => {
    await page.open();
    for (let score = 0; score <= 10; score += 1) {
      await choose(score);
      await pass(1000);
    }
    expect(page.sent()).toEqual([]);
    await pass(500);
    expect(page.sent()).toMatchObject([{ score: 10 }]);
  });
});
