import type { FrameLocator } from 'playwright-core';

/** A number's sheet as it stands open. */
interface OpenSheet {
  key: string;
  title: string;
  /** its sums, as they are written */
  texts: string[];
  /** the pixels by which its content is wider than the panel; 0 is right */
  beside: number;
}

/**
 * Opens the sheet of each number on a page by a click, reads it, and closes it by its button.
 * @param but the keys of the sheets that are left closed
 */
export async function everySheet(
  app: FrameLocator,
  but: ReadonlySet<string> = new Set(),
): Promise<OpenSheet[]> {
  return await app.locator('body').evaluate(
    async (body, closed) => {
      const drawn = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const until = async <T>(found: () => T | null | false): Promise<T> => {
        const deadline = performance.now() + 60_000;
        for (;;) {
          const value = found();
          if (value !== null && value !== false) return value;
          if (performance.now() > deadline) throw new Error(`waited in vain: ${String(found)}`);
          await drawn();
        }
      };
      const panel = () => document.querySelector<HTMLDialogElement>('dialog.om-number-sheet[open]');
      const all = [...body.querySelectorAll<HTMLElement>('[data-sheet]')];
      const links = new Map(all.map((link) => [link.dataset.sheet ?? '', link]));
      const sheets = [];
      for (const [key, link] of links) {
        if (closed.includes(key)) continue;
        link.click();
        const open = await until(panel);
        sheets.push({
          key,
          title: open.querySelector('h2')?.innerText ?? '',
          texts: [...open.querySelectorAll<HTMLElement>('.om-sum')].map((sum) => sum.innerText),
          beside: Math.max(0, open.scrollWidth - open.clientWidth),
        });
        open.querySelector<HTMLElement>('.om-number-sheet-close')?.click();
        await until(() => panel() === null);
      }
      return sheets;
    },
    [...but],
  );
}
