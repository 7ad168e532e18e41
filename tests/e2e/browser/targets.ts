import type { Locator } from 'playwright-core';

/** A side that a finger hits, in pixels. */
const FINGER = 44;

/**
 * The sizes of a scale's targets and how they stand.
 * @returns `small`: targets with a side under 44 pixels, or outside the window; `rows`: targets in each row
 */
export async function targetsOf(targets: Locator): Promise<{ small: object[]; rows: number[] }> {
  const boxes = await targets.evaluateAll((all) =>
    all.map((one) => {
      const { left, right, top, width, height } = one.getBoundingClientRect();
      const outside = left < 0 || right > document.documentElement.clientWidth;
      return { text: one.textContent.trim(), top, width, height, outside };
    }),
  );
  // a browser's sums of fractions may lack a thousandth
  const small = boxes.filter(
    ({ width, height, outside }) => outside || Math.min(width, height) < FINGER - 0.01,
  );
  const rows = [...Map.groupBy(boxes, ({ top }) => Math.round(top)).values()];
  return { small, rows: rows.map(({ length }) => length) };
}
