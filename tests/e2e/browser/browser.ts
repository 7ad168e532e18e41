import { chromium, type Browser, type Page } from 'playwright-core';

import { chromiumBinary } from './browser-binary';

interface PageOptions {
  /** CSS pixels; 1280 x 800 when not given */
  width?: number;
  height?: number;
  /** the browser's language, BCP 47 */
  locale?: string;
  /** false: a browser that runs no script */
  javaScript?: boolean;
}

/** A page in a browser context of its own, and its errors. */
interface OpenPage {
  page: Page;
  /** console errors and uncaught exceptions, in order; empty on a healthy page */
  noise: string[];
}

/** A running test browser; close it, or declare it with `await using`. */
export interface TestBrowser extends AsyncDisposable {
  browser: Browser;
  open(options?: PageOptions): Promise<OpenPage>;
  close(): Promise<void>;
}

/**
 * Starts a Chromium that needs no installed libraries, as any user, root included.
 * @throws NoBrowser if the machine has no Chromium
 */
export async function openBrowser(): Promise<TestBrowser> {
  const binary = await chromiumBinary();
  const browser = await chromium.launch({
    executablePath: binary.executablePath,
    env: { ...process.env, ...binary.env },
    args: ['--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'],
  });
  const close = (): Promise<void> => browser.close();
  return {
    browser,
    open: (options) => openPage(browser, options),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function openPage(browser: Browser, options: PageOptions = {}): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
    locale: options.locale ?? 'en-US',
    userAgent: userAgent(browser),
    javaScriptEnabled: options.javaScript ?? true,
  });
  const page = await context.newPage();
  // a busy machine counts and draws late; a fault waits for nothing that comes
  page.setDefaultTimeout(120_000);
  const noise: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') noise.push(message.text());
  });
  page.on('pageerror', (error) => noise.push(String(error)));
  return { page, noise };
}

/** Shopify's library takes "HeadlessChrome" for a bot and answers 410. */
function userAgent(browser: Browser): string {
  const major = browser.version().split('.')[0] ?? '';
  return `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major}.0.0.0 Safari/537.36`;
}
