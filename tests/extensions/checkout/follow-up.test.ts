import { describe, expect, it } from 'vitest';
import { asked, choose, find, named, recorded, say, settle, shown, surveyPage, tap } from './page';

const page = surveyPage('order_status');

/** Opens the page and answers. */
async function answer(score: number, followUps: object = {}): Promise<void> {
  const all = { share: true, improve: true, reason: true, voice: true };
  page.app('ask', () => asked({ followUps: { ...all, ...followUps } }));
  await page.open();
  await choose(score);
  await tap('send');
}

const write = (comment: string) => say('s-text-area', { value: comment }, 'input');

describe('the follow-up to a score', () => {
  it('appears when the score has arrived, and not before', async () => {
    await page.open();
    await choose(3);
    expect(document.body.querySelector('s-text-area')).toBeNull();
    await tap('send');
    expect(find('s-text-area')).toBeDefined();
  });

  it.each([9, 10])('of %i offers a link for a friend', async (score) => {
    await answer(score);
    expect(shown()).toContain('share.question');
    expect(find('s-link').getAttribute('href')).toBe('https://shop.example/friends');
    expect(find('s-text-area').getAttribute('label')).toBe('comment.promoter');
    expect(document.body.querySelector('s-select')).toBeNull();
  });

  it.each([7, 8])('of %i asks what would make it a 10', async (score) => {
    await answer(score);
    expect(find('s-text-area').getAttribute('label')).toBe('comment.passive');
    expect(shown()).not.toContain('share.question');
    expect(document.body.querySelector('s-select')).toBeNull();
  });

  it.each([0, 1, 2, 3, 4, 5, 6])('of %i asks for the reason and a comment', async (score) => {
    await answer(score);
    await say('s-select', { value: 'competitor' });
    await write('  The other shop is nearer.  ');
    await tap('tell');
    const [first, second] = page.sent();
    expect(second).toMatchObject({
      ...{ score, reason: 'competitor', edition: 2 },
      ...{ comment: 'The other shop is nearer.', voice: false },
    });
    expect(first).not.toHaveProperty('edition');
    expect(second?.['key']).not.toBe(first?.['key']);
    expect(shown()).toContain('told');
    expect(shown()).not.toContain('share.question');
    expect(document.body.querySelector('s-text-area')).toBeNull();
  });

  it('is empty if the shop has turned all of it off', async () => {
    await answer(2, { share: false, improve: false, reason: false, voice: false });
    expect(document.body.querySelector('s-text-area, s-select, s-checkbox')).toBeNull();
    expect(shown()).toContain('thanks');
  });

  it('names no friend if the shop has no link', async () => {
    page.app('ask', () => asked({ shareUrl: null }));
    await page.open();
    await choose(10);
    await tap('send');
    expect(shown()).not.toContain('share.question');
  });

  it('opens only secure addresses', async () => {
    page.app('ask', () => asked({ shareUrl: 'javascript:alert(1)' }));
    await page.open();
    await choose(10);
    await tap('send');
    expect(document.body.querySelector('s-link')).toBeNull();
  });
});

describe('the testimonial', () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('is offered to a %i', async (score) => {
    await answer(score);
    await write('I tell everybody.');
    await say('s-checkbox', { checked: true });
    await tap('tell');
    expect(page.sent().at(-1)).toMatchObject({ score, comment: 'I tell everybody.', voice: true });
  });

  it('has no consent unless the buyer gives it', async () => {
    await answer(9);
    await write('I tell everybody.');
    await tap('tell');
    expect(page.sent().at(-1)).toMatchObject({ voice: false });
  });

  it('asks for words after a consent without any', async () => {
    await answer(9);
    await say('s-checkbox', { checked: true });
    await tap('tell');
    expect(find('s-text-area').getAttribute('error')).toBe('comment.missing');
    expect(page.sent()).toHaveLength(1);
  });

  it('is not asked for if the shop has turned it off', async () => {
    await answer(3, { voice: false });
    expect(document.body.querySelector('s-checkbox')).toBeNull();
    await write('Nothing special.');
    await tap('tell');
    expect(page.sent().at(-1)).not.toHaveProperty('voice');
  });
});

describe('words', () => {
  it('are kept if they do not arrive, and Retry sends them under the same key', async () => {
    await answer(5);
    page.app('answer', () => Promise.reject(new TypeError('Failed to fetch')));
    await write('Too late.');
    await tap('tell');
    expect(shown()).toContain('failed');
    await tap('retry');
    const [, second, third] = page.sent();
    expect(second).toMatchObject({ comment: 'Too late.' });
    expect(third).toEqual(second);
  });

  it('can be rewritten if the app refuses them, and the score stands', async () => {
    await answer(5);
    page.app('answer', () => Response.json({ error: 'comment_marks' }, { status: 422 }));
    await write('Z\u0301\u0301\u0301');
    await tap('tell');
    expect(find('s-text-area').getAttribute('error')).toBe('comment.refused');
    expect(named('retry')).toBeUndefined();
    await choose(6);
    await tap('send');
    expect(page.sent().at(-1)).toMatchObject({ score: 6 });
    expect(page.sent().at(-1)).not.toHaveProperty('comment');
  });

  it.each(['failed', 'is under way'])(
    'do not take a changed score that %s along if the app refuses them',
    async (before) => {
      await answer(5);
      const offline = () => Promise.reject(new TypeError('Failed to fetch'));
      const change = Promise.withResolvers<Response>();
      page.app('answer', before === 'failed' ? offline : () => change.promise);
      await choose(8);
      await tap('send');
      await write('Z\u0301\u0301\u0301');
      let wordless = 0;
      // the score fails once more, then the words arrive and are refused
      page.app('answer', ({ body }) => {
        if ('comment' in body) return Response.json({ error: 'comment_marks' }, { status: 422 });
        return (wordless += 1) === 1 ? offline() : recorded(body['score']);
      });
      await tap('tell');
      if (before !== 'failed') change.reject(new TypeError('Failed to fetch'));
      await settle();
      await settle();
      const last = page.sent().at(-1);
      expect(last).toMatchObject({ score: 8 });
      expect(last).not.toHaveProperty('comment');
      expect(find('s-text-area').getAttribute('error')).toBe('comment.refused');
      expect(named('retry')).toBeUndefined();
      expect(shown()).toContain('thanks');
    },
  );

  it('are sent after a changed score that had failed', async () => {
    await answer(5);
    page.app('answer', () => Promise.reject(new TypeError('Failed to fetch')));
    await choose(8);
    await tap('send');
    page.app('answer', ({ body }) => recorded(body['score']));
    await write('Better than I thought.');
    await tap('tell');
    const [, failed, again, words] = page.sent();
    expect(again).toEqual(failed);
    expect(words).toMatchObject({ score: 8, comment: 'Better than I thought.' });
  });

  it('stay with a score that changes after a reload, while they wait for the network', async () => {
    await answer(5);
    page.app('answer', () => Promise.reject(new TypeError('Failed to fetch')));
    await write('Too late.');
    await tap('tell');
    await page.reload();
    await tap('change');
    page.app('answer', ({ body }) => recorded(body['score']));
    await choose(6);
    await tap('send');
    expect(page.sent().at(-1)).toMatchObject({ score: 6, comment: 'Too late.' });
  });

  it('stay with a score that changes after them', async () => {
    await answer(5);
    await write('Too late.');
    await tap('tell');
    await choose(6);
    await tap('send');
    expect(page.sent().at(-1)).toMatchObject({ score: 6, comment: 'Too late.' });
  });

  it('are sent after a score that still waits', async () => {
    await answer(5);
    await write('Better than I thought.');
    await choose(8);
    await tap('tell');
    expect(page.sent().slice(1)).toMatchObject([
      { score: 8 },
      { score: 8, comment: 'Better than I thought.' },
    ]);
  });

  it('are limited to the length that the door accepts', async () => {
    await answer(5);
    expect(find('s-text-area').getAttribute('maxLength')).toBe('1000');
  });

  it('are not sent if the field is empty', async () => {
    await answer(5);
    await tap('tell');
    expect(page.sent()).toHaveLength(1);
  });
});

describe('before anything has arrived', () => {
  const early = surveyPage('thank_you');

  it.each([
    [0, 'comment.detractor'],
    [6, 'comment.detractor'],
    [8, 'comment.passive'],
    [10, 'comment.promoter'],
  ])('a %i is asked for one line of words and nothing else', async (score, label) => {
    await early.open();
    await choose(score);
    await tap('send');
    expect(find('s-text-area').getAttribute('label')).toBe(label);
    expect(find('s-text-area').getAttribute('rows')).toBe('1');
    expect(document.body.querySelector('s-select, s-checkbox, s-link')).toBeNull();
    await write('Ordering was easy.');
    await tap('tell');
    const last = early.sent().at(-1);
    expect(last).toMatchObject({ source: 'thank_you', score, comment: 'Ordering was easy.' });
    for (const field of ['reason', 'edition', 'voice']) expect(last).not.toHaveProperty(field);
  });

  it('no words are asked for if the shop has turned all of it off', async () => {
    const followUps = { share: false, improve: false, reason: false, voice: false };
    early.app('ask', () => asked({ followUps }));
    await early.open();
    await choose(3);
    await tap('send');
    expect(document.body.querySelector('s-text-area')).toBeNull();
  });
});

describe('a reason that an older page left unsent', () => {
  const later = surveyPage('order_status');

  it('is sent without an edition, which means the first one', async () => {
    const draft = { key: crypto.randomUUID(), score: 3, reason: 'indifference' };
    await later.extension.shopify.storage.write('survey-1', { draft });
    await later.open();
    expect(later.sent()).toMatchObject([{ score: 3, reason: 'indifference' }]);
    expect(later.sent()[0]).not.toHaveProperty('edition');
  });

  it('keeps the edition of the page that asked', async () => {
    later.app('answer', () => Promise.reject(new TypeError('Failed to fetch')));
    await later.open();
    await choose(2);
    await tap('send');
    later.app('answer', ({ body }) => recorded(body['score']));
    await tap('retry');
    later.app('answer', () => Promise.reject(new TypeError('Failed to fetch')));
    await say('s-select', { value: 'indifference' });
    await tap('tell');
    later.app('answer', ({ body }) => recorded(body['score']));
    await later.reload();
    expect(later.sent().at(-1)).toMatchObject({ score: 2, reason: 'indifference', edition: 2 });
  });
});

describe('the second question', () => {
  it('begins with how a buyer heard of the shop, where the app asks it, and sends the choice at once', async () => {
    const heard = {
      question: 'How did you hear of us?',
      choices: [
        { key: 'aaaa1111', text: 'A friend' },
        { key: 'other', text: 'Somewhere else' },
      ],
    };
    page.app('answer', ({ body }) =>
      Response.json({
        ...{ recorded: true, score: body['score'] },
        changeableUntil: new Date(Date.now() + 30 * 60_000).toISOString(),
        ...(body['heard'] === undefined && { heard }),
      }),
    );
    await answer(9, { share: false });
    expect(find('s-select').getAttribute('label')).toBe('How did you hear of us?');
    expect(document.body.querySelectorAll('s-option')).toHaveLength(2);
    await say('s-select', { value: 'aaaa1111' });
    expect(page.sent().at(-1)).toMatchObject({ score: 9, heard: 'aaaa1111' });
    expect(document.body.querySelector('s-select')).toBeNull();
    // the words that follow keep the choice
    await write('Lovely');
    await tap('tell');
    expect(page.sent().at(-1)).toMatchObject({ comment: 'Lovely', heard: 'aaaa1111' });
  });

  it('asks no second question where the app does not', async () => {
    await answer(9);
    expect(document.body.querySelector('s-select')).toBeNull();
  });
});
