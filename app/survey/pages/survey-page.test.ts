import { JSDOM } from 'jsdom';
import { Liquid } from 'liquidjs';
import { describe, expect, it } from 'vitest';
import type { PageContext, QuestionPage, RecordedPage, SurveyPage } from './page';
import { surveyPage } from './survey-page';

const KEY = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const english: PageContext = {
  language: 'en',
  action: '/apps/omega/survey',
  question: null,
  thanks: null,
};
const carried = { source: 'storefront', token: 'signed.token', key: KEY } as const;
const question: QuestionPage = { kind: 'question', carried, score: null };
const recorded: RecordedPage = {
  kind: 'recorded',
  carried,
  score: 10,
  followUps: { share: true, improve: true, reason: true, voice: true },
  shareUrl: 'https://tea.example/friends?a=1&b=2',
};
const everyPage: SurveyPage[] = [
  question,
  recorded,
  { kind: 'done', words: true },
  { kind: 'done', words: false },
  { kind: 'closed', score: 0 },
  { kind: 'asked_lately' },
  { kind: 'off' },
  { kind: 'expired' },
  { kind: 'too_many', retryAfterSeconds: 61 },
  { kind: 'failed' },
];

/** A page as Shopify serves it: runs its Liquid with the shop's objects and parses the HTML. */
function shown(page: SurveyPage, context: Partial<PageContext> = {}): Document {
  const liquid = new Liquid({ strictFilters: true });
  const shop = { email: 'owner@tea.example' };
  const html: unknown = liquid.parseAndRenderSync(surveyPage({ ...english, ...context }, page), {
    shop,
  });
  return new JSDOM(String(html)).window.document;
}

/** The fields that a browser would post. */
function posted(document: Document): Record<string, string> {
  const form = document.querySelector('form');
  if (form === null) throw new Error('the page has no form');
  const view = document.defaultView;
  if (view === null) throw new Error('the page has no window');
  const fields: [string, string][] = [];
  new view.FormData(form).forEach((value, name) => fields.push([name, String(value)]));
  // the door reads the first of each name
  return Object.fromEntries(fields.reverse());
}

describe('the page of a question', () => {
  it('posts what the door needs to the shop, with the chosen score', () => {
    const page = shown({ ...question, score: 0 });
    expect(page.querySelector('form')?.getAttribute('action')).toBe('/apps/omega/survey');
    expect(page.querySelector('form')?.method).toBe('post');
    expect(posted(page)).toEqual({
      kind: 'answer',
      language: 'en',
      source: 'storefront',
      token: 'signed.token',
      key: KEY,
      score: '0',
    });
  });

  it('preselects no score, and has eleven in one group', () => {
    const page = shown({ ...question, carried: { ...carried, source: 'link', token: null } });
    expect(posted(page)).toEqual({ kind: 'answer', language: 'en', source: 'link', key: KEY });
    const scores = [...page.querySelectorAll<HTMLInputElement>('fieldset input[name=score]')];
    expect(scores.map(({ value }) => value).join(' ')).toBe('0 1 2 3 4 5 6 7 8 9 10');
    expect(scores.every(({ labels }) => labels?.length === 1)).toBe(true);
    expect(page.querySelector('legend')?.textContent).toBe(
      'How likely are you to recommend us to your family and friends?',
    );
  });

  it('asks in the merchant’s words, where some are set', () => {
    const words = 'Would you tell Aunt May?';
    expect(shown(question, { question: words }).querySelector('legend')?.textContent).toBe(words);
  });
});

describe('the page after a score', () => {
  /** The names of the visible fields. */
  const asked = (page: Partial<RecordedPage>) =>
    [
      ...new Set(
        [
          ...shown({ ...recorded, ...page }).querySelectorAll('input:not([type=hidden]), textarea'),
        ].map((field) => field.getAttribute('name')),
      ),
    ].join(' ');
  const nothing = { share: false, improve: false, reason: false, voice: false };

  it('asks promoters to tell a friend, passives what is missing and detractors why', () => {
    expect(shown(recorded).querySelector('p a')?.getAttribute('href')).toBe(recorded.shareUrl);
    expect(asked({ score: 9 })).toBe('comment voice');
    expect(asked({ score: 8 })).toBe('comment voice');
    expect(asked({ score: 6 })).toBe('reason comment voice');
    expect(asked({ score: 0 })).toBe('reason comment voice');
    expect(shown({ ...recorded, score: 7 }).body.textContent).toContain('make it a 10');
    expect(shown({ ...recorded, score: 7 }).querySelector('p a')).toBeNull();
  });

  it('asks no follow-up that the merchant has switched off', () => {
    for (const score of [0, 7, 10]) {
      expect(asked({ score, followUps: nothing })).toBe('');
      expect(shown({ ...recorded, score, followUps: nothing }).querySelector('form')).toBeNull();
    }
    expect(asked({ score: 3, followUps: { ...nothing, reason: true } })).toBe('reason comment');
    expect(asked({ score: 7, followUps: { ...nothing, improve: true } })).toBe('comment');
    expect(shown({ ...recorded, shareUrl: null }).body.textContent).not.toContain('friend');
  });

  it('asks for consent with an unticked box', () => {
    expect(posted(shown(recorded))).toMatchObject({ voice: 'false' });
  });

  it('keeps what was entered when it comes back with a problem', () => {
    const comment = '\n二行目 & <b>"</b>';
    const entered = { reason: 'product', comment, voice: true } as const;
    const page = shown({ ...recorded, score: 3, entered, problem: 'comment_too_long' });
    expect(posted(page)).toMatchObject({
      score: '3',
      reason: 'product',
      comment,
      voice: 'true',
    });
    expect(page.querySelector('[role=alert]')?.textContent).toContain('1,000');
  });
});

describe('every page', () => {
  it.each(everyPage)('exists in both languages and says what to do: $kind', (page) => {
    const [en, ja] = (['en', 'ja'] as const).map((language) => shown(page, { language }));
    expect(en?.querySelector('h1')?.textContent).toMatch(/^[ -~’]+$/);
    expect(ja?.querySelector('h1')?.textContent).toMatch(/[ぁ-ん]/);
    expect(ja?.querySelector('.omega-survey')?.getAttribute('lang')).toBe('ja');
    for (const document of [en, ja])
      expect(document?.querySelectorAll('form button, a').length).toBeGreaterThan(0);
  });

  it.each([
    '{{ shop.email }}',
    '{% assign x = 1 %}{{ shop.email }}',
    '{%- comment -%}',
    '{% raw %}',
    '{{',
    '</textarea></form><script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus='alert(1)",
    '&lt;script&gt;',
    '</style><script>alert(1)</script>',
  ])('shows %s as text, which neither Liquid nor a browser runs', (evil) => {
    const context = { question: evil, thanks: evil, action: evil };
    const entered = { reason: null, comment: evil, voice: false };
    const evilCarried = { source: 'link', token: evil, key: evil } as const;
    const asking = shown({ ...question, carried: evilCarried }, context);
    const after = shown({ ...recorded, carried: evilCarried, entered, shareUrl: evil }, context);
    expect(asking.querySelector('legend')?.textContent).toBe(evil);
    expect(after.querySelector('h1')?.textContent).toBe(evil);
    expect(posted(after).comment).toBe(evil);
    expect(after.querySelector('p a')?.getAttribute('href')).toBe(evil);
    for (const page of [asking, after]) {
      expect(posted(page)).toMatchObject({ token: evil, key: evil });
      expect(page.querySelector('form')?.getAttribute('action')).toBe(evil);
      expect(page.querySelectorAll('script, img, [onfocus], [autofocus]')).toHaveLength(0);
    }
  });
});
