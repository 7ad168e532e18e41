import { describe, expect, it, vi } from 'vitest';
import { answerOf, MINUTE, recordedUntil, storefrontPage, willing } from './storefront-page';

const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[\da-f]{4}-[\da-f]{12}$/;
const VISITOR = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

describe('a block out of sight', () => {
  it('sends nothing; in sight it asks once for all blocks of the page', async () => {
    const page = storefrontPage({ blocks: [{ id: 'a' }, { id: 'b' }], visitor: VISITOR });
    expect(page.sent).toEqual([]);
    page.scroll();
    page.scroll();
    await Promise.resolve();
    expect(page.sent).toEqual([
      {
        url: 'POST /apps/omega/survey',
        message: { kind: 'ask', source: 'storefront', visitor: VISITOR, language: 'en' },
      },
    ]);
    page.load();
    expect(page.noise).toEqual([]);
  });
});

describe('an answer', () => {
  it('is sent by the button alone, with the score chosen at that time', async () => {
    const page = storefrontPage({ visitor: VISITOR });
    for (let score = 10; score >= 0; score--) page.choose(score);
    expect(page.sent).toEqual([]);
    page.send();
    await page.hears('Your answer is 0.');
    expect(page.answers()).toEqual([
      {
        ...{ kind: 'answer', source: 'storefront', visitor: VISITOR, language: 'en', score: 0 },
        key: expect.stringMatching(UUID),
      },
    ]);
    expect(page.says()).toBe(
      'Thank you for your answer. Your answer is 0. You can change it for 30 minutes.',
    );
  });

  it('is not sent without a score, and is sent once on two presses', async () => {
    const page = storefrontPage();
    page.send();
    expect(page.sent).toEqual([]);
    page.choose(9);
    page.send();
    page.send();
    await page.hears('Thank you');
    expect(page.answers()).toHaveLength(1);
  });

  it('is retried with its key after a network failure, and gets another key if it changed', async () => {
    let failures = 2;
    const page = storefrontPage({
      door: (message) => (failures-- > 0 ? new TypeError('offline') : willing(message)),
    });
    page.choose(4);
    page.send();
    await page.hears('Not sent yet');
    expect(page.within('button').textContent).toBe('Try again');
    page.send();
    await page.hears('Not sent yet');
    page.send();
    await page.hears('Your answer is 4.');
    expect(page.within('button').textContent).toBe('Send');
    page.choose(5);
    page.send();
    await page.hears('Your answer is 5.');
    const [first, second, third, other] = page.answers().map(answerOf);
    expect([second?.key, third?.key]).toEqual([first?.key, first?.key]);
    expect(other?.key).toMatch(UUID);
    expect(other?.key).not.toBe(first?.key);
    expect(other?.visitor).toBe(first?.visitor);
    expect(page.noise).toEqual([]);
  });

  it.each([429, 503])('is retried with its key after a reply of %i', async (status) => {
    let failures = 1;
    const busy = { status, body: { error: status === 429 ? 'too_many' : 'busy' } };
    const page = storefrontPage({
      door: (message) => (failures-- > 0 ? busy : willing(message)),
    });
    page.choose(4);
    page.send();
    await vi.waitFor(() => {
      expect(page.within('button').textContent).toBe('Try again');
    });
    page.send();
    await page.hears('Your answer is 4.');
    const [first, second] = page.answers();
    expect(second).toEqual(first);
  });

  it('stays open after it is recorded, even if the browser’s clock is ahead of the app’s', async () => {
    const page = storefrontPage({
      blocks: [{ id: 'a' }, { id: 'b' }],
      door: () => ({ body: { recorded: true, ...recordedUntil(4, -MINUTE) } }),
    });
    page.choose(4);
    page.send();
    await page.hears('Your answer is 4.');
    await page.hears('Your answer is 4.', 1);
    expect(page.within('fieldset').matches(':disabled')).toBe(false);
    expect(page.within('textarea').matches(':disabled')).toBe(false);
  });

  it('has the visitor id of the browser if it has storage, else one of the page', async () => {
    const first = storefrontPage();
    first.choose(9);
    first.send();
    await first.hears('Thank you');
    expect(first.window.localStorage.getItem('omega-survey-visitor')).toBe(
      answerOf(first.answers()[0]).visitor,
    );
    for (const options of [{ visitor: 'nonsense' }, { privately: true }]) {
      const page = storefrontPage(options);
      page.choose(9);
      page.send();
      await page.hears('Thank you');
      expect(answerOf(page.answers()[0]).visitor).toMatch(UUID);
    }
  });

  it.each([
    [{ status: 429, body: { error: 'too_many' } }, 'try again in a minute'],
    [{ status: 422, body: { error: 'comment_too_long' } }, '1,000 characters'],
    [{ status: 413, body: { error: 'too_large' } }, '1,000 characters'],
    [{ status: 422, body: { error: 'comment_marks' } }, 'plain letters'],
    [{ status: 500, body: { error: 'whatever' } }, 'Not sent yet'],
    [{ status: 200, body: null }, 'Not sent yet'],
  ])('stays in the form with the reason after the refusal %o', async (reply, words) => {
    const page = storefrontPage({ door: () => reply });
    page.choose(3);
    page.send();
    await page.hears(words);
    expect(page.within<HTMLInputElement>('[value="3"]').checked).toBe(true);
    expect(page.within('button').style.visibility).toBe('');
  });

  it.each([
    [{ recorded: false, why: 'closed', score: 2 }, 'You’ve already answered. Thank you!'],
    [{ recorded: false, why: 'asked_lately' }, 'There is no survey for you at present.'],
  ])('ends the block if it is late or not wanted: %o', async (body, words) => {
    const page = storefrontPage({ door: () => ({ body }) });
    page.choose(3);
    page.send();
    await page.hears(words);
    expect(page.within('button').style.visibility).toBe('hidden');
    expect(page.within('fieldset').matches(':disabled')).toBe(true);
  });
});

describe('the follow-up to a score', () => {
  it('has its space from the press on, and can be filled in once the score is recorded', async () => {
    const page = storefrontPage();
    expect(page.within('.omega-survey__more').hidden).toBe(true);
    page.choose(2);
    page.send();
    expect(page.within('.omega-survey__more').hidden).toBe(false);
    expect(page.within('textarea').matches(':disabled')).toBe(true);
    await page.hears('Thank you');
    expect(page.within('textarea').matches(':disabled')).toBe(false);
  });

  it.each([
    [0, 'low'],
    [6, 'low'],
    [7, 'middle'],
    [8, 'middle'],
    [9, 'high'],
    [10, 'high'],
  ])('fits the score %i', (score, group) => {
    const page = storefrontPage();
    page.choose(score);
    expect(page.elements[0]?.dataset.group).toBe(group);
  });

  it('is a second submission with the same score, and the last one', async () => {
    const page = storefrontPage();
    page.choose(3);
    page.send();
    await page.hears('Thank you');
    page.within('[value=product]').click();
    page.fill('textarea', '  It was cold.  ');
    page.within('[name=voice]').click();
    page.send();
    await page.hears('Your feedback was sent.');
    const [score, words] = page.answers().map(answerOf);
    expect(words).toMatchObject({
      ...{ score: 3, reason: 'product', edition: 2, comment: 'It was cold.', voice: true },
    });
    expect(score).not.toHaveProperty('edition');
    expect(score).not.toHaveProperty('voice');
    expect(words?.key).not.toBe(score?.key);
    expect(page.within('button').style.visibility).toBe('hidden');
  });

  it('keeps its words if they are refused, and requires none', async () => {
    const page = storefrontPage({
      door: (message) =>
        message.kind === 'answer' && message.comment
          ? { status: 422, body: { error: 'comment_too_long' } }
          : willing(message),
    });
    page.choose(10);
    page.send();
    await page.hears('Thank you');
    page.fill('textarea', 'long');
    page.send();
    await page.hears('1,000 characters');
    expect(page.within<HTMLTextAreaElement>('textarea').value).toBe('long');
    page.fill('textarea', '');
    page.send();
    await page.hears('Thank you');
    expect(answerOf(page.answers().at(-1))).toMatchObject({ score: 10, voice: false });
  });
});

describe('an earlier answer', () => {
  it('is shown, and can be changed for 30 minutes', async () => {
    const answered = recordedUntil(7);
    const page = storefrontPage({
      door: (message) =>
        message.kind === 'answer'
          ? willing(message)
          : { body: { ask: false, why: 'answered', answered } },
    });
    page.scroll();
    await page.hears('Your answer is 7. You can change it for 30 minutes.');
    expect(page.within<HTMLInputElement>('[value="7"]').checked).toBe(true);
    expect(page.within('.omega-survey__more').hidden).toBe(true);
    page.choose(8);
    page.send();
    await page.hears('Your answer is 8.');
  });

  it('is shown and cannot be changed after that', async () => {
    const answered = recordedUntil(7, -MINUTE);
    const page = storefrontPage({
      door: () => ({ body: { ask: false, why: 'answered', answered } }),
    });
    page.scroll();
    await page.hears('You’ve already answered. Thank you!');
    expect(page.within('fieldset').matches(':disabled')).toBe(true);
  });

  it('is known to the other blocks of the page', async () => {
    const page = storefrontPage({ blocks: [{ id: 'a' }, { id: 'b' }] });
    page.choose(9, 1);
    page.send(1);
    await page.hears('Your answer is 9.', 0);
    expect(page.within<HTMLInputElement>('[value="9"]', 0).checked).toBe(true);
    expect(page.within('.omega-survey__more', 0).hidden).toBe(true);
    expect(page.within('.omega-survey__more', 1).hidden).toBe(false);
  });
});

describe('a question that the app declines', () => {
  it('is replaced by a message, and the block keeps its place', async () => {
    const page = storefrontPage({
      door: () => ({ body: { ask: false, why: 'asked_lately', answered: null } }),
    });
    page.scroll();
    await page.hears('There is no survey for you at present.');
    expect(page.within('form').hidden).toBe(false);
  });

  it('stays if the app does not reply: a visitor can still answer', async () => {
    const page = storefrontPage({
      door: (message) => (message.kind === 'answer' ? willing(message) : new TypeError('offline')),
    });
    page.scroll();
    page.choose(6);
    page.send();
    await page.hears('Your answer is 6.');
    expect(page.noise).toEqual([]);
  });
});

describe('the theme editor', () => {
  it('shows the follow-up and sends nothing', () => {
    const page = storefrontPage({ blocks: [{ editor: true }] });
    page.scroll();
    page.choose(1);
    page.send();
    expect(page.says()).toBe('Preview: nothing is sent.');
    expect(page.within('.omega-survey__more').hidden).toBe(false);
    expect(page.sent).toEqual([]);
  });
});

it('has all its texts in Japanese too', async () => {
  const page = storefrontPage({ blocks: [{ locale: 'ja' }] });
  page.choose(10);
  page.send();
  await page.hears('ご回答ありがとうございます。 回答は10点です。 30分以内は変更できます。');
  expect(page.answers()[0]).toMatchObject({ language: 'ja' });
});
