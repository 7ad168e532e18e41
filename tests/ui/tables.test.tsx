import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../app/i18n/language';
import type { CohortsView } from '../../app/ui/cohorts/view';
import { plainPeriod } from '../../app/ui/cohorts/words';
import { LtvPage } from '../../app/ui/ltv/ltv-page';
import { NpsPage } from '../../app/ui/nps/nps-page';
import { npsView } from '../../app/ui/nps/view';
import { RepeatPage } from '../../app/ui/repeat/repeat-page';
import { repeatViewOf } from './repeat-view';
import { rendered, words } from '../support/render';
import { teaShop } from '../support/shops/tea-shop';
import { cohortsViewOf } from './cohorts-view';
import { ltvViewOf } from './ltv-view';
import { npsShop } from './nps-shop';
import { PAGES, scene } from './scenes';
import { statusOf } from './status';

/** The boxes of a page's tables, each with its tools. */
const tables = (html: string) => html.split('<div class="om-table-box').slice(1);
/** The rows of a table's body in words, the totals first. */
const rows = (table: string) =>
  (/<tbody.*<\/tbody>/s.exec(table)?.[0].match(/<tr.*?<\/tr>/gs) ?? []).map((row) =>
    words(row).trim(),
  );
const ltv = (shop = teaShop) =>
  rendered(<LtvPage status={statusOf()} view={ltvViewOf(shop)} />, 'en');
const repeat = (shop = teaShop) =>
  rendered(<RepeatPage status={statusOf()} view={repeatViewOf(shop, 'with')} />, 'en');

describe('every table of every page', () => {
  const html = LANGUAGES.flatMap((language) => [
    ...PAGES.map((page) => rendered(scene(page, 'full'), language)),
    rendered(<NpsPage status={statusOf()} view={npsView(npsShop)} latest={null} />, language),
  ]);
  const all = html.flatMap(tables);

  it('sorts by a button in each head, and has a name, its CSV and a place for its order in words', () => {
    expect(all.length).toBeGreaterThan(36);
    for (const table of all) {
      const heads = /<thead>.*?<\/thead>/s.exec(table)?.[0] ?? '';
      expect(heads.match(/<th[ >]/g)?.length).toBe(heads.match(/<button type="button"/g)?.length);
      expect(heads).not.toContain('aria-sort');
      expect(table).toMatch(/<caption[^>]*>[^<]+/);
      expect(table).toMatch(/class="om-csv" aria-label="[^"]*CSV[^"]*"/);
      expect(table).toContain('role="status"');
    }
    for (const page of html) expect(tables(page).length).toBe(page.match(/<table/g)?.length ?? 0);
  });

  it('is a card on a phone: each cell has its label, one column stands beside the name', () => {
    for (const table of all) {
      const first = /<tbody.*?<tr.*?<\/tr>/s.exec(table)?.[0] ?? '';
      expect(first.match(/<td/g)?.length).toBe(first.match(/data-label="[^"]+"/g)?.length);
      // `Responses` of a shop without questions and the like have no rows
      expect(first === '' ? 1 : (first.match(/class="om-main"/g) ?? []).length).toBe(1);
    }
  });
});

describe('totals', () => {
  it('stand first and are those of the page', () => {
    const stages = tables(rendered(scene('stages', 'full'), 'en'));
    expect(rows(stages[0] ?? '')[0]).toBe('Total 12,043 100% ¥115,884,810 ¥9,623 – – +210');
    const nps = tables(
      rendered(<NpsPage status={statusOf()} view={npsView(npsShop)} latest={null} />, 'en'),
    );
    const first = nps.map((table) => rows(table)[0]);
    expect(first).toContain('Total 1,882 100%');
    expect(first).toContain('Total 9,120 1,400 2,204 24.2%');
    const days = tables(repeat()).map((table) => rows(table)[0]);
    expect(days).toContain('Total 4,065 100%');
  });
});

describe('cohorts', () => {
  const months = (customers: number, from: number, length: number) => ({
    customers,
    active: Array.from({ length }, (_, index) => (index === 0 ? customers : customers * from)),
    revenue: Array.from({ length }, () => customers * 100),
  });
  const shop = {
    ...teaShop,
    cohorts: {
      '2026-03': months(100, 0.2, 4),
      '2026-04': months(29, 1, 3),
      '2026-05': months(300, 0.1, 2),
      '2026-06': months(30, 0.1, 1),
    },
    incompleteMonth: '2026-06',
  };
  const table = tables(repeat(shop)).find((each) => each.includes('om-heat')) ?? '';

  it('begin with their mean, over months that are over', () => {
    // a month later: 20 of 100 and 29 of 29; May's is June, which is not over. Two months later: 20 of 100.
    expect(rows(table)[0]).toBe('Average 459 38% 20%');
    expect(rows(table)[1]).toMatch(/^Mar 2026 100 20% 20% 20%/);
  });

  it('of fewer than 30 customers have no shade and are not in its scale', () => {
    const shades = (row: RegExp) =>
      [...(row.exec(table)?.[0] ?? '').matchAll(/--om-share:(\d+)%/g)].map(([, share]) =>
        Number(share),
      );
    // 20 % is the darkest although April has 100 %
    expect(shades(/Mar 2026.*?<\/tr>/s)).toEqual([80, 80, 80]);
    expect(shades(/Apr 2026.*?<\/tr>/s)).toEqual([]);
    expect(words(repeat(shop))).toContain('Rows with fewer than 30 customers are not shaded');
    expect(words(repeat())).not.toContain('are not shaded');
  });

  it('show twelve months until all are opened, and all of them are in the page', () => {
    expect(table).toContain('om-fold-columns');
    expect(tables(ltv()).filter((each) => each.includes('om-fold-columns'))).toHaveLength(1);
    expect(ltv()).toMatch(/type="checkbox" class="om-all"/);
  });

  it('are chosen by links that keep the address, say what is chosen, and open their pane', () => {
    const html = rendered(
      <LtvPage status={statusOf()} view={ltvViewOf(teaShop)} />,
      'en',
      '/app/ltv?asOf=2026-06-18&grain=month&plan=yes',
    );
    const links = [
      ...html
        .slice(html.indexOf('om-cohort-choices'))
        .matchAll(/<a[^>]*class="om-tab"[^>]*>[^<]*<\/a>/g),
    ].map(([link]) => link.replaceAll('&amp;', '&'));
    const names = links.map((link) => />([^<]*)</.exec(link)?.[1]);
    expect(names).toEqual([
      ...['Revenue', 'Gross profit', 'Orders', 'Customers', 'Month', 'Week', 'Quarter'],
      ...['In each month', 'Cumulative'],
    ]);
    expect(
      links
        .filter((link) => link.includes('aria-current="true"'))
        .map((link) => names[links.indexOf(link)]),
    ).toEqual(['Revenue', 'Month', 'In each month']);
    expect(links[2]).toContain('?asOf=2026-06-18&plan=yes&measure=orders&pane=cohorts');
    expect(links[5]).toContain('grain=week');
    expect(links[8]).toContain('total=yes');
  });

  const chosen = (more: Partial<CohortsView>, choice: Partial<CohortsView['choice']> = {}) => {
    const view = { ...cohortsViewOf(shop, 'revenue', choice), ...more };
    return rendered(
      <LtvPage status={statusOf()} view={{ ...ltvViewOf(shop), cohorts: view }} />,
      'en',
    );
  };
  const row = (html: string, at: number) =>
    rows(tables(html).find((each) => each.includes('om-fold-columns')) ?? '')[at];

  it('are per customer, in each period or up to its end', () => {
    expect(row(chosen({}), 1)).toMatch(/^Mar 2026 100 ¥100 ¥100 ¥100 ¥100/);
    expect(row(chosen({}, { isCumulative: true }), 1)).toMatch(/^Mar 2026 100 ¥100 ¥200 ¥300 ¥400/);
    // the mean of whole months alone: 429 of Mar, Apr and May
    expect(row(chosen({}, { isCumulative: true }), 0)).toBe('Average 459 ¥100 ¥200 ¥300');
    expect(row(chosen({}, { measure: 'customers' }), 1)).toMatch(/^Mar 2026 100 20% 20% 20%/);
  });

  it('hatch the period that is not over, and say when it is', () => {
    const html = chosen({});
    expect(html.match(/class="om-heat-open"/g)).toHaveLength(4);
    expect(words(html)).toContain(
      'Hatched: Jun 2026 is not over. Complete after Jun 30, 2026; until then these will grow.',
    );
  });

  it('of profit take the margin of LTV, and say why they have none', () => {
    const rate = shop.ltv.marginRate ?? 0;
    expect(row(chosen({}, { measure: 'profit' }), 1)).toContain(
      `Mar 2026 100 ¥${String(Math.round(100 * rate))} `,
    );
    const none = words(chosen({ shown: 'noMargin', marginRate: null }, { measure: 'profit' }));
    expect(none).toContain(
      'Gross profit is not known: less than half of the revenue has a known cost. Enter unit costs or a default margin. Enter unit costs',
    );
  });

  it('are named by weeks and quarters, in the file by ISO 8601', () => {
    const shown: CohortsView['shown'] = {
      periods: ['2025-12-29', '2026-01-05'],
      openUntil: null,
      rows: [{ at: 0, customers: 50, totals: [100, 20] }],
    };
    expect(row(chosen({ shown }, { grain: 'week', measure: 'orders' }), 0)).toBe(
      'Week of Dec 29, 2025 50 2 0.4',
    );
    expect([
      plainPeriod('week', '2025-12-29'),
      plainPeriod('week', '2026-12-28'),
      plainPeriod('week', '2024-12-30'),
    ]).toEqual(['2026-W01', '2026-W53', '2025-W01']);
    expect([plainPeriod('quarter', '2026-10-01'), plainPeriod('month', '2026-10-01')]).toEqual([
      '2026-Q4',
      '2026-10',
    ]);
  });

  it('leave renewals out by a link, where the shop has any', () => {
    const html = chosen({ choosesRenewals: true }, { renewals: 'without' });
    expect(html).toMatch(/aria-current="true"[^>]*>Excluded</);
    expect(html).toContain('Cohorts: Revenue by Month, In each month, without renewals');
    expect(chosen({})).not.toContain('>Excluded<');
  });

  it('that are being counted say so', () => {
    expect(words(chosen({ shown: 'counting' }))).toContain('Counting these cohorts.');
  });
});
