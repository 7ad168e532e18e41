import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import { displayOf, parseDisplayForm } from '../../app/settings/display';
import { ALL_PARTS, type PartsInUse } from '../../app/terms/parts-in-use';
import { Navigation, PartsContext } from '../../app/ui/frame/navigation';
import { FilterPart } from '../../app/ui/frame/strip/filter-part';
import { HomePage } from '../../app/ui/home/home-page';
import { homeView } from '../../app/ui/home/view';
import { NO_GOALS } from '../../app/ui/numbers/goals';
import { LtvPage } from '../../app/ui/ltv/ltv-page';
import { ltvViewOf } from '../ui/ltv-view';
import { RepeatPage } from '../../app/ui/repeat/repeat-page';
import { repeatViewOf } from '../ui/repeat-view';
import {
  DisplayPage,
  type DisplayAnswer,
  type DisplayView,
} from '../../app/ui/settings/display/page';
import { compareDays } from '../../app/metrics/compare/compare';
import { teaShop } from '../support/shops/tea-shop';
import { latinWords, rendered, words } from '../support/render';
import { npsShop } from '../ui/nps-shop';
import { statusOf } from '../ui/status';

const form = (fields: Record<string, string>) => {
  const sent = new FormData();
  for (const [name, value] of Object.entries(fields)) sent.set(name, value);
  return parseDisplayForm(sent);
};

describe('the display of the app', () => {
  it('follows Shopify’s admin and has every part until the shop chooses', () => {
    expect(displayOf(null)).toEqual({ language: null, ...ALL_PARTS });
    expect(displayOf({ settings: { display: { nps: false } } })).toMatchObject({ nps: false });
  });

  it('is read from a form: a box without a tick hides its part', () => {
    expect(form({ language: 'admin', nps: 'on' })).toEqual({
      ...{ language: null, nps: true, subscriptions: false, trials: false },
    });
    expect(form({ language: 'en' })).toMatchObject({ language: 'en' });
    for (const language of ['fr', '', 'null']) expect(form({ language })).toBeNull();
    expect(form({})).toBeNull();
  });

  const view: DisplayView = { version: 3, language: 'en', ...ALL_PARTS, trials: false };
  const html = (language: Language, answer?: DisplayAnswer) =>
    rendered(<DisplayPage view={view} answer={answer} />, language, '/app/settings/display');

  it.each(LANGUAGES)('has a page in %s that shows the choice', (language) => {
    for (const answer of [
      undefined,
      { saved: true, language: false } as const,
      { changedMeanwhile: 9 },
    ])
      expect(words(html(language, answer))).not.toMatch(/NaN|undefined|null|\{\{|\[object/);
    const page = html(language);
    if (language === 'ja') expect(latinWords(page)).toEqual(['English']);
    const checked = [...page.matchAll(/<input[^>]*checked=""[^>]*>/g)].map(
      ([tag]) => / value="(\w+)"/.exec(tag)?.[1] ?? / name="(\w+)"/.exec(tag)?.[1],
    );
    expect(checked).toEqual(['en', 'nps', 'subscriptions']);
    expect(html(language, { changedMeanwhile: 9 })).toMatch(/name="version"[^>]*value="9"/);
  });
});

describe('a part that the shop does not use', () => {
  const without = (part: keyof PartsInUse): PartsInUse => ({ ...ALL_PARTS, [part]: false });

  it('has no entry in the menu', () => {
    const menu = (parts: PartsInUse) =>
      words(
        rendered(
          <PartsContext.Provider value={parts}>
            <Navigation />
          </PartsContext.Provider>,
          'en',
        ),
      );
    expect(menu(ALL_PARTS)).toContain('NPS');
    expect(menu(without('nps'))).not.toContain('NPS');
    expect(menu(without('trials'))).toContain('NPS');
  });

  it('is on neither Home nor LTV, and needs no attention', () => {
    const comparison = compareDays(npsShop, null, '2026-05-18');
    const attention = {
      lines: [
        { kind: 'shareLink', promoters: 7, topic: 'shareLink' } as const,
        { kind: 'pending', orders: 4, topic: 'pending' } as const,
      ],
      placement: { places: ['onThankYou' as const], at: 1, dismissed: false },
      dismissible: true,
    };
    const home = (parts: PartsInUse) => {
      const own = homeView(npsShop, comparison, attention, NO_GOALS, parts);
      return words(rendered(<HomePage status={statusOf()} view={own} />, 'en'));
    };
    expect(home(ALL_PARTS)).toMatch(/NPS/);
    expect(home(without('nps'))).not.toMatch(/NPS|promoters/i);
    expect(home(without('nps'))).toContain('4 orders');
    const ltv = (parts: PartsInUse) =>
      rendered(
        <LtvPage status={statusOf()} view={ltvViewOf(npsShop, [], comparison, null, parts)} />,
        'en',
      );
    const link = 'href="/app/nps"';
    expect(ltv(ALL_PARTS)).toContain(link);
    expect(ltv(without('nps'))).not.toContain(link);
  });

  it('is not on Repeat, unless the address counts without renewals', () => {
    const repeat = (parts: PartsInUse, renewals: 'with' | 'without' = 'with') => {
      const own = repeatViewOf(teaShop, renewals, undefined, null, undefined, parts);
      return rendered(<RepeatPage status={statusOf()} view={own} />, 'en');
    };
    // the card that leads to the products' roles
    const trials = 'href="/app/settings/products"';
    expect(repeat(ALL_PARTS)).toContain(trials);
    expect(repeat(without('trials'))).not.toContain(trials);
    expect(repeatViewOf(teaShop, 'with').choosesRenewals).toBe(true);
    for (const renewals of ['with', 'without'] as const)
      expect(
        repeatViewOf(teaShop, renewals, undefined, null, undefined, without('subscriptions'))
          .choosesRenewals,
      ).toBe(renewals === 'without');
  });

  it('is no choice of the filter, unless the address has it', () => {
    const choices = { products: [], sources: [], discount: false, plan: true };
    const filter = (parts: PartsInUse, address: string) =>
      rendered(
        <PartsContext.Provider value={parts}>
          <FilterPart
            filtered={{ choices, state: 'shown' }}
            words={{ currency: 'JPY', timezone: 'Asia/Tokyo' }}
          />
        </PartsContext.Provider>,
        'en',
        address,
      );
    expect(filter(ALL_PARTS, '/app/ltv')).toContain('name="plan"');
    expect(filter(without('subscriptions'), '/app/ltv')).not.toContain('name="plan"');
    const chosen = filter(without('subscriptions'), '/app/ltv?plan=yes&discount=no');
    // both answers in words, also where no first order has a discount any more
    for (const name of ['plan', 'discount'])
      expect(chosen).toMatch(new RegExp(`name="${name}"[^]*?value="yes"[^]*?value="no"`));
    expect(words(chosen)).not.toMatch(/\b(?:yes|no)\b/);
  });
});
