import type { FrameLocator, Locator, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { extensionTexts } from '../../sandbox/storefront/extension';
import { textOf } from '../../sandbox/storefront/theme/locales';
import type { TestBrowser } from './browser';
import type { Stack } from '../../support/processes/stack';

/** A shopper in a shop's storefront. */
export interface Shopper {
  page: Page;
  /** the extension's frame on the thank-you and order status pages */
  extension: FrameLocator;
  /** the errors of the browser so far */
  noise: string[];
  /** a text of the extension's, in the shopper's language */
  say(key: string, values?: Record<string, unknown>): string;
  /** Buys one piece as a new customer, up to the thank-you page. @returns the order's id */
  buy(): Promise<string>;
  /** Goes to a page of the shop's storefront. */
  go(path: string): Promise<void>;
  /** Logs in as a customer of the shop. */
  logIn(customerId: number): Promise<void>;
}

export interface ShopperOptions {
  width?: number;
  language?: 'ja' | 'en';
  javaScript?: boolean;
}

/** Opens a shop's storefront in a browser of its own. */
export async function shopper(
  browser: TestBrowser,
  stack: Stack,
  handle: string,
  { language = 'ja', ...options }: ShopperOptions = {},
): Promise<Shopper> {
  const { page, noise } = await browser.open({ ...options, locale: 'ja-JP' });
  onTestFinished(() => page.context().close());
  const remember = async (name: string, value: string): Promise<void> => {
    await page.context().addCookies([{ name, value, url: stack.shellUrl }]);
  };
  await remember('storefront-language', language);
  await remember('storefront-shop', handle);
  const texts = extensionTexts(language);
  const go = async (path: string): Promise<void> => {
    await page.goto(`${stack.shellUrl}/storefront/${handle}${path}`);
  };
  return {
    page,
    noise,
    extension: page.frameLocator('#extension'),
    say: (key, values) => textOf(texts, key, values),
    go,
    buy: async () => {
      await go('');
      await page.locator('.shelf button').first().click();
      await page.waitForURL(/thank-you$/);
      return /\/orders\/(\d+)\//.exec(page.url())?.[1] ?? '';
    },
    logIn: (customerId) => remember('storefront-buyer', String(customerId)),
  };
}

/** The choice of a score on the extension's scale. */
export function scoreIn({ extension }: Shopper, score: number): Locator {
  return extension.locator('s-clickable').nth(score).getByRole('button');
}

/** The answers that the extension sends from now on. */
export function answersSent({ page }: Shopper): Record<string, unknown>[] {
  const sent: Record<string, unknown>[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'POST' || !request.url().endsWith('/checkout/survey')) return;
    const message: unknown = request.postDataJSON();
    if (typeof message === 'object' && message !== null && 'kind' in message)
      if (message.kind === 'answer') sent.push({ ...message });
  });
  return sent;
}

/** The pixels by which a page, or the extension's frame on it, is wider than its window; 0 is right. */
export async function tooWide({ page }: Shopper): Promise<number[]> {
  return await Promise.all(
    page.frames().map((frame) =>
      frame.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return Math.max(0, scrollWidth - clientWidth);
      }),
    ),
  );
}
