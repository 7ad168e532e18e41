import { beforeEach, describe, expect, it } from 'vitest';
import { changeSettings } from '../../app/settings/change.server';
import type { ShopId } from '../../app/store/db.server';
import { recordAnswer } from '../../app/survey/answer/answer.server';
import { deleteAnswer } from '../../app/survey/answer/delete-answer.server';
import { surveySettings, type HeardSettings } from '../../app/survey/settings/settings';
import { surveyForm } from '../../app/survey/settings/settings.server';
import { database } from '../support/database';
import { addShop } from '../support/shops/shop';
import { addOrder, answer, DOMAIN } from '../support/shops/survey-shop';

const db = await database();
const HEARD: HeardSettings = {
  enabled: true,
  choices: [
    { key: 'aaaa1111', ja: '友人の紹介', en: 'A friend' },
    { key: 'bbbb2222', ja: '雑誌', en: 'A magazine' },
  ],
  other: true,
};

let shop: ShopId;
const set = async (heard: unknown) =>
  await db.query(
    `update shops set settings = jsonb_build_object('survey', $1::jsonb) where id = $2`,
    [JSON.stringify({ heard }), shop],
  );
beforeEach(async () => {
  await db.query('delete from graphile_worker._private_jobs');
  await db.query(
    'truncate shops, orders, survey_answers, survey_answer_changes, survey_waiting, heard_answers cascade',
  );
  shop = await addShop(db, DOMAIN);
  await addOrder(db, shop, 1, 5);
  await set(HEARD);
});

const says = (what: Parameters<typeof answer>[0]) => recordAnswer(DOMAIN, answer(what));
const kept = () => db.query('select order_id::text as order, choice, source from heard_answers');

describe('how a buyer heard of the shop', () => {
  it('is asked after the score of a first order, with the merchant’s choices, and kept once', async () => {
    const reply = await says({ score: 9, language: 'ja' });
    expect(reply).toMatchObject({
      recorded: true,
      heard: {
        question: '当店をどこでお知りになりましたか？（任意）',
        choices: [
          { key: 'aaaa1111', text: '友人の紹介' },
          { key: 'bbbb2222', text: '雑誌' },
          { key: 'other', text: 'その他' },
        ],
      },
    });
    expect(await kept()).toEqual([]);
    const after = await says({ score: 9, heard: 'bbbb2222' });
    expect(after).toMatchObject({ recorded: true });
    expect(after).not.toHaveProperty('heard');
    expect(await kept()).toEqual([{ order: '1', choice: 'bbbb2222', source: 'thank_you' }]);
    // answered: not asked again; changed within the half hour, as the score
    expect(await says({ score: 8 })).not.toHaveProperty('heard');
    await says({ score: 8, heard: 'other' });
    expect(await kept()).toMatchObject([{ choice: 'other' }]);
  });

  it('is no part of the answer to the one question', async () => {
    await says({ score: 9, comment: 'よい香り' });
    await says({ score: 9, heard: 'aaaa1111' });
    expect(await db.query('select score, comment, reason from survey_answers')).toEqual([
      { score: 9, comment: 'よい香り', reason: null },
    ]);
  });

  it.each<[string, unknown]>([
    ['off', { ...HEARD, enabled: false }],
    ['not set', undefined],
  ])('is neither asked nor kept while it is %s', async (_, heard) => {
    await set(heard);
    expect(await says({ score: 9, heard: 'aaaa1111' })).not.toHaveProperty('heard');
    expect(await kept()).toEqual([]);
  });

  it.each(['cccc3333', 'AAAA', ''])(
    'is not kept of the choice %j, which is none',
    async (heard) => {
      const sent = /^[0-9a-z]+$/.test(heard) ? says({ score: 9, heard }) : null;
      if (sent === null) expect(() => answer({ score: 9, heard })).toThrow();
      else expect(await sent).toHaveProperty('heard');
      expect(await kept()).toEqual([]);
    },
  );

  it('is not asked about a later order, an order without a customer, or one that is not known yet', async () => {
    await addOrder(db, shop, 2, 5);
    await db.query(`update orders set processed_at = processed_at + interval '1 day' where id = 2`);
    await addOrder(db, shop, 3, null);
    for (const order of ['2', '3', '99'])
      expect(await says({ order, score: 9, heard: 'aaaa1111' })).not.toHaveProperty('heard');
    expect(await kept()).toEqual([]);
    // a cancelled order and a test are none before it
    await db.query('update orders set cancelled_at = now() where id = 1');
    expect(await says({ order: '2', score: 9 })).toHaveProperty('heard');
  });

  it('needs the proof that the answer needs', async () => {
    const reply = await says({ score: 9, number: 'WRONG', heard: 'aaaa1111' });
    expect(reply).not.toHaveProperty('heard');
    expect(await kept()).toEqual([]);
  });

  it('is deleted with the answer that the merchant deletes', async () => {
    await says({ score: 9, heard: 'aaaa1111' });
    const [row] = await db.query('select id::text from survey_answers');
    await deleteAnswer(shop, String(row?.id));
    expect(await kept()).toEqual([]);
  });
});

describe('the settings of the second question', () => {
  const form = (rows: [string, string, string][], on = true) => {
    const data = new FormData();
    data.set('askAgainAfterDays', '90');
    data.set('proxyPath', '/apps/omega');
    if (on) data.set('heard', 'on');
    for (const [row, texts] of rows.entries())
      for (const [at, name] of ['key', 'ja', 'en'].entries())
        data.set(`heard_${name}_${row + 1}`, texts[at] ?? '');
    return surveyForm(data);
  };
  const choicesOf = (read: ReturnType<typeof surveyForm>) =>
    'settings' in read ? read.settings.heard.choices : read.wrong;

  it('keep the rows in their order, each with its key, and leave out empty ones', () => {
    const choices = choicesOf(
      form([
        ['', ' 雑誌 ', 'A magazine'],
        ['', '', ''],
        ['aaaa1111', '友人', 'A friend'],
      ]),
    );
    expect(choices).toEqual([
      { key: expect.stringMatching(/^[0-9a-f]{8}$/), ja: '雑誌', en: 'A magazine' },
      { key: 'aaaa1111', ja: '友人', en: 'A friend' },
    ]);
  });

  it.each<[string, [string, string, string][]]>([
    ['fewer than two', [['', '雑誌', 'A magazine']]],
    [
      'one without a language',
      [
        ['', '雑誌', ''],
        ['', '友人', 'A friend'],
      ],
    ],
    [
      'a long one',
      [
        ['', '誌'.repeat(41), 'A magazine'],
        ['', '友人', 'A friend'],
      ],
    ],
    [
      'a foreign key',
      [
        ['other', '雑誌', 'A magazine'],
        ['', '友人', 'A friend'],
      ],
    ],
  ])('are refused with %s', (_, rows) => {
    expect(choicesOf(form(rows))).toEqual(['heard']);
  });

  it('may be off without choices, and a shop that has set nothing has it off', async () => {
    expect(choicesOf(form([], false))).toEqual([]);
    expect(surveySettings({ settings: {} }).heard).toEqual({
      ...{ enabled: false, choices: [], other: true },
    });
    const read = form([
      ['', '雑誌', 'A magazine'],
      ['', '友人', 'A friend'],
    ]);
    if (!('settings' in read)) throw new Error('refused');
    await changeSettings(shop, 'survey', read.settings, null);
    expect(await says({ score: 9 })).toHaveProperty('heard');
  });
});
