import type { FrameLocator } from 'playwright-core';
import { saidAmount } from '../../support/numbers/written-amount';

/** A change as the page writes it, and the number beside it. */
interface Written {
  line: string;
  beside: string;
}

const PATTERNS = {
  ja: /([▲▼]) (.*?) ?(?:改善|悪化|増加|減少|（誤差の範囲内）)\s*（?[^（）]*?日は(.*?)(?:、(?:現在|[\d年月日]+)は(.*?))?）?$/,
  en: /([▲▼]) (.*?) (?:better|worse|more|fewer|\(within the margin of error\))\s+(?:than |\()?(.*?) on .*?\d{4}(?:, (?:now )?(.*?)(?: on [^,]*, \d{4})?)?\)?$/,
};

/** How many changes a page writes, and those that do not lead from the figure before to the one now. */
export async function changesOf(
  app: FrameLocator,
  language: 'ja' | 'en',
): Promise<{ count: number; wrong: string[] }> {
  // one look at the page, which may change between two
  const written = await app.locator('body').evaluate((body) =>
    [...body.querySelectorAll('.om-change:has(strong)')].map((line): Written => {
      for (let at: Element | null = line; at !== null; at = at.parentElement)
        for (let one = at.previousElementSibling; one; one = one.previousElementSibling) {
          const figure = one.matches('dd, strong') ? one : one.querySelector('.om-number');
          if (figure !== null) return { line: line.textContent, beside: figure.textContent };
        }
      return { line: line.textContent, beside: '' };
    }),
  );
  const wrong = written.filter(({ line, beside }) => {
    const [, mark, size = '', before = '', own] = PATTERNS[language].exec(line.trim()) ?? [];
    if (mark === undefined) return true;
    const change = mark === '▼' ? -saidAmount(size) : saidAmount(size);
    return saidAmount(before) + change !== saidAmount(own ?? beside);
  });
  return { count: written.length, wrong: wrong.map(({ line, beside }) => `${line} | ${beside}`) };
}
