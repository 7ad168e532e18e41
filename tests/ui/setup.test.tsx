import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import { NOTHING_SET_UP, type SetupProgress } from '../../app/progress/setup';
import { STAGES } from '../../app/terms/stages';
import type { CostsView } from '../../app/ui/settings/costs-view';
import { HomePage } from '../../app/ui/home/home-page';
import { SAMPLE } from '../../app/ui/setup/sample';
import { SamplePage } from '../../app/ui/setup/sample-page';
import { SetupCardRows } from '../../app/ui/setup/setup-card';
import { SetupPage } from '../../app/ui/setup/setup-page';
import { nextStep, openStep, stepsOf } from '../../app/ui/setup/steps';
import type { SetupAnswer, SetupView } from '../../app/ui/setup/view';
import type { Placement } from '../../app/ui/survey/use-placement';
import { rendered, words } from '../support/render';
import { teaShop } from '../support/shops/tea-shop';
import { homeViewOf } from './home-view';
import { emptyShop } from './small-shops';
import { beforeFirst, importFailed, importRunning, statusOf } from './status';

const BROKEN = /NaN|undefined|null|\{\{|\[object|Invalid/;
const ASKING: Placement = { state: 'asking' };
const placed = (onThankYou: boolean): Placement => ({
  ...{ state: 'known', onThankYou, onOrderStatus: false, onStorefront: false },
});
const ALL = { import: true, survey: true, costs: true, roles: true, goal: true };
const imported: SetupProgress = {
  ...NOTHING_SET_UP,
  done: { ...NOTHING_SET_UP.done, import: true },
};

const costs: CostsView = {
  ...{ version: 4, faults: {}, currency: 'JPY', timezone: 'Asia/Tokyo' },
  retentionPerYear: 960,
  texts: {
    ...{ systemsPerMonth: '100,000', peoplePerMonth: '300,000', customers: '5,000' },
    ...{ defaultMargin: '60', orderAmount: '', orderShare: '' },
  },
  preview: {
    figures: [
      {
        ...{ grossMargin: 0.4, coverage: 0.62, orderCost: null },
        ...{ retentionCostPerYear: 960, value: 4364, valueBasis: 'profit' },
      },
    ],
    ...{ customers: 1234, durationDays: 365 },
  },
};
const view: SetupView = {
  ...{ setup: imported, orders: 31_204, open: 'survey', costs: null, roles: null, goal: null },
  status: statusOf(),
  editor: { domain: 'tea-shop.myshopify.com', clientId: 'key' },
};
const roles: NonNullable<SetupView['roles']> = {
  version: 4,
  suggested: [
    ...Array.from({ length: 9 }, (_, at) => ({
      ...{ id: String(at + 1), title: `お試し${at + 1}` },
      suggestion: { role: 'trial' as const, reason: { why: 'title' as const, word: 'お試し' } },
    })),
    { id: '77', title: null, suggestion: { role: 'main', reason: { why: 'plan' } } },
  ],
};
const goal = { version: 4, text: '', aim: 0.87, f2: 0.234 };
const OPEN: Partial<SetupView>[] = [
  { open: 'import' },
  { open: 'survey' },
  { open: 'survey', setup: { ...imported, places: [] } },
  { open: 'costs', costs },
  { open: 'roles', roles },
  { open: 'roles', roles: { version: 4, suggested: 'slow' } },
  { open: 'goal', goal },
  { open: null, setup: { ...imported, dismissed: true, done: ALL } },
];

const page = (language: Language, change: Partial<SetupView> = {}, answer?: SetupAnswer) =>
  rendered(<SetupPage view={{ ...view, ...change }} answer={answer} />, language, '/app/setup');
const card = (
  language: Language,
  setup: SetupProgress,
  placement: Placement = ASKING,
  sample = false,
) =>
  rendered(
    <SetupCardRows setup={setup} importing="done" sample={sample} placement={placement} />,
    language,
  );
const states = (setup: SetupProgress, placement: Placement, importing = 'done' as const) =>
  Object.fromEntries(stepsOf(setup, placement, importing).map(({ step, state }) => [step, state]));

describe('the steps of a set-up', () => {
  it('are what is so, with the survey’s block by Shopify’s answer before what buyers have seen', () => {
    expect(states(NOTHING_SET_UP, ASKING)).toEqual({
      ...{ import: 'running', survey: 'asking', costs: 'open', roles: 'open', goal: 'open' },
    });
    const seen = { ...imported, done: ALL, postponed: ['costs', 'survey'] as const };
    const setup: SetupProgress = { ...seen, postponed: [...seen.postponed] };
    expect(states(setup, ASKING).survey).toBe('done');
    expect(states(setup, { state: 'unknown' }).survey).toBe('done');
    // taken away since
    expect(states(setup, placed(false))).toMatchObject({ survey: 'postponed', costs: 'done' });
    expect(states({ ...setup, postponed: [] }, placed(false)).survey).toBe('open');
    expect(states(imported, placed(true)).survey).toBe('done');
    expect(states({ ...imported, places: ['onStorefront'] }, placed(true)).survey).toBe('open');
    expect(states({ ...imported, places: [] }, ASKING).survey).toBe('open');
    expect(stepsOf(NOTHING_SET_UP, ASKING, 'failed')[0]?.state).toBe('failed');
    expect(stepsOf(imported, ASKING, 'failed')[0]?.state).toBe('done');
  });

  it('open one at a time: the one asked for, else the first to do', () => {
    expect(openStep(imported, null)).toBe('survey');
    expect(openStep({ ...imported, postponed: ['survey', 'roles'] }, 'x')).toBe('costs');
    expect(openStep(imported, 'import')).toBe('import');
    expect(openStep({ ...imported, done: ALL }, null)).toBeNull();
    const next = (placement: Placement, other: 'costs' | null) =>
      nextStep(stepsOf({ ...imported, postponed: ['roles'] }, placement, 'done'), other);
    expect([next(placed(false), null), next(placed(true), null)]).toEqual(['survey', 'costs']);
    // Shopify has not answered yet
    expect([next(ASKING, null), next(placed(true), 'costs')]).toEqual(['costs', 'goal']);
  });
});

describe.each(LANGUAGES)('in %s', (language) => {
  it('every step has all its words, while the orders are read, too', () => {
    const reading = { ...statusOf(beforeFirst), importing: importRunning };
    for (const change of OPEN) {
      expect(words(page(language, change))).not.toMatch(BROKEN);
      const early = { ...change, status: reading, orders: null };
      const setup = { ...NOTHING_SET_UP, places: change.setup?.places ?? NOTHING_SET_UP.places };
      const roles = change.roles && { version: 0, suggested: 'reading' as const };
      const none = { ...early, setup, ...(roles && { roles }) };
      expect(words(page(language, none))).not.toMatch(BROKEN);
    }
    const failed = { ...statusOf(beforeFirst), importing: importFailed };
    expect(words(page(language, { status: failed }))).not.toMatch(BROKEN);
    const spent = { ...imported, spendMonths: 12 };
    expect(words(page(language, { open: 'costs', costs, setup: spent }))).toContain('12');
    expect(words(rendered(<SamplePage />, language, '/app/setup/sample'))).not.toMatch(BROKEN);
  });

  it('every reply of a form has its words', () => {
    const entered = costs.texts;
    const answers: SetupAnswer[] = [
      { step: 'costs', costs: { saved: true } },
      { step: 'costs', costs: { faults: { customers: 'people' }, entered } },
      {
        step: 'costs',
        costs: { meanwhile: [{ name: 'retention', value: null }], version: 5, entered },
      },
      { step: 'roles', roles: { saved: 2 } },
      { step: 'roles', roles: { problem: 'unknown' } },
      { step: 'roles', roles: { problem: 'meanwhile' } },
      { step: 'goal', goal: { saved: true } },
      { step: 'goal', goal: { meanwhile: 0.35, version: 5, entered: '40' } },
      { step: 'goal', goal: { meanwhile: null, version: 5, entered: '40' } },
      ...(['percent', 'none'] as const).map((fault): SetupAnswer => ({
        step: 'goal',
        goal: { fault, entered: '87' },
      })),
    ];
    for (const answer of answers)
      expect(words(page(language, { open: answer.step, costs, roles, goal }, answer))).not.toMatch(
        BROKEN,
      );
  });

  it('Home’s card says how far the set-up is, and what it was not able to ask', () => {
    for (const placement of [ASKING, { state: 'unknown' } as const, placed(false), placed(true)])
      expect(words(card(language, imported, placement))).not.toMatch(BROKEN);
    const finished = words(card(language, { ...imported, done: ALL }, placed(true)));
    expect(finished).toContain(
      language === 'ja' ? '初期設定はすべて完了しました。' : 'Your setup is complete.',
    );
  });
});

describe('the card on Home', () => {
  it('counts what is done, marks what was put off, and leads to the first step that is left', () => {
    const setup: SetupProgress = { ...imported, postponed: ['survey', 'roles'] };
    const html = card('ja', setup, placed(false));
    expect(words(html)).toContain('5項目のうち1項目が完了しています');
    expect(words(html)).toMatch(/アンケートの配置 .*– あとで/);
    expect(html).toContain('href="/app/setup?step=costs"');
    expect(html).toContain('href="/app/setup?step=survey"');
    expect(html).not.toContain('/app/setup/sample');
    expect(card('ja', setup, ASKING, true)).toContain('/app/setup/sample');
    expect(html).toContain('value="dismissSetup"');
  });

  it('stands in the place of what needs attention, also before the first numbers and in an empty shop', () => {
    const home = (props: Partial<Parameters<typeof HomePage>[0]>) =>
      rendered(<HomePage status={statusOf()} view={homeViewOf(teaShop, null)} {...props} />, 'en');
    expect(home({ setup: imported })).toContain('om-setup-steps');
    expect(home({ setup: imported })).not.toContain('om-attention');
    expect(home({})).toContain('om-attention');
    expect(home({})).not.toContain('om-setup-steps');
    const early = home({
      status: { ...statusOf(beforeFirst), importing: importRunning },
      view: null,
      setup: NOTHING_SET_UP,
    });
    expect(early).toContain('See a sample');
    const empty = home({
      status: statusOf({ orderDays: null, compared: null }),
      ...{ view: homeViewOf(emptyShop, null), setup: imported },
    });
    expect(empty).toContain('See a sample');
  });
});

describe('the page of the set-up', () => {
  const valueOf = (html: string, name: string) =>
    new Map(
      [...html.matchAll(/<input[^>]*>/g)].map(([tag]) => [
        / name="([^"]*)"/.exec(tag)?.[1],
        / value="([^"]*)"/.exec(tag)?.[1],
      ]),
    ).get(name);

  it('works out the articles’ ¥80 and ¥960, sends the other costs as they are, and keeps refused text', () => {
    const html = page('ja', { open: 'costs', costs });
    expect(words(html)).toContain('1人あたり月¥80、年¥960');
    expect(valueOf(html, 'defaultMargin')).toBe('60');
    expect(html).toContain('href="/app/settings/advertising"');
    const entered = { ...costs.texts, systemsPerMonth: '$5' };
    const refused = page(
      'ja',
      { open: 'costs', costs },
      {
        step: 'costs',
        costs: { faults: { systemsPerMonth: 'currency' }, entered },
      },
    );
    expect(valueOf(refused, 'systemsPerMonth')).toBe('$5');
    expect(words(refused)).toContain('ショップの通貨（JPY）の額を入力してください。');
  });

  it('names suggested roles with their reasons, and sends all of them', () => {
    const html = page('ja', { open: 'roles', roles });
    expect(words(html)).toContain('お試し1：お試し（商品名に「お試し」がある）');
    expect(words(html)).toContain('ほか2商品');
    expect(words(html)).toContain('10件をすべて反映');
    expect([valueOf(html, 'role.77'), valueOf(html, 'was.77')]).toEqual(['main', '']);
    expect(html).toContain('href="/app/settings/products"');
  });

  it('puts the goal beside F2 of now, the trade’s figures and the method’s aim', () => {
    const shown = words(page('en', { open: 'goal', goal }));
    for (const said of ['23.4% now', '30–40% for retail', '87% is the target'])
      expect(shown).toContain(said);
    const second = page(
      'en',
      { open: 'goal', goal },
      {
        step: 'goal',
        goal: { meanwhile: 0.35, version: 9, entered: '40' },
      },
    );
    expect([valueOf(second, 'version'), valueOf(second, 'goal')]).toEqual(['9', '40']);
    expect(words(second)).toContain('Someone else set the goal to 35% first');
  });

  it('leads to the editors of the places that the settings name', () => {
    const html = page('en', { open: 'survey', setup: { ...imported, places: ['onStorefront'] } });
    expect(html).toContain('/admin/themes/current/editor');
    expect(html).not.toContain('/admin/settings/checkout/editor');
    expect(words(page('en', { setup: { ...imported, places: [] } }))).toContain('switched off');
  });

  it('goes on to the next step once one is saved, and offers no delay of what is done', () => {
    const saved = page('en', { open: 'costs', costs }, { step: 'costs', costs: { saved: true } });
    expect(words(saved)).toContain('Next: Product roles');
    const done = { ...imported, done: { ...ALL, goal: false } };
    const last = page(
      'en',
      { open: 'goal', goal, setup: done },
      { step: 'goal', goal: { saved: true } },
    );
    expect(words(last)).toContain('Go to Home');
    expect(page('en', { open: 'costs', costs })).toContain('value="postpone"');
    expect(page('en', { open: 'costs', costs, setup: done })).not.toContain('value="postpone"');
  });

  it('keeps what stands below a survey that the browser finds placed where it is', () => {
    const own = (done: boolean) =>
      page('en', {
        open: 'survey',
        setup: { ...imported, done: { ...imported.done, survey: done } },
      });
    expect(own(false)).toContain('value="postpone"');
    expect(own(false)).not.toContain('om-setup-after');
    // as high as the button, by the sheet of the page
    expect(own(true)).not.toContain('value="postpone"');
    expect(own(true)).toMatch(/class="om-setup-after">.*?Next: Costs/s);
    // the words of a place's state differ, its width does not
    expect(own(true)).toMatch(/role="status" class="om-place-state"/);
  });

  it('brings a closed card back to Home, while something is left to do', () => {
    expect(page('en', { setup: { ...imported, dismissed: true } })).toContain('value="show"');
    expect(page('en')).not.toContain('value="show"');
    const done = { ...imported, dismissed: true, done: ALL };
    expect(page('en', { open: null, setup: done })).not.toContain('value="show"');
  });
});

describe('the sample', () => {
  it('says that it is one, and its numbers balance', () => {
    const { ltv, nps, stages } = SAMPLE;
    expect(ltv.averageOrderValue * ltv.grossMargin * ltv.ordersPerYear).toBe(ltv.gross);
    expect(ltv.gross - ltv.acquisitionCost - ltv.retentionCost).toBe(ltv.net);
    expect((100 * (nps.promoters - nps.detractors)) / nps.answers).toBe(nps.score);
    expect(STAGES.reduce((all, stage) => all + stages[stage], 0)).toBe(3_000);
    const shown = words(rendered(<SamplePage />, 'ja', '/app/setup/sample'));
    expect(shown).toContain('このショップの数字ではありません');
    expect(shown).toContain('¥2,940が残ります');
  });
});
