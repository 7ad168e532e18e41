import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import { CHOICES } from '../../app/metrics/people/choices';
import { PEOPLE_FIELDS, type Condition, type PeopleField, type Who } from '../../app/terms/people';
import { choicesOf, FIELD_GROUPS } from '../../app/ui/people/choices-of';
import { fieldsOf } from '../../app/ui/people/condition-form';
import { builtInViews } from '../../app/ui/people/built-in-views';
import { CustomersPage } from '../../app/ui/people/customers-page';
import type {
  CustomersAnswer,
  CustomersView,
  ShownList,
  ShownPerson,
} from '../../app/ui/people/view';
import { rendered, words } from '../support/render';
import { statusOf } from './status';
import { AS_OF } from '../support/shops/tea-shop';
import { writeWho } from '../../app/who-address';

const WINDOW = { from: 28, to: 95 };

const hanako: ShownPerson = {
  ...{ id: '7001', name: { first: '花子', last: '山田' }, stage: 'loyal', segment: 'loyal' },
  ...{ state: 'atRisk', n: 4, revenue: 23_400, first: '2025-01-10', last: '2026-03-01' },
  ...{ expected: '2026-05-01', score: 9, answered: '2026-02-01', isOpen: true },
};
const other: ShownPerson = {
  ...{ id: '7002', name: null, stage: 'purchaser', segment: 'firstTime', state: 'active', n: 1 },
  ...{ revenue: 1980, first: '2026-06-10', last: '2026-06-10', expected: null },
  ...{ score: null, answered: null, isOpen: true },
};
const list: ShownList = {
  ...{ customers: 1234, revenue: 5_678_900, people: [hanako, other] },
  ...{ next: '1980~7002', previous: null, namesMissing: false },
};

const viewOf = (change: Partial<CustomersView> = {}): CustomersView => ({
  ...{ customers: 12_340, revenue: 56_789_000, asOf: AS_OF, who: [], list },
  order: { by: 'revenue', down: true },
  tabs: [
    ...builtInViews(WINDOW),
    { key: '3', name: '夏のセール', who: [[{ field: 'n', from: 2, to: null }]] },
  ],
  ...{ draft: null, titles: { '71': '煎茶' }, window: WINDOW },
  choices: {
    products: [{ id: '71', title: '煎茶', customers: 90 }],
    sources: [{ key: 'direct', customers: 20 }],
  },
  ...change,
});

interface Shown {
  view?: Partial<CustomersView>;
  language?: Language;
  counts?: Record<string, number> | null;
  answer?: CustomersAnswer;
}

const html = ({ view, language = 'en', counts = null, answer }: Shown = {}) =>
  rendered(
    <CustomersPage
      status={statusOf({ compared: null })}
      view={viewOf(view)}
      counts={counts}
      answer={answer}
    />,
    language,
    '/app/customers?asOf=2026-06-18',
  );
const text = (shown: Shown = {}) => words(html(shown));

const BROKEN = /NaN|undefined|\bnull\b|Infinity|\{\{|\[object|Invalid/;

/** A condition of every field that the menu offers. */
const CONDITIONS: Condition[] = Object.values(FIELD_GROUPS)
  .flat()
  .flatMap((field: PeopleField): Condition[] => {
    const kind = PEOPLE_FIELDS[field];
    if (kind === 'choice') return [{ field, is: choicesOf(field) ?? [] } as Condition];
    if (kind === 'moment')
      return [{ field, day: '2026-01-31', is: choicesOf(field) ?? [] } as Condition];
    if (field === 'filterSource') return [{ field, is: ['direct', 'unknown'] }];
    if (kind === 'key') return [{ field, is: ['71', 'none'] } as Condition];
    const [from, to] = kind === 'day' ? ['2026-01-01', '2026-01-31'] : [1, 3];
    return [
      { field, from, to },
      { field, from, to: null, not: true },
      { field, from: null, to },
      { field, none: true },
    ] as Condition[];
  });

describe('the list of customers', () => {
  it.each(LANGUAGES)('says every condition in words, in %s', (language) => {
    for (const condition of CONDITIONS) {
      const said = text({ view: { who: [[condition]] }, language });
      expect(said).not.toMatch(BROKEN);
      const latin = said.match(/[A-Za-z][A-Za-z]+/g) ?? [];
      const known = ['Shopify', 'NPS', 'CSV', 'SMS', 'RFM', 'ID', 'direct'];
      if (language === 'ja') expect(latin.filter((word) => !known.includes(word))).toEqual([]);
      else
        expect(words(said).replace(/夏のセール|煎茶|山田 花子/g, '')).not.toMatch(
          /[ぁ-んァ-ヶ一-龠]/,
        );
    }
  });

  it('offers the values that lists know', () => {
    for (const [field, values] of Object.entries(CHOICES))
      expect([field, choicesOf(field as PeopleField)]).toEqual([field, values]);
  });

  it('offers every field once', () => {
    const offered = Object.values(FIELD_GROUPS).flat();
    expect(offered.toSorted()).toEqual(Object.keys(PEOPLE_FIELDS).toSorted());
  });

  it.each(LANGUAGES)('has a form for every condition that shows it, in %s', (language) => {
    for (const condition of CONDITIONS) {
      const fields = fieldsOf(condition);
      const draft = { group: 0, at: 0, field: condition.field, fields, fault: null };
      const form = html({ view: { who: [[condition]], draft }, language });
      expect(words(form)).not.toMatch(BROKEN);
      const checked = form.match(/<input type="checkbox" name="is"[^>]*checked/g) ?? [];
      expect(checked).toHaveLength(fields.is.length);
      expect(form).toContain('name="set"');
    }
  });

  it('answers who it is of, and what part of all', () => {
    expect(text()).toContain('1,234 customers with ¥5.68M of revenue to date.');
    const who: Who = [[{ field: 'n', from: 2, to: null }]];
    expect(text({ view: { who } })).toContain('(10.0% of all customers, 10.0% of all revenue)');
    expect(text({ view: { who }, language: 'ja' })).toContain(
      'お客様全体の10.0%、累計売上全体の10.0%',
    );
    const empty = { ...list, customers: 0, revenue: 0, people: [], next: null };
    expect(text({ view: { who, list: empty } })).toContain('No customer meets these conditions');
  });

  it('parts groups by “or”, and leads to the list without a condition', () => {
    const who: Who = [
      [
        { field: 'n', from: 2, to: 4 },
        { field: 'state', is: ['lapsed'], not: true },
      ],
      [{ field: 'score', from: 9, to: 10 }],
    ];
    const page = html({ view: { who } });
    expect(words(page)).toMatch(
      /Purchases: 2 to 4.*Status: not Lapsed.* or .*Latest score: 9 to 10/s,
    );
    expect(page).toMatch(
      /aria-label="Remove the condition “Status: not Lapsed”"[^>]* href="\/app\/customers\?who=v1\+n\.2\.\.4\+or\+score\.9\.\.10&amp;asOf=2026-06-18"/,
    );
  });

  it('says of each customer how they stand and what to do next', () => {
    const page = text({ language: 'ja' });
    expect(page).toMatch(
      /山田 花子.*優良顧客.*¥23,400.*2026年5月1日（48日超過）.*9点.*個別に近況をうかがう/s,
    );
    expect(page).toMatch(/お客様 7002.*購入者.*¥1,980.*–.*–.*使い方を伝える/s);
  });

  it('tells a screen reader its order, which its heads change', () => {
    const page = html({ view: { order: { by: 'last', down: true } } });
    expect(page.match(/aria-sort/g)).toHaveLength(1);
    expect(page).toMatch(/aria-sort="descending"><a[^>]*href="\/app\/customers\?sort=last/);
    expect(page).toMatch(/href="\/app\/customers\?asOf=2026-06-18"[^>]*>[^]*?Revenue to date/);
  });

  it('leads to the pages beside it', () => {
    const page = html({ view: { list: { ...list, previous: '23400~7001' } } });
    expect(page).toContain('after=1980%7E7002');
    expect(page).toContain('before=23400%7E7001');
    const whole = html({ view: { list: { ...list, next: null } } });
    expect(whole).not.toContain('after=');
  });

  it('marks the tab whose conditions it has, with counts once they are there', () => {
    const who: Who = [[{ field: 'n', from: 2, to: null }]];
    const page = html({ view: { who }, counts: { everybody: 12_340, '3': 1234 } });
    expect(page).toMatch(
      /aria-current="page"[^>]*><span><span translate="no">夏のセール<\/span> \(1,234\)/,
    );
    expect(words(page)).toContain('All (12,340)');
    expect(words(html())).toContain('All (…)');
    expect(builtInViews(null).map(({ key }) => key)).not.toContain('window');
  });

  it.each(LANGUAGES)(
    'saves conditions that are no list yet, and edits those that are one, in %s',
    (language) => {
      expect(html({ language })).not.toContain('value="save"');
      const own: Who = [[{ field: 'n', from: 2, to: null }]];
      expect(html({ view: { who: own }, language })).toContain('value="rename"');
      const who: Who = [[{ field: 'n', from: 7, to: null }]];
      const page = html({ view: { who }, language });
      expect(page).toContain(`name="who" value="${writeWho(who)}"`);
      for (const fault of ['empty', 'long', 'taken', 'full'] as const) {
        const answer = { fault, name: 'x'.repeat(41), id: null };
        const refused = html({ view: { who }, language, answer });
        expect(words(refused)).not.toMatch(BROKEN);
        expect(refused).toContain('aria-invalid="true"');
        expect(refused).toContain('x'.repeat(41));
      }
    },
  );

  it.each(LANGUAGES)('shows nobody where its address cannot be read, in %s', (language) => {
    const tabs = [{ key: '9', name: '古い一覧', who: null }];
    const page = text({ view: { who: null, list: null, tabs }, language });
    expect(page).toContain(language === 'ja' ? '読み取れません' : 'cannot be read');
    expect(page).not.toMatch(/山田|¥23,400/);
    expect(page).toContain('古い一覧');
  });

  it('says that another day’s list is being made', () => {
    expect(text({ view: { list: 'waiting' } })).toContain('as of Jun 17, 2026 is being made');
  });

  it.each(LANGUAGES)('shows what a search found, or why nothing, in %s', (language) => {
    const found = [
      { id: '7001', name: hanako.name, order: '#1001', counted: true },
      { id: '7009', name: null, order: null, counted: false },
    ];
    const page = text({ language, answer: { found, names: 'more', text: '山田' } });
    expect(page).toMatch(/山田 花子.*7001.*#1001.*7009/s);
    const said = (['notAsked', 'done', 'denied', 'failed'] as const).map((names) =>
      text({ language, answer: { found: [], names, text: 'x' } }),
    );
    expect(new Set(said).size).toBe(3);
    for (const one of said) expect(one).not.toMatch(BROKEN);
  });
});
