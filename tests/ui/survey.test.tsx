import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import { DEFAULT_SETTINGS, MOST_WORDING, surveySettings } from '../../app/survey/settings/settings';
import { previewTexts } from '../../app/survey/pages/preview';
import { draftOf } from '../../app/ui/survey/draft';
import { editorOf } from '../../app/ui/survey/editors';
import { Surface } from '../../app/ui/survey/surface';
import { SurveyPage } from '../../app/ui/survey/survey-page';
import { placementOf } from '../../app/ui/survey/use-placement';
import {
  isOn,
  LATER_SURFACES,
  type LaterSurface,
  type SurfaceKind,
  type SurveyAnswer,
  type SurveyDraft,
  type SurveyView,
} from '../../app/ui/survey/view';
import { place } from '../sandbox/admin-shell/placements';
import { extensionsOf } from '../sandbox/admin-shell/placements';
import { rendered, words } from '../support/render';

const view: SurveyView = {
  settings: DEFAULT_SETTINGS,
  version: 4,
  texts: previewTexts(),
  mostWording: MOST_WORDING,
  domain: 'tea-shop.myshopify.com',
  clientId: 'omega-key',
};
const html = (language: Language, of = view, answer?: SurveyAnswer) =>
  rendered(<SurveyPage view={of} answer={answer} />, language);
const surface = (
  score: number | null,
  change: Partial<SurveyDraft> = {},
  kind: SurfaceKind = 'orderStatus',
) =>
  words(
    rendered(
      <Surface
        kind={kind}
        draft={{ ...view.settings, ...change }}
        texts={view.texts.en[kind]}
        language="en"
        score={score}
        on
      />,
      'en',
    ),
  );

describe('the survey’s settings', () => {
  it('send the version that they were opened with, and after a conflict the one that overwrites', () => {
    expect(html('en')).toMatch(/name="version"[^>]*value="4"/);
    const told = html('ja', view, { changedMeanwhile: 9 });
    expect(told).toMatch(/name="version"[^>]*value="9"/);
    expect(words(told)).toContain('ほかの人がここの設定を変更しました');
    expect(words(told)).not.toContain('保存しました');
  });

  it.each(LANGUAGES)('have all their texts in %s, and no broken one', (language) => {
    for (const answer of [
      undefined,
      { saved: true },
      { wrong: ['shareUrl', 'question_ja'] },
      { changedMeanwhile: 9 },
    ] as const)
      expect(words(html(language, view, answer as SurveyAnswer | undefined))).not.toMatch(
        /NaN|undefined|null|\{\{|\[object/,
      );
  });

  it('are Japanese for a Japanese merchant, except for names and addresses', () => {
    const latin = words(html('ja')).match(/[A-Za-z]{2,}/g) ?? [];
    const known = ['Shopify', 'https', 'apps', 'omega', 'CSV', 'ID'];
    expect(latin.filter((word) => !known.includes(word))).toEqual([]);
  });

  it('fill the form with their values, and show the default texts as hints', () => {
    const set = surveySettings({
      settings: {
        survey: {
          questions: { ja: '友人に勧めますか?' },
          followUps: { voice: false },
          shareUrl: 'https://tea.example/friends',
          askAgainAfterDays: 30,
          onOrderStatus: false,
        },
      },
    });
    const page = html('en', { ...view, settings: set });
    expect(page).toMatch(/<textarea[^>]*name="question_ja"[^>]*>友人に勧めますか\?<\/textarea>/);
    expect(page).toMatch(/name="question_en"[^>]*placeholder="How likely are you/);
    expect(page).toMatch(/name="shareUrl"[^>]*value="https:\/\/tea.example\/friends"/);
    expect(page).toMatch(/name="askAgainAfterDays"[^>]*value="30"/);
    expect(page).toMatch(/<input(?=[^>]*name="reason")(?=[^>]*checked)/);
    expect(page).not.toMatch(/<input(?=[^>]*name="voice")(?=[^>]*checked)/);
    expect(page).not.toMatch(/<input(?=[^>]*name="onOrderStatus")(?=[^>]*checked)/);
  });

  it('describe each place truly, and what the grey words are', () => {
    const text = words(html('en'));
    expect(text).not.toContain('Most buyers answer here');
    expect(text).toContain('until answered or dismissed');
    expect(text).toContain('the default text in grey. It is the same in every place.');
    expect(text).toContain('On the thank-you page nothing has arrived yet');
    expect(words(html('ja'))).toContain('初期値は90日です。');
  });

  it('offer no links for mails while the survey is off', () => {
    const off = html('en', { ...view, settings: { ...view.settings, enabled: false } });
    const button = (page: string) =>
      /<button[^>]*>(?:(?!<button).)*Download the links/.exec(page)?.[0] ?? '';
    expect(button(off)).toContain('aria-disabled="true"');
    expect(words(off)).toContain('they cannot be downloaded');
    expect(button(html('en'))).toContain('aria-disabled="false"');
  });

  it('show the preview right after the wording, and on a wide screen beside the form', () => {
    const titles = words(html('en'));
    const at = ['Wording', 'What buyers see', 'Follow-up questions'].map((title) =>
      titles.lastIndexOf(title),
    );
    expect(at).toEqual(at.toSorted((a, b) => a - b));
  });

  it('are one form that Shopify’s own bar saves and discards', () => {
    expect(html('ja').match(/<form[^>]*data-save-bar/g)).toHaveLength(1);
    // errors are the app's own, never the browser's in its language
    expect(html('ja')).toMatch(/<form(?=[^>]*data-save-bar)[^>]*novalidate/i);
    expect(html('ja')).not.toMatch(/type="(url|number|email|date)"| required| pattern=/);
  });

  it('show an error beside its field, and none at the others', () => {
    const text = words(html('en', view, { wrong: ['shareUrl'] }));
    expect(text).toContain('Not saved');
    expect(text).toContain('Enter an address that begins with https://.');
    expect(text).not.toContain('Enter a whole number');
    expect(html('en', view, { wrong: ['shareUrl'] }).match(/aria-invalid="true"/g)).toHaveLength(1);
  });

  it('link to the editors of each block', () => {
    const page = html('ja').replaceAll('&amp;', '&');
    const admin = 'https://tea-shop.myshopify.com/admin';
    expect(page).toContain(`${admin}/settings/checkout/editor?page=thank-you&context=apps`);
    expect(page).toContain(`${admin}/settings/checkout/editor?page=order-status&context=apps`);
    expect(page).toContain(
      `${admin}/themes/current/editor?template=index&addAppBlockId=omega-key/survey&target=newAppsSection`,
    );
    const block = join(import.meta.dirname, '../../extensions/survey-theme-block/blocks');
    expect(editorOf('onStorefront', view)).toContain('/survey&');
    expect(readFileSync(join(block, 'survey.liquid'), 'utf8')).toContain('{% schema %}');
  });
});

describe('the places of the blocks', () => {
  const shop = 'placed.myshopify.com';

  it('come from Shopify’s list of the app’s extensions', () => {
    expect(placementOf(extensionsOf(shop))).toEqual({
      state: 'known',
      onThankYou: true,
      onOrderStatus: true,
      onStorefront: true,
    });
    place(shop, 'thankYou', false);
    place(shop, 'theme', false);
    expect(placementOf(extensionsOf(shop))).toMatchObject({
      onThankYou: false,
      onOrderStatus: true,
      onStorefront: false,
    });
  });

  it('are empty without extensions or with an unexpected reply', () => {
    const nowhere = {
      state: 'known',
      onThankYou: false,
      onOrderStatus: false,
      onStorefront: false,
    };
    for (const odd of [
      [],
      [null],
      [{ type: 'ui_extension' }],
      [{ type: 'theme_app_extension', activations: 7 }],
    ])
      expect(placementOf(odd)).toEqual(nowhere);
  });
});

describe('the preview', () => {
  it('shows the thank-you page beside a later surface, in the merchant’s language', () => {
    const text = words(html('ja'));
    expect(text).toContain('サンクスページ（商品が届く前）');
    expect(text).toContain('注文状況ページ ストアのブロック メールのリンク');
    expect(
      text.match(
        /当社をご家族やお友達に勧める可能性はどれくらいありますか？ 0 まったく勧めたくない 0 1 2 3 4 5 6 7 8 9 10 10 ぜひ勧めたい/g,
      ),
    ).toHaveLength(2);
  });

  it('warns of a request for referrals without a link', () => {
    const warning = 'There is no link yet, so no buyer is asked for a referral.';
    expect(words(html('en'))).toContain(warning);
    const set = (survey: object) => ({
      ...view,
      settings: surveySettings({ settings: { survey } }),
    });
    for (const survey of [{ shareUrl: 'https://tea.example' }, { followUps: { share: false } }])
      expect(words(html('en', set(survey)))).not.toContain(warning);
  });

  it('asks on the thank-you page for the score and one line of words alone', () => {
    const shareUrl = 'https://tea.example';
    for (const score of [10, 8, 3]) {
      const text = surface(score, { shareUrl }, 'thankYou');
      expect(text).toMatch(/What did you like|make it a 10|What should we know/);
      expect(text).not.toMatch(/to a friend|main reason|publish/);
    }
    expect(surface(3)).toContain('The store took no interest in me after my purchase');
  });

  it('follows the score by the settings', () => {
    const shareUrl = 'https://tea.example';
    expect(surface(10, { shareUrl })).toContain('Would you recommend us to a friend?');
    expect(surface(10)).not.toContain('to a friend');
    expect(surface(8, { shareUrl })).toContain('What would make it a 10?');
    expect(surface(8, { shareUrl })).not.toContain('to a friend');
    expect(surface(3)).toContain('What is the main reason?');
    const none = { share: false, improve: false, reason: false, voice: false };
    for (const score of [10, 8, 3])
      expect(surface(score, { shareUrl, followUps: none })).not.toMatch(
        /to a friend|a 10\?|main reason/,
      );
  });

  it('asks for a testimonial after every score, high or low', () => {
    for (const score of [10, 8, 3])
      expect(surface(score)).toContain(view.texts.en.orderStatus.voice);
  });

  it('shows the merchant’s words as text, and the defaults without any', () => {
    expect(surface(null, { questions: { en: '<i>Like us?</i>' } })).toContain(
      '&lt;i&gt;Like us?&lt;/i&gt;',
    );
    expect(surface(10, { thanks: { ja: 'どうも' } })).toContain('Thank you for your answer.');
  });

  it('names the places without a question', () => {
    expect(surface(null, { enabled: false })).toContain('(not shown at present)');
    expect(surface(null)).not.toContain('(not shown at present)');
  });

  it('has each surface’s own button and note', () => {
    const none = { share: false, improve: false, reason: false, voice: false };
    const text = (kind: SurfaceKind, score: number | null, followUps = view.settings.followUps) =>
      surface(score, { followUps }, kind);
    for (const kind of ['thankYou', 'orderStatus'] as const) {
      // the score sends itself: Send is for the words
      expect(text(kind, null)).toContain('Not now');
      expect(text(kind, null)).not.toContain('Send');
      expect(text(kind, 3)).toContain('Send');
      expect(text(kind, 3, none)).not.toContain('Send');
    }
    for (const kind of ['storefront', 'link'] as const) {
      expect(text(kind, null)).toContain('Send');
      expect(text(kind, null)).not.toContain('Not now');
    }
    expect(text('storefront', 3, none)).toContain('Send');
    expect(text('link', 3, none)).not.toContain('Send');
    for (const kind of ['thankYou', 'orderStatus', 'link'] as const)
      expect(text(kind, null)).toContain('The store sees your answer with your order.');
    expect(text('storefront', null)).toContain('Only this store sees your answer.');
  });

  it('asks on the surfaces that the settings name, and on links whatever they name', () => {
    const of = (change: Partial<SurveyDraft>, later: LaterSurface) =>
      isOn({ ...view.settings, ...change }, later);
    const off = { onThankYou: false, onOrderStatus: false, onStorefront: false };
    expect(LATER_SURFACES.map((kind) => of(off, kind))).toEqual([false, false, true]);
    expect(of({ onStorefront: false }, 'orderStatus')).toBe(true);
    expect(of({ onOrderStatus: false }, 'storefront')).toBe(true);
    expect(isOn({ ...view.settings, onThankYou: false }, 'thankYou')).toBe(false);
  });

  it('shows the current values of the form', () => {
    const form = new FormData();
    form.set('enabled', 'on');
    form.set('question_ja', ' 友人に\r\n勧めますか? ');
    form.set('thanks_en', '');
    form.set('shareUrl', 'https://tea.example');
    form.set('voice', 'on');
    form.set('onStorefront', 'on');
    expect(draftOf(form, view.settings)).toMatchObject({
      enabled: true,
      questions: { ja: '友人に 勧めますか?', en: undefined },
      thanks: { en: undefined },
      followUps: { share: false, improve: false, reason: false, voice: true },
      shareUrl: 'https://tea.example',
      onThankYou: false,
      onStorefront: true,
    });
  });

  it('shows the second question after the score, where it is on, but not in the storefront', () => {
    const heard = {
      enabled: true,
      other: true,
      choices: [
        { key: '0', ja: '雑誌', en: 'A magazine' },
        { key: '1', ja: '友人', en: 'A friend' },
      ],
    };
    const question = 'How did you hear of us?';
    for (const kind of ['thankYou', 'orderStatus', 'link'] as const) {
      expect(surface(9, { heard }, kind)).toContain(question);
      expect(surface(9, { heard }, kind)).toContain('A magazine A friend Somewhere else');
      expect(surface(null, { heard }, kind)).not.toContain(question);
      expect(surface(9, {}, kind)).not.toContain(question);
    }
    expect(surface(9, { heard }, 'storefront')).not.toContain(question);
  });
});
