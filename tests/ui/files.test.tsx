import { afterEach, describe, expect, it, vi } from 'vitest';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import type { PageStatus } from '../../app/ui/frame/page-status';
import type { TableFile } from '../../app/ui/tables/table-csv';
import { LtvPage } from '../../app/ui/ltv/ltv-page';
import { NpsPage } from '../../app/ui/nps/nps-page';
import { npsView } from '../../app/ui/nps/view';
import { RepeatPage } from '../../app/ui/repeat/repeat-page';
import { repeatViewOf } from './repeat-view';
import { rendered } from '../support/render';
import { teaShop } from '../support/shops/tea-shop';
import { ltvViewOf } from './ltv-view';
import { npsShop } from './nps-shop';
import { PAGES, scene } from './scenes';
import { statusOf } from './status';

/** Tables register in the browser, after they are drawn: here each one is taken as it is drawn. */
const drawn = vi.hoisted((): { caption: string; file: () => TableFile }[] => []);
vi.mock('../../app/ui/sheets/sheet-tables', async (original) => ({
  ...(await original()),
  useOpenTable: (_: unknown, caption: string, file: () => TableFile) => {
    drawn.push({ caption, file });
  },
}));
afterEach(() => {
  drawn.length = 0;
});

const ltv = (status: PageStatus, language: Language = 'en', address = '/app/ltv') => {
  rendered(<LtvPage status={status} view={ltvViewOf(teaShop)} />, language, address);
  return drawn.map(({ file }) => file());
};
const lines = ({ text }: TableFile) => text.slice(1).split('\r\n');

describe('the files of every page', () => {
  it('have one table each, its head in the page’s language and the plain values below', () => {
    for (const language of LANGUAGES) {
      for (const page of PAGES) rendered(scene(page, 'full'), language);
      rendered(<NpsPage status={statusOf()} view={npsView(npsShop)} latest={null} />, language);
    }
    expect(drawn.length).toBeGreaterThan(36);
    for (const { caption, file } of drawn) {
      const { name, text } = file();
      expect(text.startsWith('\ufeff')).toBe(true);
      expect(text.endsWith('\r\n')).toBe(true);
      const [about = '', empty, head = '', ...rows] = lines({ name, text });
      expect(about).toContain(`"${caption}","tea-shop.myshopify.com"`);
      expect(empty).toBe('');
      expect(head).toMatch(/^"/);
      const cells = rows.flatMap((row) => row.match(/"(?:[^"]|"")*"|[^,]+/g) ?? []);
      // money, shares, days and months stand as numbers and by ISO 8601, not in words
      const written = cells.filter((cell) =>
        /[¥%]|^"[\d,]+日|\d年|\d月|\d{1,2}, \d{4}|[A-Z][a-z]{2} \d{4}|Q\d \d{4}|\d\.\d〜/.test(
          cell,
        ),
      );
      expect(written, caption).toEqual([]);
      const all = cells.join();
      expect(all, caption).not.toMatch(/NaN|undefined|null|Infinity/);
    }
  });

  it('come from one menu, and its charts are of shapes that a picture can take: an SVG that stretches, with paths, lines and rectangles', () => {
    const html = [
      ...PAGES.map((page) => rendered(scene(page, 'full'), 'en')),
      rendered(<NpsPage status={statusOf()} view={npsView(npsShop)} latest={null} />, 'en'),
    ];
    for (const page of html)
      expect(page.split('role="menu" aria-label="More actions"').length).toBe(2);
    const figures = html.flatMap((page) => page.match(/<figure.*?<\/figure>/gs) ?? []);
    expect(figures.length).toBeGreaterThan(8);
    for (const figure of figures) {
      expect(figure).toMatch(/^<figure class="om-figure" aria-label="[^"]+"/);
      for (const [svg] of figure.matchAll(/<svg.*?<\/svg>/gs)) {
        expect(svg).toMatch(/^<svg[^>]* preserveAspectRatio="none"/);
        const shapes = [...svg.matchAll(/<(\w+)/g)].map(([, tag = '']) => tag);
        expect(['svg', 'g', 'path', 'line', 'rect']).toEqual(expect.arrayContaining(shapes));
      }
      expect(figure).not.toMatch(/<(img|canvas)/);
    }
  });

  it('write amounts with the currency in the head and its decimals', () => {
    const [curve] = ltv(statusOf({ currency: 'KWD' }));
    expect(curve && lines(curve)[2]).toBe(
      '"Since first purchase (days)","Orders per customer","Revenue per customer (KWD)","95% interval (KWD), low","95% interval (KWD), high","Gross profit per customer (KWD)"',
    );
    expect(curve && lines(curve)[3]).toMatch(
      /^30,[\d.]+,\d+\.\d{3},\d+\.\d{3},\d+\.\d{3},\d+\.\d{3}$/,
    );
  });

  it('are named by shop, table and last day, and say at their head what they show', () => {
    const [file] = ltv(statusOf());
    expect(file?.name).toBe('tea-shop-LTV curve-2026-06-17.csv');
    expect(file && lines(file)[0]).toBe(
      '"LTV curve","tea-shop.myshopify.com","Up to 2026-06-17","Compare: 2026-05-17","All customers"',
    );
  });

  it('of a past day and of a filtered page say so in name and head', () => {
    const status = statusOf({
      past: { asOf: '2026-04-01', state: 'shown', changed: false },
      compared: { day: '2026-03-01', state: 'waiting' },
      filtered: {
        choices: {
          products: [{ id: '7', title: '=煎茶', customers: 30 }],
          sources: [],
          discount: true,
          plan: false,
        },
        state: 'shown',
      },
    });
    const [file] = ltv(status, 'ja', '/app/ltv?product=7&discount=yes&source=direct&sheet=ltv.ltv');
    expect(file?.name).toMatch(/^tea-shop-.+-2026-03-31-絞り込み\.csv$/);
    expect(file && lines(file)[0]).toContain(
      '"tea-shop.myshopify.com","過去の日：2026-03-31まで","絞り込み：初回購入商品：=煎茶、流入元：直接、割引あり"',
    );
  });

  it('of a page without a filter are of all customers, whatever the address says', () => {
    const [file] = ltv(statusOf(), 'en', '/app/ltv?discount=yes');
    expect(file && lines(file)[0]).toContain('"All customers"');
    expect(file?.name).not.toContain('filtered');
  });

  it('say whether subscription renewals count', () => {
    const view = repeatViewOf(teaShop, 'without');
    rendered(<RepeatPage status={statusOf()} view={view} />, 'en', '/app/repeat');
    expect(drawn[0] && lines(drawn[0].file())[0]).toContain(
      '"All customers","Subscription renewals: ',
    );
  });
});
