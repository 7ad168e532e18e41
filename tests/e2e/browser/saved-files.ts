import { readFile } from 'node:fs/promises';
import type { FrameLocator, Page } from 'playwright-core';

/** What the browser downloads when something is done on a page. */
export async function saved(
  page: Page,
  act: () => Promise<void>,
): Promise<{ name: string; bytes: Buffer }> {
  const downloading = page.waitForEvent('download');
  await act();
  const download = await downloading;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** The cells of a CSV file of the app: every text is quoted, so that a comma outside of quotes ends a cell. */
export function csvCells(text: string): string[][] {
  return text
    .replace(/^\ufeff/, '')
    .split('\r\n')
    .slice(0, -1)
    .map((line) =>
      [...line.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,"]*)/g)].map(([, cell = '']) =>
        cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
      ),
    );
}

/** Size of a PNG and the share of a colour (`r,g,b`), as the browser decodes it. */
export async function decodedPng(
  app: FrameLocator,
  bytes: Buffer,
): Promise<{ width: number; height: number; share: (colour: string) => number }> {
  const { colours, ...size } = await app.locator('body').evaluate(async (_, base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width, height });
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0);
    const pixels = context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
    const colours: Record<string, number> = {};
    for (let at = 0; at < pixels.length; at += 4) {
      const colour = pixels.slice(at, at + 3).join();
      colours[colour] = (colours[colour] ?? 0) + 1;
    }
    return { width, height, colours };
  }, bytes.toString('base64'));
  const share = (colour: string) => (colours[colour] ?? 0) / (size.width * size.height);
  return { ...size, share };
}

/** The rows of a page's tables by caption: each main cell with its label, as a person reads it. */
export async function shownTables(
  app: FrameLocator,
): Promise<{ caption: string; label: string; cells: string[] }[]> {
  return await app.locator('main table').evaluateAll((tables) =>
    tables.map((table) => {
      const main = [...table.querySelectorAll('td.om-main')];
      return {
        caption: table.querySelector('caption')?.textContent ?? '',
        label: main[0]?.getAttribute('data-label') ?? '',
        cells: main.map(({ textContent }) => textContent),
      };
    }),
  );
}
