import type { ReactElement } from 'react';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../app/i18n/language';
import { MOST_WORDING, DEFAULT_SETTINGS } from '../../app/survey/settings/settings';
import { previewTexts } from '../../app/survey/pages/preview';
import { FailedPage, NoSuchDay } from '../../app/ui/frame/failed-page';
import { Navigation } from '../../app/ui/frame/navigation';
import { NEWEST, parseView, viewLink, type ViewAddress } from '../../app/ui/frame/view-address';
import { AnswersPage } from '../../app/ui/nps/answers-page';
import { NpsPage } from '../../app/ui/nps/nps-page';
import { npsView } from '../../app/ui/nps/view';
import type { ShownVoice } from '../../app/ui/nps/voices-view';
import { VoicesPage } from '../../app/ui/nps/voices-page';
import { PrivacyPage } from '../../app/ui/privacy/privacy-page';
import { SurveyPage } from '../../app/ui/survey/survey-page';
import { AS_OF } from '../support/shops/tea-shop';
import { rendered } from '../support/render';
import { answersView, fallenShop, npsShop, shownAnswers, weeksView } from './nps-shop';
import { scene } from './scenes';
import { statusOf } from './status';

const VIEW: ViewAddress = {
  asOf: AS_OF,
  compare: 'year',
  filter: { product: '81', discount: false, source: 'utm:letter', plan: true },
};
const WORDS = { currency: 'JPY', timezone: 'Asia/Tokyo' };

const WAITING: ShownVoice = {
  ...{ id: '2', score: 9, comment: 'よい', customer: null, name: null, order: null },
  ...{ orderName: null, at: '2026-06-16T23:40:00.000Z', rewarded: false },
  language: 'ja',
  state: 'consented',
};

const nps = (latest = shownAnswers) => (
  <NpsPage
    status={statusOf()}
    view={npsView(fallenShop)}
    weeks={weeksView}
    latest={{ answers: latest, namesMissing: false }}
  />
);

/** Every page, in the states that show its links. */
const PAGES: [path: string, name: string, page: ReactElement][] = [
  ['/app', 'home', scene('home', 'full')],
  ['/app', 'home of a past day', scene('home', 'pastChanged')],
  ['/app/ltv', 'ltv', scene('ltv', 'full')],
  ['/app/ltv', 'ltv of a past day', scene('ltv', 'pastChanged')],
  ['/app/repeat', 'repeat', scene('repeat', 'full')],
  ['/app/stages', 'stages', scene('stages', 'full')],
  ['/app/nps', 'nps', nps()],
  [
    '/app/nps',
    'nps before the first question',
    <NpsPage
      key=""
      status={statusOf()}
      view={npsView({ ...npsShop, nps: emptyNps() })}
      latest={null}
    />,
  ],
  ['/app/nps/answers', 'answers', <AnswersPage key="" view={{ ...answersView, page: 2 }} />],
  [
    '/app/nps/voices',
    'voices',
    <VoicesPage
      key=""
      view={{
        waiting: { voice: WAITING, count: 2 },
        lists: [{ state: 'published', voices: [], page: 2, more: true }],
        namesMissing: false,
        ...WORDS,
      }}
    />,
  ],
  [
    '/app/nps/survey',
    'survey',
    <SurveyPage
      key=""
      view={{
        settings: DEFAULT_SETTINGS,
        version: 0,
        texts: previewTexts(),
        mostWording: MOST_WORDING,
        domain: 'tea-shop.myshopify.com',
        clientId: 'omega-key',
      }}
    />,
  ],
  [
    '/app/settings/privacy',
    'privacy',
    <PrivacyPage
      key=""
      view={{
        requests: [],
        commentDays: null,
        version: 0,
        anonymousDays: 400,
        now: '2026-06-17T00:00:00.000Z',
        ...WORDS,
      }}
    />,
  ],
  ['/app/nowhere', 'an unknown address', <FailedPage key="" missing />],
  ['/app/ltv', 'a page that failed', <FailedPage key="" missing={false} />],
];

function emptyNps() {
  const { headline, responses } = npsShop.nps;
  return {
    ...npsShop.nps,
    allAnswers: 0,
    headline: { ...headline, answers: 0 },
    responses: { ...responses, views: 0 },
  };
}

/** The links of a page to pages of the app. */
function linksOf(html: string): string[] {
  return [...html.matchAll(/<a [^>]*href="([^"]*)"/g)]
    .map(([, href = '']) => href.replaceAll('&amp;', '&'))
    .filter((href) => href.startsWith('/app'));
}

const viewOf = (href: string) => parseView(new URL(href, 'http://app.invalid').searchParams);

describe('every link of every page', () => {
  it.each(PAGES)('at %s keeps the day, the comparison and the filters: %s', (path, _, page) => {
    for (const language of LANGUAGES) {
      const html = rendered(
        <>
          <Navigation />
          {page}
        </>,
        language,
        viewLink(path, VIEW),
      );
      // the strip's own links change the view
      const links = linksOf(html.replaceAll(/<details[^>]*om-strip-part.*?<\/details>/gs, ''));
      // the menu has eight
      expect(links.length).toBeGreaterThanOrEqual(8);
      const written = (view: ViewAddress) => viewLink('/app', view);
      // the list of customers has the filter among its own conditions
      const carried = (href: string) =>
        href.startsWith('/app/customers?') && href.includes('who=v1')
          ? { ...VIEW, filter: {} }
          : VIEW;
      const lost = links.filter((href) => written(viewOf(href)) !== written(carried(href)));
      // one way back from a past day leads to the newest numbers, with the rest of the view
      const back = viewLink(path, { ...VIEW, asOf: null });
      // everyone's list on a page that no filter narrows
      const everyone = viewLink('/app/customers', { ...VIEW, filter: {} });
      expect(lost.filter((href) => href !== back && href !== everyone)).toEqual([]);
    }
  });

  it('of a day without numbers leads to the newest ones, with the filters', () => {
    const page = <NoSuchDay />;
    const links = linksOf(rendered(page, 'en', viewLink('/app/repeat', VIEW)));
    expect(links).toHaveLength(9);
    for (const href of links) expect(viewOf(href)).toEqual({ ...NEWEST, filter: VIEW.filter });
    expect(links.at(-1)).toMatch(/^\/app\/repeat\?/);
    // a form's own door is no page: the way back is the page with the form
    const sent = <NoSuchDay page={viewLink('/app/stages?renewals=without', VIEW)} />;
    const back = linksOf(rendered(sent, 'en', '/app/past-day'));
    for (const href of back) expect(viewOf(href)).toEqual({ ...NEWEST, filter: VIEW.filter });
    expect(back.at(-1)).toMatch(/^\/app\/stages\?/);
  });

  it('keeps the view in a form that is sent by GET', () => {
    const html = rendered(
      <AnswersPage view={answersView} />,
      'en',
      viewLink('/app/nps/answers', VIEW),
    );
    const form = /<form method="get".*?<\/form>/s.exec(html)?.[0] ?? '';
    const fields = [...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)];
    const sent = new URLSearchParams(fields.map(([, name = '', value = '']) => [name, value]));
    expect(parseView(sent)).toEqual(VIEW);
    // its own parameters are none of the view's
    const own = [...form.matchAll(/<(?:select|input)[^>]* name="(\w+)"/g)].map(
      ([, name = '']) => name,
    );
    expect(own.filter((name) => own.indexOf(name) !== own.lastIndexOf(name))).toEqual([]);
  });
});

describe('the menu', () => {
  it('has the pages that exist, Home under the app’s name, and the survey under NPS', () => {
    const html = rendered(<Navigation />, 'ja');
    const names = [...html.matchAll(/<a [^>]*>([^<]*)<\/a>/g)].map(([, name]) => name);
    expect(names).toEqual([
      'Omega',
      '顧客',
      'セグメント',
      'LTV',
      'リピート',
      'ステージ',
      'NPS',
      '設定',
    ]);
    for (const path of ['/app/nps', '/app/nps/answers', '/app/nps/voices', '/app/nps/survey']) {
      const page = PAGES.find(([at, name]) => at === path && !name.includes('before'))?.[2];
      const tabs =
        /<nav[^>]*om-tabs.*?<\/nav>/s.exec(rendered(page ?? <></>, 'ja', path))?.[0] ?? '';
      expect(linksOf(tabs)).toHaveLength(4);
      expect(
        /href="([^"]*)"[^>]*aria-current="page"|aria-current="page"[^>]*href="([^"]*)"/
          .exec(tabs)
          ?.slice(1),
      ).toContain(path);
    }
  });
});
