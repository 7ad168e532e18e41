import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import {
  NUMBER,
  asked,
  choices,
  choose,
  chosen,
  find,
  named,
  pass,
  question,
  recorded,
  settle,
  shown,
  surveyPage,
  tap,
} from './page';

/** The block's minimum height, whatever it shows. */
const height = () => document.body.firstElementChild?.getAttribute('minBlockSize');

describe.each(['thank_you', 'order_status'] as const)('the survey on the page %s', (source) => {
  const page = surveyPage(source);

  it('asks the app with a token of this page whether to show the question', async () => {
    await page.open();
    expect(page.requests).toMatchObject([
      {
        url: 'https://omega.example/checkout/survey',
        authorization: 'Bearer mock-session-token',
        body: { kind: 'ask', source, order: '1', language: 'en' },
      },
    ]);
    expect(question()).toBe('question');
    expect(shown()).toContain('question');
  });

  it('has a target of 44 pixels for each score from 0 to 10, and labels its ends', async () => {
    await page.open();
    const targets = choices();
    expect(targets.map((target) => target.textContent)).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(String),
    );
    const labels = targets.map((target) => target.getAttribute('accessibilityLabel'));
    expect(labels).toEqual(['least', ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(String), 'most']);
    for (const target of targets) {
      expect(target.getAttribute('minInlineSize')).toBe('44px');
      expect(target.getAttribute('blockSize')).toBe('44px');
    }
    // the words of the ends stand before the first and behind the last one
    expect(shown()).toMatch(/least012345678910most/);
    expect(shown()).toContain('privacy');
  });

  it('has one row of eleven where they fit, and 6 + 5 elsewhere', async () => {
    await page.open();
    const columns = find('s-query-container:nth-of-type(1) > s-grid').getAttribute(
      'gridTemplateColumns',
    );
    const [, wide, narrow] = /^@container \(inline-size > 523px\) ([^,]+), ([^,]+)$/.exec(
      columns ?? '',
    ) ?? ['', '', ''];
    expect([wide, narrow].map((words) => words?.split(' ').length)).toEqual([11, 6]);
    // the 10 is the fifth of the second row, and its words end where it does
    const end = find('s-query-container:nth-of-type(2) > s-grid');
    expect(end.textContent).toBe('most');
    expect(end.querySelector('s-stack')?.getAttribute('alignItems')).toBe('end');
    expect(end.getAttribute('gridTemplateColumns')).toBe(
      '@container (inline-size > 523px) 1fr, 5fr 1fr',
    );
  });

  it('sends a score by itself a second and a half after the last change', async () => {
    await page.open();
    await choose(7);
    await pass(1499);
    expect(page.sent()).toEqual([]);
    await pass(1);
    expect(page.sent()).toMatchObject([{ source, order: '1', score: 7, language: 'en' }]);
    expect(shown()).toContain('thanks');
  });

  it('sends one answer for a walk from 0 to 10 by keyboard', async () => {
    await page.open();
    for (let score = 0; score <= 10; score += 1) {
      await choose(score);
      await pass(1000);
    }
    expect(page.sent()).toEqual([]);
    await pass(500);
    await pass(60_000);
    expect(page.sent()).toMatchObject([{ score: 10 }]);
  });

  it('sends a score at once on a tap of Send, and once on two taps', async () => {
    const answer = Promise.withResolvers<Response>();
    page.app('answer', () => answer.promise);
    await page.open();
    expect(named('send')).toBeUndefined();
    await choose(9);
    await tap('send');
    expect(shown()).toContain('sending');
    await tap('send');
    answer.resolve(recorded(9));
    await pass(5000);
    expect(page.sent()).toMatchObject([{ score: 9 }]);
    expect(shown()).toContain('thanks');
  });

  it('accepts 0 as a score', async () => {
    await page.open();
    await choose(0);
    await pass(1500);
    expect(page.sent()).toMatchObject([{ score: 0 }]);
    expect(chosen()).toBe('0');
    await page.reload();
    expect(shown()).toContain('answered');
  });

  it('sends a changed score under a key of its own', async () => {
    await page.open();
    await choose(3);
    await pass(1500);
    await choose(4);
    await pass(1500);
    const [first, second] = page.sent();
    expect([first?.['score'], second?.['score']]).toEqual([3, 4]);
    expect(second?.['key']).not.toBe(first?.['key']);
  });

  it.each([
    ['ja', 'ja'],
    ['en-US', 'en'],
  ])('tells the app that its language is %s', async (isoCode, language) => {
    page.extension.shopify.localization.extensionLanguage.value = { isoCode };
    await page.open();
    expect(page.requests).toMatchObject([{ body: { language } }]);
  });

  it("asks and thanks in the merchant's words", async () => {
    page.app('ask', () =>
      asked({ wording: { question: 'Would you tell your mother?', thanks: 'Cheers.' } }),
    );
    await page.open();
    expect(question()).toBe('Would you tell your mother?');
    await choose(8);
    await pass(1500);
    expect(shown()).toContain('Cheers.');
  });

  it('shows a quiet line in place of the question if the app declines it', async () => {
    const ask = Promise.withResolvers<Response>();
    page.app('ask', () => ask.promise);
    await page.open();
    const before = height();
    expect(before).toMatch(/^\d+px$/);
    ask.resolve(Response.json({ ask: false, why: 'asked_lately', answered: null }));
    await settle();
    expect(shown()).toBe('quiet');
    expect(height()).toBe(before);
  });

  it('holds the height of the question from the first moment to the answer', async () => {
    const ask = Promise.withResolvers<Response>();
    const answer = Promise.withResolvers<Response>();
    page.app('ask', () => ask.promise);
    page.app('answer', () => answer.promise);
    await page.open();
    const before = height();
    expect(before).toMatch(/^\d+px$/);
    ask.resolve(asked());
    await settle();
    expect(height()).toBe(before);
    await choose(2);
    await tap('send');
    expect(height()).toBe(before);
    answer.resolve(Response.json({ recorded: false, why: 'closed', score: 9 }));
    await settle();
    expect(shown()).toContain('answered');
    expect(height()).toBe(before);
  });

  it('shows the merchant a preview in the checkout editor, and sends nothing', async () => {
    const { extension } = page.extension.shopify;
    page.extension.shopify.extension = { ...extension, editor: { type: 'checkout' } };
    await page.open();
    await choose(5);
    await tap('send');
    expect(shown()).toContain('thanks');
    expect(find('s-text-area')).toBeDefined();
    expect(page.requests).toEqual([]);
  });
});

describe.each(['thank_you', 'order_status'] as const)('the proof of the order on %s', (source) => {
  const page = surveyPage(source);
  it('is the confirmation number, in an ask and an answer, also after a reload', async () => {
    await page.open();
    await choose(6);
    await tap('send');
    await page.reload();
    await tap('change');
    await choose(5);
    await tap('send');
    const bodies = page.requests.map(({ body }) => body);
    expect(bodies.map(({ kind }) => kind)).toEqual(['ask', 'answer', 'ask', 'answer']);
    for (const body of bodies) expect(body).toMatchObject({ order: '1', number: NUMBER });
  });

  it('is part of a dismissal', async () => {
    await page.open();
    await tap('dismiss');
    expect(page.requests.at(-1)?.body).toMatchObject({ kind: 'dismissal', number: NUMBER });
  });

  it('is missing if the order has no number, and the app decides', async () => {
    page.confirm(undefined);
    page.app('ask', () => Response.json({ ask: false, why: 'unproved', answered: null }));
    await page.open();
    expect(page.requests).toHaveLength(1);
    expect(page.requests[0]?.body).not.toHaveProperty('number');
    expect(choices()).toEqual([]);
  });
});

describe('the order of a thank-you page', () => {
  const page = surveyPage('thank_you');

  it('is the same under its name from before Shopify writes it', async () => {
    const { shopify } = page.extension;
    if (!('orderConfirmation' in shopify)) throw new Error('this is another page');
    shopify.orderConfirmation.value.order.id = 'gid://shopify/OrderIdentity/7';
    await page.open();
    await choose(6);
    await tap('send');
    shopify.orderConfirmation.value.order.id = 'gid://shopify/Order/7';
    await page.reload();
    expect(page.sent()).toMatchObject([{ order: '7' }]);
    expect(shown()).toContain('answered');
  });
});

describe('the order of an order status page', () => {
  const page = surveyPage('order_status');

  it('is awaited if Shopify does not have it yet', async () => {
    const { shopify } = page.extension;
    if (!('order' in shopify)) throw new Error('this is another page');
    const order = signal<typeof shopify.order.value>(undefined);
    Object.assign(shopify, { order });
    await page.open();
    expect(page.requests).toEqual([]);
    order.value = { id: 'gid://shopify/Order/8', name: '#8', confirmationNumber: 'R50KELTJP' };
    await settle();
    expect(page.requests).toMatchObject([
      { body: { kind: 'ask', order: '8', number: 'R50KELTJP' } },
    ]);
    expect(shown()).toContain('privacy');
  });
});
