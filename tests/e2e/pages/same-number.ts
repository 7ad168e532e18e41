import { describe, expect, it } from 'vitest';
import { eachPane, visit, wordsOf } from '../browser/visit';
import { PAGES } from './names';
import { SHOP, browser, stack } from './stand';

describe('a number', () => {
  it('is the same on every page that shows it', async () => {
    const open = await visit(browser, stack, SHOP);
    const said: Record<string, string> = {};
    for (const { path, name } of PAGES) {
      await open.go(path);
      const panes: string[] = [];
      for await (const pane of eachPane(open.app)) panes.push(pane, await wordsOf(open.app));
      said[name] = panes.join('\n');
    }
    const find = (page: string, pattern: RegExp) => pattern.exec(said[page] ?? '')?.[1];
    const customers = find('repeat', /1回目\s+([\d,]+)人/);
    expect(customers).toMatch(/^\d,\d{3}$/);
    expect(find('stages', /現在は([\d,]+)人になりました/)).toBe(customers);
    const ltv = find('home', /LTV（粗利・365日）\s+(¥[\d,]+)/);
    expect(ltv).toMatch(/^¥\d,\d{3}$/);
    expect(find('nps', /LTV（粗利・365日）\s+(¥[\d,]+)/)).toBe(ltv);
    const f2 = find('home', /90日以内のF2転換率\s+([\d.]+%)/);
    expect(f2).toMatch(/^\d\d\.\d%$/);
    expect(find('repeat', /90日以内のF2転換率\s+([\d.]+%)/)).toBe(f2);
    const purchasers = find('stages', /1\s*購入者\s+([\d,]+)人/);
    expect(purchasers).toMatch(/^\d,\d{3}$/);
    expect(find('home', /1\s*購入者\s+([\d,]+)人/)).toBe(purchasers);
  });
});
