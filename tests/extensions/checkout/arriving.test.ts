import { describe, expect, it } from 'vitest';
import {
  asked,
  choices,
  choose,
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

const offline = () => Promise.reject(new TypeError('Failed to fetch'));

/** The keys of the sent answers. */
const keys = (page: ReturnType<typeof surveyPage>) => page.sent().map(({ key }) => key);

describe('an answer', () => {
  const page = surveyPage('thank_you');

  it('is kept if it does not arrive, and Retry sends it under the same key', async () => {
    page.app('answer', offline);
    await page.open();
    await choose(4);
    await pass(1500);
    expect(shown()).toContain('failed');
    page.app('answer', () => recorded(4));
    await tap('retry');
    expect(page.sent()).toMatchObject([{ score: 4 }, { score: 4 }]);
    expect(new Set(keys(page)).size).toBe(1);
    expect(shown()).toContain('thanks');
    expect(named('retry')).toBeUndefined();
  });

  it.each([401, 429, 500, 503])('can be retried after a reply of %i', async (status) => {
    page.app('answer', () => Response.json({ error: 'x' }, { status }));
    await page.open();
    await choose(4);
    await tap('send');
    expect(named('retry')).toBeDefined();
  });

  it('can be retried after a quarter of a minute without a reply', async () => {
    page.app('answer', () => new Promise<Response>(() => undefined));
    await page.open();
    await choose(4);
    await tap('send');
    await pass(14_999);
    expect(shown()).toContain('sending');
    expect(page.requests.at(-1)?.signal?.aborted).toBe(false);
    await pass(1);
    expect(shown()).toContain('failed');
    expect(page.requests.at(-1)?.signal?.aborted).toBe(true);
  });

  it('never overtakes a newer one after it was given up while it waited for its token', async () => {
    await page.open();
    const { sessionToken } = page.extension.shopify;
    const { get } = sessionToken;
    const token = Promise.withResolvers<string>();
    sessionToken.get = () => token.promise;
    await choose(3);
    await tap('send');
    await pass(15_000);
    expect(shown()).toContain('failed');
    sessionToken.get = get;
    await choose(9);
    await tap('send');
    token.resolve('late');
    await pass(60_000);
    expect(page.sent()).toMatchObject([{ score: 9 }]);
  });

  it('gets a new key if it changes after an attempt', async () => {
    page.app('answer', offline);
    await page.open();
    await choose(4);
    await tap('send');
    await choose(5);
    await tap('send');
    expect(new Set(keys(page)).size).toBe(2);
  });

  it('waits for the pause again if it changes while another one is under way', async () => {
    const first = Promise.withResolvers<Response>();
    page.app('answer', () => first.promise);
    await page.open();
    await choose(4);
    await tap('send');
    await choose(5);
    page.app('answer', () => recorded(5));
    first.resolve(recorded(4));
    await settle();
    expect(page.sent()).toMatchObject([{ score: 4 }]);
    await pass(1500);
    expect(page.sent()).toMatchObject([{ score: 4 }, { score: 5 }]);
  });

  it('survives if the buyer leaves the page before it is sent', async () => {
    await page.open();
    await choose(10);
    await page.reload();
    expect(page.sent()).toMatchObject([{ score: 10 }]);
    expect(shown()).toContain('answered');
  });

  it('survives as the same answer if the buyer leaves the page while it is under way', async () => {
    page.app('answer', () => new Promise<Response>(() => undefined));
    await page.open();
    await choose(10);
    await tap('send');
    page.app('answer', () => recorded(10));
    await page.reload();
    expect(page.sent()).toMatchObject([{ score: 10 }, { score: 10 }]);
    expect(new Set(keys(page)).size).toBe(1);
    expect(shown()).toContain('answered');
  });

  it('can be retried on a later page that cannot send it either', async () => {
    page.app('answer', offline);
    await page.open();
    await choose(3);
    await tap('send');
    await page.reload();
    expect(shown()).toContain('failed');
    page.app('answer', () => recorded(3));
    await tap('retry');
    expect(shown()).toContain('answered');
  });

  it('is recorded if the browser stores nothing', async () => {
    const refuse = () => Promise.reject(new Error('no storage'));
    Object.assign(page.extension.shopify.storage, { read: refuse, write: refuse });
    await page.open();
    await choose(3);
    await tap('send');
    expect(shown()).toContain('thanks');
  });

  it('does not change the first one if it comes too late', async () => {
    page.app('answer', () => Response.json({ recorded: false, why: 'closed', score: 9 }));
    await page.open();
    await choose(3);
    await tap('send');
    expect(shown()).toContain('answered');
    expect(named('change')).toBeUndefined();
  });

  it('is not retried if the app will never accept it', async () => {
    page.app('answer', () => Response.json({ error: 'bad_order' }, { status: 422 }));
    await page.open();
    await choose(3);
    await tap('send');
    expect(shown()).toBe('quiet');
    page.app('answer', () => recorded(3));
    await page.reload();
    expect(page.sent()).toHaveLength(1);
  });
});

describe('a buyer who has answered', () => {
  const page = surveyPage('order_status');

  it('is not asked again about that order, but about another one', async () => {
    const { shopify } = page.extension;
    if (!('order' in shopify)) throw new Error('this is another page');
    await page.open();
    await choose(8);
    await tap('send');
    await page.reload();
    expect(shown()).toContain('answered');
    expect(named('dismiss')).toBeUndefined();

    shopify.order.value = {
      id: 'gid://shopify/Order/2',
      name: '#2',
      confirmationNumber: 'R50KELTJP',
    };
    await page.reload();
    expect(page.requests.at(-1)?.body).toMatchObject({
      ...{ kind: 'ask', order: '2', number: 'R50KELTJP' },
    });
    expect(named('dismiss')).toBeDefined();
  });

  it('sees the answer on another device', async () => {
    const changeableUntil = new Date(Date.now() - 1).toISOString();
    page.app('ask', () =>
      Response.json({ ask: false, why: 'answered', answered: { score: 0, changeableUntil } }),
    );
    await page.open();
    expect(shown()).toContain('answered');
    expect(named('change')).toBeUndefined();
  });

  it.each(['has answered', 'was still choosing'])(
    "who %s before a reload finds the merchant's words and the follow-up questions again",
    async (before) => {
      const own = 'Would you tell your mother?';
      page.app('ask', () => asked({ wording: { question: own, thanks: null } }));
      await page.open();
      await choose(9);
      if (before === 'has answered') await tap('send');
      await page.reload();
      await tap('change');
      expect(question()).toBe(own);
      expect(find('s-link').getAttribute('href')).toBe('https://shop.example/friends');
      expect(find('s-text-area')).toBeDefined();
    },
  );

  it('may change the answer for half an hour', async () => {
    await page.open();
    await choose(8);
    await tap('send');
    await pass(29 * 60_000);
    await page.reload();
    await tap('change');
    await choose(2);
    await tap('send');
    expect(page.sent()).toMatchObject([{ score: 8 }, { score: 2 }]);
    await pass(30 * 60_000);
    await page.reload();
    expect(named('change')).toBeUndefined();
  });
});

describe('a buyer who closes the question', () => {
  const page = surveyPage('thank_you');

  it('is not asked again, and the app records it', async () => {
    await page.open();
    await tap('dismiss');
    expect(shown()).toBe('');
    expect(page.requests.at(-1)?.body).toMatchObject({ kind: 'dismissal', order: '1' });
    await page.reload();
    expect(shown()).toBe('');
    expect(page.requests).toHaveLength(2);
  });

  it('is not asked again even if the app cannot be reached', async () => {
    page.app('dismissal', offline);
    await page.open();
    await tap('dismiss');
    expect(shown()).toBe('');
  });
});

describe('an app that does not reply', () => {
  const page = surveyPage('order_status');

  it('is asked once and awaited for three seconds; then the question has the default words', async () => {
    page.app('ask', () => new Promise<Response>(() => undefined));
    await page.open();
    await pass(2999);
    expect(choices()).toEqual([]);
    await pass(1);
    expect(question()).toBe('question');
    await pass(60_000);
    expect(page.requests).toMatchObject([{ body: { kind: 'ask' }, signal: { aborted: true } }]);
    await choose(8);
    await tap('send');
    expect(page.sent()).toMatchObject([{ score: 8 }]);
    expect(shown()).toContain('thanks');
  });

  it('is asked for the follow-up questions if it accepts the answer after all', async () => {
    page.app('ask', () => new Response('', { status: 503 }));
    await page.open();
    page.app('ask', () => asked());
    await choose(9);
    await tap('send');
    expect(find('s-link').getAttribute('href')).toBe('https://shop.example/friends');
    expect(find('s-text-area')).toBeDefined();
  });
});
