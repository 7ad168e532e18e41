import { isbot } from 'isbot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { accessibilityProblems } from './browser/accessibility';
import { openBrowser, type TestBrowser } from './browser/browser';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** The number of inked pixels of a text in the browser's default sans-serif, and a fingerprint of their places. */
async function drawn(text: string): Promise<{ ink: number; shape: string }> {
  const { page } = await browser.open();
  const result = await page.evaluate((glyph) => {
    const canvas = document.createElement('canvas');
    canvas.width = 64;
    canvas.height = 64;
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.font = '48px sans-serif';
    context.textBaseline = 'top';
    context.fillText(glyph, 4, 4);
    const alpha = context.getImageData(0, 0, 64, 64).data.filter((_, index) => index % 4 === 3);
    return {
      ink: alpha.filter((value) => value > 127).length,
      shape: Array.from(alpha, (value) => (value > 127 ? '#' : '.')).join(''),
    };
  }, text);
  await page.context().close();
  return result;
}

describe('the test browser', () => {
  it('draws Japanese, not the box of a missing character', async () => {
    // U+0378 is not assigned: it draws as a missing character.
    const missing = await drawn('\u0378');
    const kana = await drawn('あ');
    const kanji = await drawn('漢');
    expect(kana.ink).toBeGreaterThan(100);
    expect(kanji.ink).toBeGreaterThan(200);
    expect(kana.shape).not.toBe(missing.shape);
    expect(kanji.shape).not.toBe(missing.shape);
    expect(kanji.shape).not.toBe(kana.shape);
  });

  it("passes the bot check of Shopify's library", async () => {
    const { page } = await browser.open();
    expect(isbot(await page.evaluate(() => navigator.userAgent))).toBe(false);
  });

  it('finds what is not accessible in a page and in its frames, but for those excluded', async () => {
    const { page } = await browser.open();
    const inside = '<html lang="en"><title>Inside</title><img src="data:,">';
    await page.setContent(`<html lang="en"><title>Page</title><button></button>
      <iframe title="app" srcdoc='${inside}'></iframe></html>`);
    await page.frameLocator('iframe').locator('img').waitFor({ state: 'attached' });
    const rules = async (excluded?: string[]) =>
      (await accessibilityProblems(page, excluded)).map((problem) => problem.split(':')[0]);
    expect(await rules()).toEqual(['button-name', 'image-alt']);
    expect(await rules(['iframe'])).toEqual(['button-name']);
    expect(await rules(['button'])).toEqual(['image-alt']);
  });

  it('records the errors of a page', async () => {
    const { page, noise } = await browser.open();
    await page.setContent('<script>throw new Error("broken page")</script>');
    expect(noise.join()).toContain('broken page');
  });
});
