import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import type { AnswersView } from '../../app/ui/nps/answer-view';
import { AnswersPage } from '../../app/ui/nps/answers-page';
import { answersQuery, NOT_NARROWED, readAnswersQuery } from '../../app/ui/nps/answers-address';
import { VoicesPage } from '../../app/ui/nps/voices-page';
import type { ShownVoice, VoiceAnswer, VoiceList, VoicesView } from '../../app/ui/nps/voices-view';
import { answersView } from './nps-shop';
import { replyText } from '../../app/survey/inbox/reply-text';
import { REASONS } from '../../app/terms/reasons';
import { rendered, words } from '../support/render';

const BROKEN = /NaN|undefined|null|Infinity|\{\{|\[object|Invalid/;
const list = (change: Partial<AnswersView> = {}, language: Language = 'en') =>
  rendered(<AnswersPage view={{ ...answersView, ...change }} />, language);

describe('the list of answers', () => {
  const SCENES: Record<string, Partial<AnswersView>> = {
    full: {},
    narrowed: { filter: { ...NOT_NARROWED, group: 'detractors', comments: true } },
    'without names': { namesMissing: true },
    'with some deleted or expired': { deleted: 1, expired: 1_234 },
    'with reasons of an earlier edition': { earlier: true },
    empty: { answers: [], total: 0, page: 1, pages: 1 },
    'filtered to none': {
      answers: [],
      total: 0,
      page: 1,
      pages: 1,
      filter: { ...NOT_NARROWED, reason: 'other' },
    },
  };
  for (const [name, scene] of Object.entries(SCENES))
    it.each(LANGUAGES)(`has all its texts, ${name}, in %s`, (language) => {
      const text = words(list(scene, language));
      expect(text).not.toMatch(BROKEN);
      const latin = text.replace(/&lt;.*?&gt;/g, '').match(/[A-Za-z]{2,}/g) ?? [];
      if (language === 'ja')
        expect(latin.filter((word) => !['NPS', 'OK', 'Shopify', 'CSV'].includes(word))).toEqual([]);
    });

  it('shows words unchanged, never as markup', () => {
    expect(list()).toContain('&lt;b&gt;届くのが遅い&lt;/b&gt; &amp; 返事がない');
    expect(list()).not.toContain('<b>');
  });

  it('shows a name with approval, else an id, and links to Shopify’s own page', () => {
    const html = list();
    expect(words(html)).toContain('山田 花子');
    expect(words(list({}, 'ja'))).toContain('山田 花子');
    expect(words(html)).toContain('Order #1001');
    expect(words(html)).toContain('Customer 7200000000001');
    expect(html).toContain('href="shopify://admin/customers/7200000000001"');
    expect(html).toContain('href="shopify://admin/orders/5400000000001"');
    expect(words(html)).toContain('Anonymous');
    expect(words(list({ namesMissing: true }))).toContain('Names are unavailable right now');
  });

  it('shows score, reason, stage, place and time of each', () => {
    const text = words(list());
    expect(text).toContain('0 of 10, Detractors (0–6)');
    expect(text).toContain('The store took no interest in me after my purchase');
    expect(text).toContain('First-time buyer Thank-you page Jun 17, 2026, 8:40 AM');
  });

  it('deletes each on a second press, after it names the deleted data', () => {
    const html = list();
    const forms = [...html.matchAll(/<details[^>]*>.*?<\/details>/gs)]
      .map(([form]) => form)
      .filter((form) => form.includes('value="delete"'));
    expect(forms.map((form) => /name="id" value="(\d+)"/.exec(form)?.[1])).toEqual([
      ...['9', '8', '7', '6', '5'],
    ]);
    for (const form of forms) {
      expect(form).toMatch(/<form method="post"[^>]*>.*name="intent" value="delete"/s);
      expect(words(form)).toContain('Delete this answer… This deletes score, reason and comment');
    }
    const again = 'The customer will not be asked about this order again.';
    // the last one names no order
    expect(forms.map((form) => words(form).includes(again))).toEqual([
      ...[true, true, true, true, false],
    ]);
  });

  it('shows the number of deleted and expired ones, and confirms a deletion', () => {
    expect(words(list())).not.toMatch(/deleted by you|expired/);
    const text = words(list({ deleted: 1_200, expired: 1 }));
    expect(text).toContain('1,200 answers deleted by you. They are in no number.');
    expect(text).toContain('1 anonymous answer has expired. It still counts in the numbers.');
    const done = rendered(<AnswersPage view={answersView} answer={{ done: 'deleted' }} />, 'en');
    expect(words(done)).toContain('The answer was deleted.');
  });

  it('offers the reasons of an earlier edition where they were chosen, and shows each in its own sentence', () => {
    const early = '特に印象に残らなかった（以前の選択肢）';
    const page = (change: Partial<typeof answersView>) =>
      rendered(<AnswersPage view={{ ...answersView, ...change }} />, 'ja');
    expect(page({})).not.toContain('以前の選択肢');
    expect(page({})).toMatch(/<option value="indifference">購入後のフォローがなかった</);
    expect(page({ earlier: true })).toContain(`<option value="1.indifference">${early}</option>`);
    const filter = { ...NOT_NARROWED, reason: 'indifference', edition: 1 } as const;
    const html = page({ earlier: true, filter });
    expect(html).toMatch(/<option value="1.indifference" selected/);
    expect(html.replaceAll('&amp;', '&')).toContain('?reason=1.indifference&page=3');
    const answers = answersView.answers.map((one) => ({ ...one, edition: 1 as const }));
    expect(words(page({ answers }))).toContain(early);
    const reasonIn = (query: string) => {
      const { reason, edition } = readAnswersQuery(new URLSearchParams(query));
      return { reason, edition };
    };
    expect(reasonIn('reason=1.indifference')).toEqual({ reason: 'indifference', edition: 1 });
    expect(reasonIn('reason=product')).toEqual({ reason: 'product', edition: 2 });
    expect(reasonIn('').reason).toBeNull();
    const whole: AnswersView['filter'] = {
      group: 'detractors',
      source: 'link',
      reason: 'other',
      edition: 1,
      handled: 'done',
      ...{ words: '箱 & 袋', from: '2026-05-01', to: '2026-05-31', comments: true },
    };
    expect(readAnswersQuery(new URLSearchParams(answersQuery(whole)))).toEqual(whole);
  });

  it('filters by the address, and keeps the filter from page to page', () => {
    const html = list({
      filter: {
        ...{ ...NOT_NARROWED, group: 'passives', source: 'link', reason: 'product' },
        ...{ comments: true, handled: 'done', words: '"箱"', from: '2026-05-01', to: null },
      },
    });
    expect(html).toMatch(/<option value="passives" selected/);
    expect(html).toMatch(/<option value="link" selected/);
    expect(html).toMatch(/<option value="product" selected/);
    expect(html).toMatch(/<option value="done" selected/);
    expect(html).toContain('name="q" type="search"');
    expect(html).toContain('value="&quot;箱&quot;"');
    expect(html.replaceAll('&amp;', '&')).toContain(
      '/app/nps/answers?group=passives&place=link&reason=product&handled=done&q=%22%E7%AE%B1%22&from=2026-05-01&comments=1&page=3',
    );
    expect(words(html)).toContain('Clear all filters');
    expect(words(list())).not.toContain('Clear all filters');
    expect(
      words(list({ answers: [], total: 0, filter: { ...NOT_NARROWED, comments: true } })),
    ).toContain('No answers match.');
  });
});

describe('the inbox', () => {
  const one = (change: Partial<AnswersView['answers'][number]>) =>
    list({
      answers: answersView.answers
        .filter(({ id }) => id === '7')
        .map((answer) => ({ ...answer, ...change })),
    });
  const acts = (html: string) =>
    [...html.matchAll(/name="intent" value="(\w+)"/g)].map(([, intent]) => intent);

  it('names the unhappy by what was done about them, each a link to its list', () => {
    const html = list().replaceAll('&amp;', '&');
    expect(words(html)).toContain('0–6, open 12 0–6, in progress 3 0–6, done 1,204 All answers');
    for (const handled of ['open', 'inWork', 'done'])
      expect(html).toContain(`?group=detractors&handled=${handled}"`);
    expect(words(list({}, 'ja'))).toContain('0〜6点・未対応 12');
    const chosen = list({ filter: { ...NOT_NARROWED, group: 'detractors', handled: 'inWork' } });
    expect(words(/<a [^>]*aria-current="true".*?<\/a>/s.exec(chosen)?.[0] ?? '')).toContain(
      'in progress 3',
    );
  });

  it('leads from open over in progress to done, and back', () => {
    expect(acts(one({}))).toEqual(['inWork', 'done', 'delete']);
    const at = '2026-06-17T00:00:00.000Z';
    const inWork = one({ handled: 'inWork', handledAt: at });
    expect(acts(inWork)).toEqual(['open', 'done', 'delete']);
    expect(words(inWork)).toContain('In progress since Jun 17, 2026, 9:00 AM');
    expect(acts(one({ handled: 'done', handledAt: at }))).toEqual(['open', 'inWork', 'delete']);
  });

  it('says that a customer changed what was done, and that a comment has expired', () => {
    expect(words(one({}))).not.toContain('Open again');
    expect(words(one({ handledAt: '2026-06-17T00:00:00.000Z' }))).toContain(
      'Open again: the customer changed this answer after it was done',
    );
    expect(words(one({ comment: null, commentExpired: true }))).toContain(
      'The comment has expired and was deleted.',
    );
  });

  it('has a reply in the language of the question, about its reason, for whom there is a way to reach', () => {
    const [html, english] = [
      one({}),
      one({ reply: replyText({ score: 2, reason: 'product', language: 'en' }) }),
    ];
    expect(html).toMatch(/<textarea[^>]*lang="ja"[^>]*>[^<]*ご購入後のご案内が行き届かず/);
    expect(english).toContain('the product wasn’t what you hoped for');
    expect(html).toContain('shopify://admin/customers/7200000000001');
    expect(words(one({ customer: null }))).toContain('Open the order in Shopify');
    const anonymous = one({ customer: null, order: null });
    expect(anonymous).not.toContain('<textarea');
    expect(words(anonymous)).toContain('there is no one to reply to');
  });

  it('has a reply of its own for each reason, group and language', () => {
    const texts = LANGUAGES.flatMap((language) => [
      ...[...REASONS, null].map((reason) => replyText({ score: 0, reason, language })),
      ...[7, 10].map((score) => replyText({ score, reason: null, language })),
    ]);
    expect(new Set(texts).size).toBe(14);
  });
});

const voice = (change: Partial<ShownVoice>): ShownVoice => ({
  id: '1',
  score: 10,
  comment: '香りがとてもよいです。',
  customer: '7200000000001',
  name: null,
  order: '5400000000001',
  orderName: '#1001',
  language: 'ja',
  state: 'consented',
  at: '2026-06-16T23:40:00.000Z',
  rewarded: false,
  ...change,
});
const lists = (...voices: ShownVoice[]): VoiceList[] =>
  (['published', 'declined', 'withdrawn'] as const).map((state) => ({
    state,
    voices: voices.filter((each) => each.state === state),
    page: 1,
    more: false,
  }));
const waits = (one: ShownVoice | null, count = one === null ? 0 : 1) => ({ voice: one, count });
const view: VoicesView = {
  waiting: waits(
    voice({ id: '2', score: 3, comment: '<script>alert(1)</script>', customer: null }),
    7,
  ),
  lists: lists(
    voice({ id: '6', state: 'declined', comment: 'まずまず' }),
    voice({ id: '3', state: 'published' }),
    voice({ id: '4', state: 'published', rewarded: true, score: 7, comment: 'ポイントがうれしい' }),
    voice({ id: '5', state: 'withdrawn', comment: '昔の言葉' }),
  ),
  namesMissing: false,
  currency: 'JPY',
  timezone: 'Asia/Tokyo',
};
const page = (language: Language = 'en', of = view, answer?: VoiceAnswer) =>
  rendered(<VoicesPage view={of} answer={answer} />, language);

describe('the testimonials', () => {
  it.each(LANGUAGES)('have all their words in %s, and no broken one', (language) => {
    const answers = [
      undefined,
      { done: 'published' },
      { done: 'declined' },
      { done: 'withdrawn' },
      { gone: true },
    ] as const;
    for (const answer of answers)
      for (const of of [view, { ...view, lists: lists(), waiting: waits(null) }]) {
        const text = words(page(language, of, answer));
        expect(text).not.toMatch(BROKEN);
        const latin = text.replace(/&lt;.*?&gt;/g, '').match(/[A-Za-z]{2,}/g) ?? [];
        if (language === 'ja')
          expect(latin.filter((word) => !['NPS', 'OK', 'PR', 'alert'].includes(word))).toEqual([]);
      }
  });

  it('label rewarded ones as PR, and no others', () => {
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

  it('can be published after consent, then withdrawn, and then nothing more', () => {
    const buttons = (html: string) =>
      [...html.matchAll(/name="intent" value="(\w+)"/g)].map(([, intent]) => intent);
    const of = (state: ShownVoice['state']) =>
      page('en', { ...view, waiting: waits(null), lists: lists(voice({ state })) });
    const waiting = page('en', { ...view, waiting: waits(voice({})), lists: lists() });
    expect(buttons(waiting)).toEqual(['publish', 'decline']);
    expect(buttons(of('published'))).toEqual(['publish', 'withdraw']);
    expect(buttons(of('declined'))).toEqual(['publish']);
    expect(buttons(of('withdrawn'))).toEqual([]);
  });

  it('wait one at a time, with a way to the next', () => {
    const html = page('ja');
    expect(words(html)).toContain('確認待ちの声（7件）');
    expect(words(html)).toContain('掲載OKにする（1）');
    expect(words(html)).toContain('掲載しない（2）');
    expect(words(html)).toContain('あとで決める（3）');
    expect(html).toContain('href="/app/nps/voices?after=2"');
    const last = page('ja', { ...view, waiting: waits(voice({})) });
    expect(words(last)).not.toContain('あとで決める');
  });

  it('can all be reached: each state has its own pages', () => {
    const link = (html: string) =>
      [...html.replaceAll('&amp;', '&').matchAll(/href="\/app\/nps\/voices\?([^"]+)"/g)].map(
        ([, query]) => query,
      );
    const [published, ...others] = lists(voice({ state: 'published' }));
    if (published === undefined) throw new Error('there is no list');
    const alone = { ...view, waiting: null };
    const first = page('en', { ...alone, lists: [{ ...published, more: true }, ...others] });
    expect(link(first)).toEqual(['state=published&page=2']);
    const second = page('en', { ...alone, lists: [{ ...published, page: 2, more: true }] });
    expect(link(second)).toEqual(['state=published&page=1', 'state=published&page=3']);
    expect(words(second)).toContain('All testimonials');
    expect(second.match(/value="publish"/g)).toHaveLength(1);
    const emptied = page('en', { ...alone, lists: [{ ...published, voices: [], page: 2 }] });
    expect(link(emptied)).toEqual(['state=published&page=1']);
  });

  it('say what a withdrawal means once they are shown', () => {
    const of = (change: Partial<VoicesView>) => words(page('ja', { ...view, ...change }));
    expect(of({ lists: lists() })).not.toContain('掲載先からも');
    expect(of({ lists: lists(voice({ state: 'published' })) })).toContain(
      '取り下げると、元に戻せません。掲載先からも削除して',
    );
  });

  it('are labelled and signed in the language of their words', () => {
    const rewarded = voice({ state: 'published', rewarded: true, language: 'en' });
    const html = page('ja', { ...view, lists: lists(rewarded) });
    const quote = words(/<blockquote.*?<\/blockquote>/s.exec(html)?.[0] ?? '');
    expect(quote).toContain('PR The customer received an incentive for this testimonial');
    expect(quote).toContain('— a customer');
  });

  it('have neither name nor score in the text to copy', () => {
    const named = {
      ...view,
      lists: lists(voice({ state: 'published', name: { first: '花子', last: '山田' } })),
    };
    const quote = /<blockquote.*?<\/blockquote>/s.exec(page('ja', named))?.[0] ?? '';
    expect(words(quote)).toContain('— ご購入されたお客様');
    expect(words(quote)).not.toContain('10');
    expect(quote).not.toContain('山田');
  });
});
