import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { rendered, TOLD, type Rendering } from '../../support/doors/rendered-block';

const page = (...blocks: Rendering[]): Document =>
  new JSDOM(blocks.map(rendered).join('')).window.document;

/** The form that a browser without JavaScript posts. */
function posted(document: Document, score: string): Record<string, string> {
  const form = document.querySelector('form');
  const view = document.defaultView;
  const radio = document.querySelector<HTMLInputElement>(`[name=score][value="${score}"]`);
  if (!form || !view || !radio) throw new Error('the block has no form with that score');
  radio.checked = true;
  const fields: [string, string][] = [];
  new view.FormData(form).forEach((value, name) => fields.push([name, String(value)]));
  return Object.fromEntries(fields);
}

describe('the block without JavaScript', () => {
  it('is a form that posts to the path from the app', () => {
    const document = page({ told: { path: '/community/tea' } });
    const form = document.querySelector('form');
    expect(form?.getAttribute('action')).toBe('/community/tea/survey');
    expect(form?.method).toBe('post');
    expect(posted(document, '0')).toEqual({
      ...{ kind: 'answer', source: 'storefront', language: 'en', score: '0' },
    });
  });

  it('has eleven choices in one group named by the question, and requires one', () => {
    const radios = [...page({}).querySelectorAll<HTMLInputElement>('[name=score]')];
    expect(radios.map(({ value }) => value)).toEqual(Array.from({ length: 11 }, (_, n) => `${n}`));
    for (const radio of radios) {
      expect(radio.required && !radio.checked).toBe(true);
      expect(radio.labels?.[0]?.textContent).toBe(radio.value);
      expect(radio.closest('fieldset')?.querySelector('legend')?.textContent).toMatch(/recommend/);
    }
  });

  it('is Japanese for readers of Japanese, and English for all others', () => {
    expect(page({ locale: 'ja' }).querySelector('legend')?.textContent).toMatch(/勧める/);
    expect(posted(page({ locale: 'ja' }), '9').language).toBe('ja');
    expect(posted(page({ locale: 'fr-CA' }), '9').language).toBe('en');
  });

  it('asks in the merchant’s words, and escapes them', () => {
    const en = `Would you tell "Aunt May" <b>&amp;</b> {{ shop.email }}?`;
    const told = { questions: { en }, shareUrl: `https://x.example/?a='"><script>&b=1` };
    const document = page({ told, settings: { heading: '<i>Hello</i>' } });
    expect(document.querySelector('legend')?.textContent).toBe(en);
    expect(document.querySelector('h2')?.textContent).toBe('<i>Hello</i>');
    expect(document.querySelector('a')?.getAttribute('href')).toBe(told.shareUrl);
    expect(document.querySelectorAll('script, b, i')).toHaveLength(0);
    expect(page({ told, locale: 'ja' }).querySelector('legend')?.textContent).toMatch(/勧める/);
  });

  it('appears several times on a page without a repeated id', () => {
    const document = page({ id: 'survey_1' }, { id: 'survey_2' });
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(2);
    for (const area of document.querySelectorAll('textarea')) expect(area.labels).toHaveLength(1);
  });
});

describe('the follow-up in the block', () => {
  const asked = (rendering: Rendering): string =>
    [...page(rendering).querySelectorAll('.omega-survey__more [name], .omega-survey__more a')]
      .map((field) => field.getAttribute('name') ?? 'share')
      .filter((name, index, names) => names.indexOf(name) === index)
      .join(' ');
  const none = { share: false, improve: false, reason: false, voice: false };

  it.each([
    [{}, 'share reason comment voice'],
    [{ told: { followUps: { ...none, voice: true } } }, 'comment voice'],
    [{ told: { followUps: { ...none, improve: true } } }, 'comment'],
    [{ told: { followUps: { ...none, share: true } } }, 'share comment'],
    [{ told: { followUps: none } }, ''],
    [{ settings: { follow_ups: false } }, ''],
  ] satisfies [Rendering, string][])(
    'has only the parts that the merchant allows: %o',
    (rendering, expected) => {
      expect(asked(rendering)).toBe(expected);
    },
  );

  it('is never sent by the form itself', () => {
    expect(Object.keys(posted(page({}), '3')).sort()).toEqual([
      ...['kind', 'language', 'score', 'source'],
    ]);
  });
});

describe('the block without a question', () => {
  it.each([null, { path: '' }, { enabled: false }])('shows buyers nothing: %o', (told) => {
    expect(rendered({ told }).trim()).toBe('');
  });

  it('tells the merchant the reason in the theme editor', () => {
    expect(rendered({ told: null, editor: true })).toContain('not connected yet');
    expect(rendered({ told: null, editor: true, locale: 'ja' })).toContain('接続されていません');
    expect(rendered({ told: { ...TOLD, enabled: false }, editor: true })).toContain('turned off');
    expect(page({ editor: true }).querySelector('omega-survey')).not.toBeNull();
  });
});
