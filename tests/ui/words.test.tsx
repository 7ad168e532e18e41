import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTranslator } from '../../app/i18n/i18n';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import type { Snapshot } from '../../app/metrics/snapshot';
import { DeleteAnswer } from '../../app/ui/nps/delete-answer';
import { HomePage } from '../../app/ui/home/home-page';
import { NpsPage } from '../../app/ui/nps/nps-page';
import { npsView } from '../../app/ui/nps/view';
import { RepeatPage } from '../../app/ui/repeat/repeat-page';
import { repeatViewOf } from './repeat-view';
import { rendered, words } from '../support/render';
import { AS_OF, teaShop } from '../support/shops/tea-shop';
import { homeViewOf } from './home-view';
import { npsShop } from './nps-shop';
import { statusOf } from './status';

const past = { asOf: AS_OF, state: 'shown', changed: false } as const;
const home = (snapshot: Snapshot, language: Language, change = {}) =>
  words(
    rendered(<HomePage status={statusOf(change)} view={homeViewOf(snapshot, null)} />, language),
  );
const repeat = (snapshot: Snapshot, language: Language) =>
  words(
    rendered(<RepeatPage status={statusOf()} view={repeatViewOf(snapshot, 'with')} />, language),
  );
const nps = (change: Partial<Snapshot['nps']>, language: Language) => {
  const view = npsView({ ...npsShop, nps: { ...npsShop.nps, ...change } });
  return words(rendered(<NpsPage status={statusOf()} view={view} latest={null} />, language));
};

describe('a sentence about one', () => {
  it('is singular, about a customer who did not come back', () => {
    const { repeat: whole } = teaShop;
    const funnel = [...whole.funnel];
    funnel[1] = (funnel[0] ?? 0) - 1;
    const leaveMost = { step: 1, lost: 1, rate: 0.9 };
    const text = repeat({ ...teaShop, repeat: { ...whole, funnel, leaveMost } }, 'en');
    expect(text).toMatch(/1 customer \([\d.]+%\) has not made purchase 2 yet/);
    expect(text).toMatch(/1 customer \([\d.]+%\) has not bought again since purchase 1/);
  });

  it('is right of any number of promoters, detractors and answers', () => {
    const { headline, responses } = npsShop.nps;
    const text = nps(
      {
        headline: { ...headline, promoters: 1, detractors: 1 },
        responses: { ...responses, answers: 1, views: 1 },
      },
      'en',
    );
    expect(text).toContain('Promoters (9–10): 1 customer. Detractors (0–6): 1 customer.');
    expect(text).toContain('1 answer, shown 1 time');
    expect(text).not.toMatch(/\b1 \w+ are\b|\b1 answers\b/);
  });
});

describe('the interval of a score', () => {
  it.each([
    ['en', '95% interval '],
    ['ja', '誤差の範囲 '],
  ] as const)('has its name wherever the score stands, in %s', (language, name) => {
    const range = /−?\d+\.\d(?: to |〜)−?\d+\.\d/g;
    for (const text of [nps({}, language), home(npsShop, language)]) {
      const plain = text.split(language === 'en' ? 'View as table' : '表で見る')[0] ?? '';
      const found = [...plain.matchAll(range)];
      expect(found.length).toBeGreaterThan(0);
      for (const { index } of found) expect(plain.slice(index - name.length, index)).toBe(name);
    }
  });
});

describe('a tribe of a hundred', () => {
  const of = (tribe: number, language: Language = 'en') => nps({ tribe }, language);

  it('names the goal until it is reached', () => {
    expect(of(40)).toContain('60 customers to go');
    expect(of(40)).toContain('towards 100 customers');
    for (const reached of [100, 645]) {
      expect(of(reached)).toContain('Goal of 100 reached.');
      expect(of(reached)).not.toContain('towards');
      expect(of(reached, 'ja')).toContain('目標の100人に届きました。');
      expect(of(reached, 'ja')).not.toContain('目安は100人');
    }
  });
});

describe('the largest drop-off', () => {
  it('says “only once” of the first purchase alone', () => {
    const later = { ...teaShop.repeat, leaveMost: { step: 3, lost: 700, rate: 0.5 } };
    expect(repeat(teaShop, 'ja')).toMatch(/1回目のみの方が[\d,]+人/);
    const text = repeat({ ...teaShop, repeat: later }, 'ja');
    expect(text).toMatch(/3回目までの方が[\d,]+人/);
    expect(text).not.toContain('3回目のみ');
  });
});

describe('the renewals of subscriptions', () => {
  it('are a choice only where it changes a number', () => {
    const name = 'Subscription renewals';
    const same = {
      repeatWithoutRenewals: teaShop.repeat,
      cohortsWithoutRenewals: teaShop.cohorts,
    };
    const switchOf = (snapshot: Snapshot) =>
      rendered(
        <RepeatPage status={statusOf()} view={repeatViewOf(snapshot, 'with')} />,
        'en',
      ).match(/<button[^>]*>(?:(?!<button).)*(?:Included|Excluded)/g);
    expect(repeat(teaShop, 'en')).toContain(name);
    expect(switchOf(teaShop)).toHaveLength(2);
    expect(switchOf({ ...teaShop, ...same })).toBeNull();
  });
});

describe('a past day', () => {
  it('has no button for the comparison of today', () => {
    expect(home(teaShop, 'ja')).toContain('今すぐ照合する');
    expect(home(teaShop, 'ja', { past })).not.toContain('今すぐ照合する');
    expect(home(teaShop, 'ja', { past })).toContain('Shopifyとのデータ照合');
  });
});

it.each(LANGUAGES)('the tabs of NPS are named as their pages, in %s', (language) => {
  const text = createTranslator(language);
  for (const [tab, title] of [
    ['answers', 'nps:answers.title'],
    ['voices', 'nps:voice.title'],
    ['survey', 'settings.survey'],
    ['survey', 'settings:section.survey.title'],
  ] as const)
    expect(text.t(`nps:tabs.${tab}`)).toBe(text.t(title));
});

it('the deletion of an answer, on every row, has no link’s colour', () => {
  const html = rendered(<DeleteAnswer answer={{ id: '1', order: null }} />, 'ja');
  expect(html).toContain('<summary class="om-delete-answer">この回答を削除…');
  const sheet = readFileSync(join(import.meta.dirname, '../../app/ui/nps/answer.css'), 'utf8');
  expect(/\.om-more > \.om-delete-answer \{([^}]*)\}/.exec(sheet)?.[1]).toContain(
    'color: var(--p-color-text-secondary',
  );
});

it('no page warns of lost trust or falling rates, promises a time, or speaks of what is not shown', () => {
  for (const language of LANGUAGES) {
    const texts = ['nps', 'survey', 'repeat', 'ltv', 'numbers', 'frame', 'home']
      .map((name) => join(import.meta.dirname, `../../app/i18n/locales/${language}/${name}.json`))
      .map((file) => readFileSync(file, 'utf8'))
      .join('');
    expect(texts).not.toMatch(/信頼を失|回答率が下がり|適しています|trust\b|lowers response rates/);
    expect(texts).not.toMatch(/2[〜–]18%|半分が離れるまで|Median lifetime|begin in the middle/);
    expect(texts).not.toMatch(/The time to contact them|％/);
  }
});
