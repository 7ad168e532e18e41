import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/**
 * The WCAG 2.2 AA violations that axe finds in a page and its frames, one line per rule; empty is good.
 * @param excluded CSS selectors of parts that other companies made
 */
export async function accessibilityProblems(
  page: Page,
  excluded: string[] = [],
): Promise<string[]> {
  let axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']);
  for (const selector of excluded) axe = axe.exclude(selector);
  const { violations } = await axe.analyze();
  return violations.map(({ id, help, nodes }) => {
    const where = nodes.map((node) => node.target.join(' ')).join(', ');
    return `${id}: ${help} (${where})`;
  });
}
