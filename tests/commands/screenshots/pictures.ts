import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { TestBrowser } from '../../e2e/browser/browser';
import type { Stack } from '../../support/processes/stack';

/** The merchant's pages, by their names in the book. */
const ADMIN = {
  home: '/app',
  customers: '/app/customers?who=v1+segment.loyal+state.atRisk',
  customer: '/app/customers/7200000000537',
  segments: '/app/segments',
  segmentStates: '/app/segments?pane=states',
  segmentRanks: '/app/segments?pane=ranks',
  segmentRfm: '/app/segments?pane=rfm',
  ltv: '/app/ltv',
  ltvChannels: '/app/ltv/channels',
  repeat: '/app/repeat',
  stages: '/app/stages',
  stageMoves: '/app/stages?pane=moves',
  stageHistory: '/app/stages?pane=history',
  nps: '/app/nps',
  answers: '/app/nps/answers',
  voices: '/app/nps/voices',
  survey: '/app/nps/survey',
  setup: '/app/setup',
  sample: '/app/setup/sample',
  settings: '/app/settings',
  costs: '/app/settings/costs',
  unitCosts: '/app/settings/unit-costs',
  unitCostsImport: '/app/settings/unit-costs/import',
  advertising: '/app/settings/advertising',
  channels: '/app/settings/advertising/channels',
  advertisingImport: '/app/settings/advertising/import',
  roles: '/app/settings/products',
  rules: '/app/settings/rules',
  definitions: '/app/settings/definitions',
  data: '/app/settings/data',
  reconcile: '/app/settings/data/reconcile',
  display: '/app/settings/display',
  history: '/app/settings/history',
  privacy: '/app/settings/privacy',
} as const;
const HANDLE = 'tea-shop';
/** The shell's own strips above the app's frame. */
const TALL = 900;
const SETTLED_MS = 700;

export interface Picture {
  page: string;
  /** `home-ja`, or `home-ja-375` */
  name: string;
  /** the name with its ending, in the target folder */
  file: string;
  language: string;
  width: number;
}

interface Wanted {
  language: 'ja' | 'en';
  width: 1280 | 375;
  /** names of pages; null: all */
  only: readonly string[] | null;
  target: string;
}

/** Takes a picture of each page, the buyer's thank-you page last. */
export async function* picturesOf(
  browser: TestBrowser,
  stack: Stack,
  { language, width, only, target }: Wanted,
): AsyncGenerator<Picture> {
  const wanted = (page: string) => only === null || only.includes(page);
  const taken = async (page: string, shot: (path: string) => Promise<void>): Promise<Picture> => {
    const name = `${page}-${language}${width === 1280 ? '' : `-${String(width)}`}`;
    await shot(join(target, `${name}.png`));
    return { page, name, file: `${name}.png`, language, width };
  };
  const { page } = await browser.open({ width, height: TALL, locale: LOCALES[language] });
  const remember = (name: string, value: string) =>
    page.context().addCookies([{ name, value, url: stack.shellUrl }]);
  await remember('shell-locale', language);
  for (const [name, path] of Object.entries(ADMIN).filter(([each]) => wanted(each))) {
    await page.goto(`${stack.shellUrl}/store/${HANDLE}/apps/omega${path}`);
    await page.frameLocator('#frame iframe').getByRole('heading', { level: 1 }).waitFor();
    // an open page polls, so that the network may never be idle
    await page.waitForTimeout(SETTLED_MS);
    yield await taken(name, (path) => appPicture(page, path));
  }
  if (wanted('thank-you')) {
    await remember('storefront-language', language);
    await remember('storefront-shop', HANDLE);
    await page.setViewportSize({ width, height: TALL });
    await page.goto(`${stack.shellUrl}/storefront/${HANDLE}`);
    await page.locator('.shelf button').first().click();
    await page.waitForURL(/thank-you$/);
    await page.frameLocator('#extension').locator('s-clickable').first().waitFor();
    yield await taken('thank-you', async (path) => {
      await page.screenshot({ path, fullPage: true });
    });
  }
  await page.context().close();
}

const LOCALES = { ja: 'ja-JP', en: 'en-US' } as const;

/** The whole page inside the app's frame, which scrolls by itself in a window that is too small. */
async function appPicture(page: Page, path: string): Promise<void> {
  const frame = page.frameLocator('#frame iframe');
  const height = await frame.locator('html').evaluate((html) => html.scrollHeight);
  const { width } = page.viewportSize() ?? { width: 1280 };
  await page.setViewportSize({ width, height: height + 200 });
  await page.locator('#frame iframe').screenshot({ path });
  await page.setViewportSize({ width, height: TALL });
}
