import { gzipSync } from 'node:zlib';
import type { CDPSession, Frame, Page } from 'playwright-core';
import type { TestBrowser } from '../../e2e/browser/browser';
import type { Stack } from '../../support/processes/stack';
import { CommandTrouble } from '../../commands/trouble';
import type { MeasuredPage } from './measured-pages';

export interface BrowserFigures {
  /** largest contentful paint in the app's frame, from its navigation; the median of three */
  lcpMs: number;
  /** cumulative layout shift without input, the worst of three */
  cls: number;
  /** the slowest interaction */
  inpMs: number;
  /** the same with a processor that is four times slower */
  inp4xMs: number;
  /** scripts of the app's own origin, gzipped, in 1,000 bytes */
  jsKb: number;
}

const OPENINGS = 3;
/** The controls that are pressed on a page: enough for every kind. */
const PRESSES = 12;
const SETTLED_MS = 1_000;

/** Opens one page in the shell several times, then presses its controls at both speeds. */
export async function measureInBrowser(
  browser: TestBrowser,
  stack: Stack,
  handle: string,
  { page: { path }, locale }: { page: MeasuredPage; locale: 'ja' | 'en' },
): Promise<BrowserFigures> {
  const address = `${stack.shellUrl}/store/${handle}/apps/omega${path}`;
  const openings: Opening[] = [];
  for (let opening = 0; opening < OPENINGS; opening += 1)
    openings.push(await opened(browser, stack, locale, address, async () => undefined));
  let inpMs = 0;
  let inp4xMs = 0;
  await opened(browser, stack, locale, address, async (page, frame) => {
    inpMs = await slowestPress(page, frame);
  });
  await opened(browser, stack, locale, address, async (page, frame) => {
    await throttle(page, frame);
    inp4xMs = await slowestPress(page, frame);
  });
  const byTime = openings.map(({ lcpMs }) => lcpMs).sort((one, other) => one - other);
  return {
    lcpMs: byTime[1] ?? 0,
    cls: Math.max(...openings.map(({ cls }) => cls)),
    ...{ inpMs, inp4xMs, jsKb: openings[0]?.jsKb ?? 0 },
  };
}

interface Opening {
  lcpMs: number;
  cls: number;
  jsKb: number;
}

async function opened(
  browser: TestBrowser,
  stack: Stack,
  locale: 'ja' | 'en',
  address: string,
  meanwhile: (page: Page, frame: Frame) => Promise<void>,
): Promise<Opening> {
  const { page } = await browser.open({ locale: locale === 'ja' ? 'ja-JP' : 'en-US' });
  await page.context().addCookies([{ name: 'shell-locale', value: locale, url: stack.shellUrl }]);
  // the compiler names functions by a helper of its module, which a page does not have
  await page.context().addInitScript('globalThis.__name = (named) => named;');
  await page.context().addInitScript(watch);
  const scripts: Promise<number>[] = [];
  page.on('response', (response) => {
    if (!response.url().startsWith(stack.appUrl) || !response.url().endsWith('.js')) return;
    scripts.push(response.body().then((body) => gzipSync(body).byteLength));
  });
  await page.goto(address);
  await page.frameLocator('#frame iframe').getByRole('heading', { level: 1 }).waitFor();
  await page.waitForTimeout(SETTLED_MS);
  const frame = page.frames().find((one) => one.url().startsWith(stack.appUrl));
  if (frame === undefined) throw new CommandTrouble(`${address} has no frame of the app.`);
  const seen = await frame.evaluate(() => (globalThis as unknown as Watched).omegaSeen);
  if (seen.lcp === 0) throw new CommandTrouble(`${address} was drawn, but not observed.`);
  await meanwhile(page, frame);
  const bytes = (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0);
  await page.context().close();
  return { lcpMs: seen.lcp, cls: seen.cls, jsKb: bytes / 1_000 };
}

interface Watched {
  omegaSeen: { lcp: number; cls: number; slowest: number };
}

/** Runs in every frame before its own scripts. */
function watch(): void {
  const seen = { lcp: 0, cls: 0, slowest: 0 };
  Object.assign(globalThis, { omegaSeen: seen });
  const follow = (type: string, note: (entry: PerformanceEntry) => void, more = {}) => {
    new PerformanceObserver((list) => {
      list.getEntries().forEach(note);
    }).observe({ type, buffered: true, ...more });
  };
  follow('largest-contentful-paint', (entry) => {
    seen.lcp = entry.startTime;
  });
  follow('layout-shift', (entry) => {
    if ('hadRecentInput' in entry && entry.hadRecentInput === true) return;
    if ('value' in entry) seen.cls += Number(entry.value);
  });
  follow(
    'event',
    (entry) => {
      if ('interactionId' in entry && Number(entry.interactionId) > 0)
        seen.slowest = Math.max(seen.slowest, entry.duration);
    },
    { durationThreshold: 16 },
  );
}

/** A frame of another site than the shell's has a process, and so a session, of its own. */
async function throttle(page: Page, frame: Frame): Promise<void> {
  const context = page.context();
  const session: CDPSession = await context
    .newCDPSession(frame)
    .catch(() => context.newCDPSession(page));
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
}

/** Presses the page's controls one by one, those that only change what is shown. @returns milliseconds */
async function slowestPress(page: Page, frame: Frame): Promise<number> {
  const controls = frame.locator(
    'main summary:visible, main button[aria-pressed]:visible, main th button:visible, main button[aria-haspopup]:visible',
  );
  const count = await controls.count();
  const step = Math.max(1, Math.floor(count / PRESSES));
  for (let at = 0; at < count; at += step) {
    // a press may fold controls away, or open a shorter list
    if (at >= (await controls.count())) break;
    await controls.nth(at).click({ timeout: 10_000 });
    // the entry of an interaction comes with the next painted frame
    await frame.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))),
    );
    await page.keyboard.press('Escape');
  }
  await page.waitForTimeout(SETTLED_MS / 2);
  return await frame.evaluate(() => (globalThis as unknown as Watched).omegaSeen.slowest);
}
