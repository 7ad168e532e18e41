import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../app/i18n/language';
import type { Snapshot } from '../../app/metrics/snapshot';
import { pageStatus, type PageStatus } from '../../app/ui/frame/page-status';
import { HeaderStrip } from '../../app/ui/frame/strip/header-strip';
import { HomePage } from '../../app/ui/home/home-page';
import { NpsPage } from '../../app/ui/nps/nps-page';
import { npsView } from '../../app/ui/nps/view';
import { AnswersPage } from '../../app/ui/nps/answers-page';
import { homeViewOf } from './home-view';
import { RepeatPage } from '../../app/ui/repeat/repeat-page';
import { withRenewals } from '../../app/ui/repeat/view';
import { repeatViewOf } from './repeat-view';
import { StagesPage } from '../../app/ui/stages/stages-page';
import { stagesView } from '../../app/ui/stages/view';
import { STAGE_NUMBERS } from '../../app/terms/stage-numbers';
import { rendered, words } from '../support/render';
import { AS_OF, teaShop } from '../support/shops/tea-shop';
import { answersView, npsShop } from './nps-shop';
import { scene } from './scenes';
import { emptyShop, youngShop } from './small-shops';
import { statusOf, upToDate } from './status';

const home = (change: Partial<PageStatus>, snapshot: Snapshot = teaShop, address = '/app') =>
  rendered(<HomePage status={statusOf(change)} view={homeViewOf(snapshot, null)} />, 'en', address);
const repeat = (snapshot: Snapshot, renewals: 'with' | 'without' = 'with') =>
  words(rendered(<RepeatPage status={statusOf()} view={repeatViewOf(snapshot, renewals)} />, 'en'));
const past = { asOf: AS_OF, state: 'shown', changed: false } as const;

/** The parts of the strip: how each is named, and what it opens. */
const partsOf = (html: string) =>
  [...html.matchAll(/<details[^>]*om-strip-part.*?<\/details>/gs)].map(([part]) => part);
const namesOf = (html: string) =>
  partsOf(html).map((part) => words(/<summary.*?<\/summary>/s.exec(part)?.[0] ?? '').trim());
const hiddenOf = (form: string) =>
  Object.fromEntries(
    [...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')],
    ),
  );

describe('the header strip', () => {
  it.each(['home', 'ltv', 'repeat', 'stages'] as const)('stands at the head of %s', (page) => {
    const html = rendered(scene(page, 'full'), 'ja');
    expect(namesOf(html)).toEqual(['2026年6月17日まで', '比較：2026年5月17日', '…']);
    // every definition of the page opens its sheet
    const links = [...(partsOf(html)[2] ?? '').matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
    // and the orders that its numbers leave out are a click away
    expect(links.pop()).toBe('/app/settings/data');
    expect(links.length).toBeGreaterThan(0);
    for (const href of links) expect(href).toMatch(new RegExp(`^/app\\?sheet=${page}\\.\\w+$`));
    expect(partsOf(html)[2]).toContain('aria-label="その他の操作" aria-haspopup="menu"');
    expect(html.indexOf('om-strip')).toBeLessThan(html.indexOf('<h2'));
  });

  it('says of a past day that it is one, and leads back with the rest of the view', () => {
    const html = home({ past }, teaShop, `/app?asOf=${AS_OF}&compare=year`);
    expect(namesOf(html)[0]).toBe('Past day: up to Jun 17, 2026');
    expect(partsOf(html)[0]).toContain('href="/app?compare=year"');
    expect(partsOf(html)[0]).toContain('om-strip-set');
  });

  it.each(['unknown', 'waiting', 'running'] as const)('stays while the day is %s', (state) => {
    const html = home({ past: { ...past, state }, compared: null });
    expect(namesOf(html)).toEqual(['Past day: up to Jun 17, 2026', '…']);
    const asks =
      /<form[^>]*action="\/app\/past-day"[^>]*><input[^>]*><input[^>]*><input[^>]*name="lastDay" value="2026-06-17"/;
    expect(asks.test(html)).toBe(state === 'unknown');
  });

  it('offers the same day last month and last year, and says why there is nothing to compare', () => {
    const compare = (state: 'shown' | 'waiting' | 'running' | 'before' | 'full') =>
      partsOf(home({ compared: { day: '2026-05-18', state } }, teaShop, '/app?compare=year'))[1] ??
      '';
    expect(compare('shown')).toContain('href="/app"');
    expect(compare('shown')).toContain('href="/app?compare=year"');
    expect(words(compare('waiting'))).toContain('Compare: May 17, 2026 (calculating)');
    expect(words(compare('running'))).toContain('are being calculated');
    expect(words(compare('before'))).toContain('There are no orders up to May 17, 2026');
    expect(words(compare('full'))).toContain('Many days are being calculated already');
  });

  it('sends a day with the page and its address, in fields of the page’s language', () => {
    const html = rendered(scene('repeat', 'full'), 'en', '/app/repeat?renewals=without&plan=yes');
    for (const [index, name] of ['last', 'compare'].entries()) {
      const form = /<form.*?<\/form>/s.exec(partsOf(html)[index] ?? '')?.[0] ?? '';
      expect(hiddenOf(form)).toEqual({ page: '/app/repeat', search: '?renewals=without&plan=yes' });
      const fields = [...form.matchAll(/<select[^>]* name="(\w+)"/g)].map(([, field]) => field);
      expect(fields).toEqual([`${name}Month`, `${name}Day`, `${name}Year`]);
      const chosen = [...form.matchAll(/value="(\d+)" selected=""/g)].map(([, value]) => value);
      expect(chosen).toEqual([index === 0 ? '06' : '05', '17', '2026']);
    }
    const japanese = partsOf(rendered(scene('repeat', 'full'), 'ja'))[0] ?? '';
    const fields = [...japanese.matchAll(/<select[^>]* name="(\w+)"/g)].map(([, field]) => field);
    expect(fields).toEqual(['lastYear', 'lastMonth', 'lastDay']);
    expect(words(japanese)).toContain('2026年 2025年 2024年 1月');
    // nothing that the browser would check or write in its own language
    for (const page of ['home', 'ltv', 'repeat', 'stages'] as const)
      expect(rendered(scene(page, 'full'), 'ja')).not.toMatch(
        /type="(date|time|month|number|email|url)|datetime-local| required| pattern=/,
      );
  });

  it('filters by the first order, and says what is chosen', () => {
    const choices = {
      products: [
        { id: '81', title: '煎茶 <お試し>', customers: 1_200 },
        { id: '82', title: null, customers: 1 },
      ],
      sources: [
        { key: 'google', customers: 900 },
        { key: 'unknown', customers: 300 },
      ],
      discount: true,
      plan: false,
    };
    const strip = (search: string, language: 'ja' | 'en' = 'en') =>
      rendered(
        <HeaderStrip page="repeat" status={statusOf({ filtered: { choices, state: 'all' } })} />,
        language,
        `/app/repeat${search}`,
      );
    expect(namesOf(strip(''))[2]).toBe('Filter');
    const address = '?renewals=without&asOf=2026-06-18&compare=year&discount=no&product=9';
    const html = strip(address);
    const filter = partsOf(html)[2] ?? '';
    expect(namesOf(html)[2]).toBe('Filter: First product: 9, Without discount');
    const japanese = strip('?product=81&source=unknown', 'ja');
    expect(namesOf(japanese)[2]).toMatch(/^絞り込み：初回購入商品：煎茶 .*、流入元：不明$/);
    // a long title ends in an ellipsis: the chip is never wider than a phone
    expect(japanese).toMatch(/<summary[^>]*><span class="om-strip-label">絞り込み/);
    const sheet = readFileSync(
      join(import.meta.dirname, '../../app/ui/frame/strip/strip.css'),
      'utf8',
    );
    expect(/\.om-strip-label \{([^}]*)\}/.exec(sheet)?.[1]).toMatch(
      /max-width: min\(.*100vw.*overflow: hidden;\s+text-overflow: ellipsis;/s,
    );
    expect(filter).toMatch(/<form method="get" action="\/app\/repeat"/);
    expect(hiddenOf(filter)).toEqual({ renewals: 'without', asOf: '2026-06-18', compare: 'year' });
    expect(filter.replaceAll('&amp;', '&')).toContain(
      'href="/app/repeat?renewals=without&asOf=2026-06-18&compare=year"',
    );
    // a product that no first order has any more stays chosen
    expect(filter).toMatch(/<option value="9" selected="">9</);
    expect(filter).toMatch(/<option value="no" selected="">Without discount/);
    expect(filter).toContain('煎茶 &lt;お試し&gt; (1,200)');
    expect(filter).not.toContain('name="plan"');
    expect(words(strip('', 'ja'))).toContain('不明 (300人)');
  });

  it('says on a page without filters that its numbers are of all customers', () => {
    expect(words(home({}, teaShop, '/app?plan=yes'))).toContain('this page has no filter');
    expect(words(home({}))).not.toContain('this page has no filter');
  });

  it('is not there before the first numbers', () => {
    expect(partsOf(rendered(scene('home', 'running'), 'en'))).toEqual([]);
  });

  it('keeps the rest of the address when renewals are switched', () => {
    const search = new URLSearchParams('asOf=2026-05-01&plan=yes');
    const without = withRenewals(search, 'without');
    expect(without.toString()).toBe('asOf=2026-05-01&plan=yes&renewals=without');
    expect(withRenewals(without, 'with').toString()).toBe(search.toString());
  });
});

describe('the panes of a long page', () => {
  /** The pane that is open at first, by its place. */
  const openPane = (search: string) => {
    const page = <RepeatPage status={statusOf()} view={repeatViewOf(teaShop, 'with')} />;
    const html = rendered(page, 'en', `/app/repeat${search}`);
    const choices = [...html.matchAll(/<input type="radio"[^>]*>([^<]+)/g)];
    expect(choices.map(([, name]) => name)).toEqual([
      ...['Overview', 'Products and timing', 'Cohorts', 'Subscriptions'],
    ]);
    return choices.filter(([choice]) => choice.includes('checked')).map(([, name]) => name);
  };

  it('open at the answer, or at the one that a link names', () => {
    expect(openPane('')).toEqual(['Overview']);
    expect(openPane('?pane=products&asOf=2026-05-01')).toEqual(['Products and timing']);
    expect(openPane('?pane=nothing')).toEqual(['Overview']);
  });

  it('are three on Stages, the stages first', () => {
    const names = (language: 'ja' | 'en') =>
      [
        ...rendered(scene('stages', 'full'), language).matchAll(
          /om-pane-choice[^>]*>(.*?)<\/label>/g,
        ),
      ].map(([, choice = '']) => words(choice).trim());
    expect(names('en')).toEqual(['Stages', 'Movement', 'By month']);
    expect(names('ja')).toEqual(['ステージの分布', 'ステージの移動', '月ごとの推移']);
  });

  it('are where Home’s line about a product leads', () => {
    const attention = {
      lines: [
        {
          kind: 'product' as const,
          topic: 'product:1:0',
          ...{ productId: '1', title: 'Assortment', customers: 991, f2: 0.001, shopF2: 0.397 },
        },
      ],
      dismissible: true,
      placement: null,
    };
    const view = { ...homeViewOf(teaShop, null), attention };
    const html = rendered(<HomePage status={statusOf()} view={view as never} />, 'en');
    expect(html).toContain('href="/app/repeat?pane=products"');
  });
});

describe('a page without customers', () => {
  const said = (change: Partial<PageStatus>) => words(home(change, emptyShop));

  it('of a new shop waits for the first order', () => {
    expect(said({ orderDays: null })).toContain('No orders to count yet');
  });

  it('of a day before the first order says so', () => {
    const text = said({ asOf: '2024-01-05', past: { ...past, asOf: '2024-01-05' } });
    expect(text).toContain('There were no orders up to Jan 4, 2024');
    expect(text).toContain('Your first order was on Jan 5, 2024.');
    expect(text).not.toContain('with your first order');
  });

  it('of a shop whose orders are all excluded says so', () => {
    const text = said({});
    expect(text).toContain('No orders counted up to Jun 17, 2026');
    expect(text).not.toContain('with your first order');
  });
});

describe('an export whose newest order is old', () => {
  const last = (day: string, change: Partial<PageStatus> = {}) =>
    home({ orderDays: { first: '1997-01-01', last: day }, ...change });

  it('says how old, and offers the numbers as of then', () => {
    const html = last('1998-06-30');
    expect(words(html)).toContain('Your latest order was on Jun 30, 1998');
    expect(words(html)).toContain('no orders for 27 years');
    expect(
      hiddenOf(/<form.*?<\/form>/s.exec(html.slice(html.indexOf('Your latest order')))?.[0] ?? ''),
    ).toEqual({
      page: '/app',
      search: '',
      lastDay: '1998-06-30',
    });
  });

  it.each([
    ['2025-06-17', 'for 11 months'],
    ['2025-06-16', 'for 1 year.'],
    ['2025-12-17', 'for 5 months'],
    ['2025-12-18', null],
  ])('with the newest order of %s: %s', (day, said) => {
    const text = words(last(day));
    if (said === null) expect(text).not.toContain('Your latest order');
    else expect(text).toContain(said);
  });

  it('says that most customers have lapsed only where more than half have', () => {
    const lapsed = 'In today’s numbers most customers have lapsed.';
    expect(words(last('1998-06-30'))).toContain(lapsed);
    const active = words(last('2025-12-17', { mostLapsed: false }));
    expect(active).toContain('There have been no orders for 5 months.');
    expect(active).not.toContain('lapsed.');
    const known = (lapsed: number) => {
      const snapshot = { ...teaShop, customers: 10, status: { active: 0, atRisk: 0, lapsed } };
      const read = { snapshot, computedAt: '', stale: false, whole: true };
      const nothing = { shop: null, importing: null, orderDays: null, state: null, filtered: null };
      return pageStatus({
        ...{ ...nothing, domain: '', read, shown: read, rulesChangedAt: null, compared: null },
        ...{ comparison: null, following: upToDate, today: '', asked: null, shopifyIsDown: false },
        ...{ renewals: 'with', rules: STAGE_NUMBERS },
      });
    };
    expect([known(5).mostLapsed, known(6).mostLapsed]).toEqual([false, true]);
  });

  it('says nothing of it on the past day', () => {
    expect(words(last('1998-06-30', { past }))).not.toContain('Your latest order');
  });
});

describe('a number that is not known', () => {
  const nobody = (snapshot: Snapshot): Snapshot => ({
    ...snapshot,
    repeat: { ...snapshot.repeat, repeatRate365: null },
    repeatWithoutRenewals: { ...snapshot.repeatWithoutRenewals, repeatRate365: null },
  });

  it('for want of buyers in the last year does not say that the shop is young', () => {
    const lapsed = nobody({ ...teaShop, daysOfOrders: 540 });
    expect(repeat(lapsed)).toContain('no customer has bought in the last 365 days.');
    expect(repeat(lapsed, 'without')).toContain('last 365 days, renewals excluded');
    for (const renewals of ['with', 'without'] as const)
      expect(repeat(lapsed, renewals)).not.toContain('less than a year of orders');
    const young = repeat(nobody({ ...youngShop, daysOfOrders: 364 }));
    expect(young).toContain('there is less than a year of orders');
    expect(young).not.toContain('last 365 days.');
  });

  it('for answers without a view does not say that there are none', () => {
    const page = (allAnswers: number) => {
      const responses = { ...npsShop.nps.responses, views: 0, rate: null };
      const view = npsView({ ...npsShop, nps: { ...npsShop.nps, responses, allAnswers } });
      return words(rendered(<NpsPage status={statusOf()} view={view} latest={null} />, 'en'));
    };
    expect(page(12)).toContain('came without a recorded view');
    expect(page(12)).not.toContain('No survey responses yet.');
    expect(page(0)).toContain('No survey responses yet.');
  });

  it('of a list whose answers are all gone does not say that there were none', () => {
    const list = (deleted: number) => {
      const view = {
        ...answersView,
        answers: [],
        total: 0,
        page: 1,
        pages: 1,
        deleted,
        expired: 0,
      };
      return words(rendered(<AnswersPage view={view} />, 'en'));
    };
    expect(list(3)).toContain('There are no answers to show any more.');
    expect(list(3)).not.toContain('No answers yet.');
    expect(list(0)).toContain('No answers yet.');
  });

  it('in the first month waits for no month’s end that does not exist', () => {
    const stages = (firstOrderDay: string) => {
      const snapshot = { ...youngShop, firstOrderDay, asOf: '2026-06-18', movement: null };
      return words(
        rendered(<StagesPage status={statusOf()} view={stagesView(snapshot, [])} />, 'en'),
      );
    };
    expect(stages('2026-06-02')).toContain('The first month of orders is not over yet.');
    expect(stages('2026-06-02')).not.toContain('have been calculated');
    expect(stages('2026-04-02')).toContain('have been calculated');
  });

  it('on a past day before the survey says nothing of today’s survey', () => {
    const nps = (change: Partial<PageStatus>) =>
      words(
        rendered(
          <NpsPage status={statusOf(change)} view={npsView(teaShop)} latest={null} />,
          'en',
          '/app/nps',
        ),
      );
    expect(nps({ past })).toContain('No survey responses up to Jun 17, 2026');
    expect(nps({ past })).not.toContain('Set up the survey');
    expect(nps({})).toContain('Set up the survey');
  });

  it('has its reason in both languages', () => {
    for (const language of LANGUAGES)
      for (const orderDays of [null, { first: '1997-01-01', last: '1998-06-30' }])
        for (const snapshot of [teaShop, emptyShop]) {
          const view = homeViewOf(snapshot, null);
          const html = rendered(
            <HomePage status={statusOf({ orderDays })} view={view} />,
            language,
          );
          expect(words(html)).not.toMatch(/NaN|undefined|\{\{|Invalid/);
        }
  });
});
