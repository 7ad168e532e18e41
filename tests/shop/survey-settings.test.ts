import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, surveySettings } from '../../app/survey/settings/settings';
import {
  readSurveySettings,
  setSurveySettings,
  surveyForm,
} from '../../app/survey/settings/settings.server';
import { shopIdSchema, type ShopId } from '../../app/store/db.server';
import { database } from '../support/database';

const db = await database();
let shop: ShopId;
beforeEach(async () => {
  await db.query('delete from graphile_worker._private_jobs');
  await db.query('truncate shops cascade');
  const [row] = await db.query(
    `insert into shops (domain, name, installed_at, currency, timezone, settings)
     values ('tea.myshopify.com', '茶の里', now(), 'JPY', 'Asia/Tokyo', '{"privacy":{"commentDays":30}}') returning id`,
  );
  shop = shopIdSchema.parse(row?.id);
});

/** The form as a browser sends it, without unticked boxes. */
const form = (change: Record<string, string | null> = {}): FormData => {
  const sent = new FormData();
  const fields = {
    ...{ enabled: 'on', onThankYou: 'on', onOrderStatus: 'on', onStorefront: 'on' },
    ...{ share: 'on', improve: 'on', reason: 'on', voice: 'on', heardElsewhere: 'on' },
    ...{ question_ja: '', question_en: '', thanks_ja: '', thanks_en: '', shareUrl: '' },
    ...{ askAgainAfterDays: '90', proxyPath: '/apps/omega', ...change },
  };
  for (const [name, value] of Object.entries(fields)) if (value !== null) sent.set(name, value);
  return sent;
};

describe('the form of the survey’s settings', () => {
  it('gives the defaults if it is unchanged', () => {
    expect(surveyForm(form())).toEqual({ settings: DEFAULT_SETTINGS });
  });

  it('gives the entered values, and false for unticked boxes', () => {
    const entered = form({
      ...{
        question_ja: ' 勧めますか? ',
        shareUrl: 'https://tea.example/f',
        // full-width, as a Japanese keyboard writes them
        askAgainAfterDays: '３０',
      },
      ...{ voice: null, onStorefront: null },
    });
    expect(surveyForm(entered)).toMatchObject({
      settings: {
        questions: { ja: '勧めますか?' },
        shareUrl: 'https://tea.example/f',
        askAgainAfterDays: 30,
        followUps: { voice: false, share: true },
        onStorefront: false,
      },
    });
  });

  it.each([
    [{ question_en: 'a'.repeat(201) }, ['question_en']],
    [{ thanks_ja: 'あ\u0007い' }, ['thanks_ja']],
    [{ shareUrl: 'javascript:alert(1)' }, ['shareUrl']],
    [{ shareUrl: 'http://tea.example' }, ['shareUrl']],
    [{ askAgainAfterDays: '0' }, ['askAgainAfterDays']],
    [{ askAgainAfterDays: '1e2' }, ['askAgainAfterDays']],
    [{ askAgainAfterDays: '' }, ['askAgainAfterDays']],
    [{ askAgainAfterDays: null }, ['askAgainAfterDays']],
    [{ proxyPath: '//evil.example/x' }, ['proxyPath']],
    [{ proxyPath: '', shareUrl: 'x' }, ['shareUrl', 'proxyPath']],
  ])('names the invalid fields: %j', (change, wrong) => {
    expect(surveyForm(form(change))).toEqual({ wrong });
  });

  it('accepts no file in place of a text', () => {
    const sent = form();
    sent.set('question_ja', new File(['x'], 'x.txt'));
    expect(surveyForm(sent)).toMatchObject({ settings: { questions: {} } });
  });
});

describe('the settings of a shop', () => {
  it('are the defaults until they are set, and leave the other settings unchanged', async () => {
    expect(await readSurveySettings(shop)).toEqual({
      name: '茶の里',
      settings: DEFAULT_SETTINGS,
      version: 0,
    });
    const set = surveySettings({
      settings: { survey: { enabled: false, questions: { ja: '勧めますか?' } } },
    });
    await setSurveySettings(shop, set);
    expect((await readSurveySettings(shop)).settings).toEqual(set);
    const [row] = await db.query('select settings from shops');
    expect(row?.settings).toMatchObject({ privacy: { commentDays: 30 } });
  });

  it('of two people who save at once are not overwritten', async () => {
    await setSurveySettings(shop, { ...DEFAULT_SETTINGS, enabled: false }, 0);
    expect(
      await setSurveySettings(shop, { ...DEFAULT_SETTINGS, askAgainAfterDays: 30 }, 0),
    ).toEqual({
      version: 1,
      meanwhile: [{ name: 'enabled', value: false }],
    });
    expect((await readSurveySettings(shop)).settings).toMatchObject({ enabled: false });
  });

  it('enqueue one job for the storefront’s block, however often they are saved', async () => {
    await setSurveySettings(shop, DEFAULT_SETTINGS);
    await setSurveySettings(shop, { ...DEFAULT_SETTINGS, enabled: false });
    const jobs = await db.query('select task_identifier as job from graphile_worker.jobs');
    expect(jobs).toEqual([{ job: 'survey.tellBlock' }]);
  });
});
