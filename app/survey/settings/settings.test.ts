import { describe, expect, it } from 'vitest';
import { checkedSurveySettings, DEFAULT_SETTINGS, MOST_WORDING, surveySettings } from './settings';

const ok = (entered: object) => checkedSurveySettings(entered).success;

describe('the settings of the survey', () => {
  it('are by default: ask everywhere, in the survey’s own words, every 90 days, and nothing else', () => {
    expect(surveySettings({ settings: {} })).toEqual({
      enabled: true,
      questions: {},
      thanks: {},
      followUps: { share: true, improve: true, reason: true, voice: true },
      shareUrl: null,
      askAgainAfterDays: 90,
      heard: { enabled: false, choices: [], other: true },
      onThankYou: true,
      onOrderStatus: true,
      onStorefront: true,
      proxyPath: '/apps/omega',
    });
  });

  it('are the defaults where the survey is stored as null', () => {
    expect(surveySettings({ settings: { survey: null } })).toEqual(DEFAULT_SETTINGS);
  });

  it('fill up what is set with the defaults, and ignore other settings', () => {
    const set = { survey: { followUps: { voice: false }, questions: { ja: '質問' } }, metrics: {} };
    expect(surveySettings({ settings: set })).toMatchObject({
      followUps: { share: true, voice: false },
      questions: { ja: '質問' },
    });
  });

  it.each([
    [{ shareUrl: 'https://tea.example/friends?from=a' }, true],
    [{ shareUrl: 'http://tea.example' }, false],
    [{ shareUrl: 'javascript:alert(1)' }, false],
    [{ shareUrl: 'https://' }, false],
    [{ shareUrl: `https://tea.example/${'a'.repeat(500)}` }, false],
    [{ askAgainAfterDays: 0 }, false],
    [{ askAgainAfterDays: 731 }, false],
    [{ askAgainAfterDays: 30.5 }, false],
    [{ questions: { ja: '' } }, false],
    [{ questions: { ja: ' いかがでしたか? ' } }, true],
    [{ questions: { en: 'a\u0000b' } }, false],
    [{ questions: { en: 'a'.repeat(MOST_WORDING + 1) } }, false],
    [{ proxyPath: '/tools/voice' }, true],
    [{ proxyPath: '//evil.example' }, false],
    [{ proxyPath: '/apps/../admin' }, false],
  ])('%j: %s', (entered, expected) => {
    expect(ok(entered)).toBe(expected);
  });
});
