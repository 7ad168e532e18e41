import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import type { AnswersView } from '../../app/ui/nps/answer-view';
import { AnswersPage } from '../../app/ui/nps/answers-page';
import { NOT_NARROWED } from '../../app/ui/nps/answers-address';
import { VoicesPage } from '../../app/ui/nps/voices-page';
import type { ShownVoice, VoiceAnswer, VoicesView } from '../../app/ui/nps/voices-view';
import { answersView } from './nps-shop';
import { rendered, words } from './render';

const BROKEN = /NaN|undefined|null|Infinity|\{\{|\[object|Invalid/;
const list = (change: Partial<AnswersView> = {}, language: Language = 'en') =>
  rendered(<AnswersPage view={{ ...answersView, ...change }} />, language);

describe('the list of answers', () => {
  const SCENES: Record<string, Partial<AnswersView>> = {
    full: {},
    narrowed: { filter: { ...NOT_NARROWED, group: 'detractors', comments: true } },
    'without names': { namesMissing: true },
    empty: { answers: [], total: 0, page: 1, pages: 1 },
    'narrowed to none': {
      answers: [],
      total: 0,
      page: 1,
      pages: 1,
      filter: { ...NOT_NARROWED, reason: 'other' },
    },
  };
  for (const [name, scene] of Object.entries(SCENES))
    it.each(LANGUAGES)(`has all its words, ${name}, in %s`, (language) => {
      const text = words(list(scene, language));
      expect(text).not.toMatch(BROKEN);
      const latin = text.replace(/&lt;.*?&gt;/g, '').match(/[A-Za-z]{2,}/g) ?? [];
      if (language === 'ja')
        expect(latin.filter((word) => !['NPS', 'Shopify'].includes(word))).toEqual([]);
    });

  it('shows words as they were written, never as markup', () => {
    expect(list()).toContain('&lt;b&gt;届くのが遅い&lt;/b&gt; &amp; 返事がない');
    expect(list()).not.toContain('<b>');
  });

  it('shows a name where it may be read, a number elsewhere, and leads to Shopify’s own page', () => {
    const html = list();
    expect(words(html)).toContain('山田 花子');
    expect(words(html)).toContain('Customer 7200000000001');
    expect(html).toContain('href="shopify://admin/customers/7200000000001"');
    expect(html).toContain('href="shopify://admin/orders/5400000000001"');
    expect(words(html)).toContain('Anonymous');
    expect(words(list({ namesMissing: true }))).toContain(
      'Shopify did not give the names just now',
    );
  });

  it('says score, reason, stage, place and time of each', () => {
    const text = words(list());
    expect(text).toContain('0 of 10, Detractors (0–6)');
    expect(text).toContain('Not cared for (indifference)');
    expect(text).toContain('Purchaser Thank-you page Jun 17, 2026, 8:40 AM');
  });

  it('narrows by what the address says, and keeps it from page to page', () => {
    const html = list({
      filter: { group: 'passives', source: 'link', reason: 'product', comments: true },
    });
    expect(html).toMatch(/<option value="passives" selected/);
    expect(html).toMatch(/<option value="link" selected/);
    expect(html).toMatch(/<option value="product" selected/);
    expect(html.replaceAll('&amp;', '&')).toContain(
      '/app/nps/answers?group=passives&source=link&reason=product&comments=1&page=3',
    );
    expect(
      words(list({ answers: [], total: 0, filter: { ...NOT_NARROWED, comments: true } })),
    ).toContain('No answer matches.');
  });
});

const voice = (change: Partial<ShownVoice>): ShownVoice => ({
  id: '1',
  score: 10,
  comment: '香りがとてもよいです。',
  customer: '7200000000001',
  name: null,
  order: '5400000000001',
  state: 'consented',
  at: '2026-06-16T23:40:00.000Z',
  rewarded: false,
  ...change,
});
const view: VoicesView = {
  voices: [
    voice({ id: '1' }),
    voice({ id: '2', score: 3, comment: '<script>alert(1)</script>', customer: null }),
    voice({ id: '3', state: 'published' }),
    voice({ id: '4', state: 'published', rewarded: true, score: 7, comment: 'ポイントがうれしい' }),
    voice({ id: '5', state: 'withdrawn', comment: '昔の言葉' }),
  ],
  namesMissing: false,
  currency: 'JPY',
  timezone: 'Asia/Tokyo',
};
const page = (language: Language = 'en', of = view, answer?: VoiceAnswer) =>
  rendered(<VoicesPage view={of} answer={answer} />, language);

describe('the voices', () => {
  it.each(LANGUAGES)('have all their words in %s, and no broken one', (language) => {
    const answers = [
      undefined,
      { done: 'published' },
      { done: 'withdrawn' },
      { gone: true },
    ] as const;
    for (const answer of answers)
      for (const of of [view, { ...view, voices: [] }]) {
        const text = words(page(language, of, answer));
        expect(text).not.toMatch(BROKEN);
        const latin = text.replace(/&lt;.*?&gt;/g, '').match(/[A-Za-z]{2,}/g) ?? [];
        if (language === 'ja')
          expect(latin.filter((word) => !['NPS', 'PR', 'alert'].includes(word))).toEqual([]);
      }
  });

  it('label those that were rewarded as PR, and no others', () => {
    for (const language of LANGUAGES) {
      const quotes = page(language).match(/<blockquote.*?<\/blockquote>/gs) ?? [];
      expect(quotes).toHaveLength(2);
      expect(quotes.map((quote) => quote.includes('<strong>PR</strong>'))).toEqual([false, true]);
    }
  });

  it('are open to low scores as to high ones, and never markup', () => {
    const html = page();
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toContain('<script>alert');
    expect(words(html)).toContain('not only those with high scores');
  });

  it('can be published once agreed to, withdrawn until then, and nothing more after that', () => {
    const buttons = (html: string) =>
      [...html.matchAll(/name="intent" value="(\w+)"/g)].map(([, intent]) => intent);
    const of = (state: ShownVoice['state']) => page('en', { ...view, voices: [voice({ state })] });
    expect(buttons(of('consented'))).toEqual(['publish', 'withdraw']);
    expect(buttons(of('published'))).toEqual(['publish', 'withdraw']);
    expect(buttons(of('withdrawn'))).toEqual([]);
  });

  it('stand ten at a time, the others one click away', () => {
    const voices = Array.from({ length: 12 }, (_, index) => voice({ id: String(index + 1) }));
    const html = page('en', { ...view, voices });
    const [open = '', rest = ''] = html.split('View 2 more');
    expect(open.match(/value="publish"/g)).toHaveLength(10);
    expect(rest.match(/value="publish"/g)).toHaveLength(2);
  });

  it('name nobody in what is to be copied and shown', () => {
    const named = { ...view, voices: [voice({ state: 'published', name: '山田 花子' })] };
    const quote = /<blockquote.*?<\/blockquote>/s.exec(page('ja', named))?.[0] ?? '';
    expect(words(quote)).toContain('— 10点をつけたお客様');
    expect(quote).not.toContain('山田');
  });
});
