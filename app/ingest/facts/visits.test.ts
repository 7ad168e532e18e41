import { describe, expect, it } from 'vitest';
import { keptVisits, sourceKey } from './visits';

type Visit = NonNullable<Parameters<typeof sourceKey>[0]>;

function visit(source: string, utm: Partial<NonNullable<Visit['utmParameters']>> = {}): Visit {
  const utmParameters = { source: null, medium: null, campaign: null, ...utm };
  return { source, sourceType: null, referralCode: null, utmParameters };
}

const keyOf = (source: string, utm?: Partial<NonNullable<Visit['utmParameters']>>) =>
  sourceKey(visit(source, utm));
const journey = (firstVisit: Visit | null, lastVisit: Visit | null = null) =>
  keptVisits({ ready: true, firstVisit, lastVisit });

describe('the source of an order', () => {
  it('is the link’s own with its medium, before what Shopify found', () => {
    expect(keyOf('Google', { source: 'newsletter', medium: 'email' })).toBe('newsletter/email');
    expect(keyOf('Google', { source: 'newsletter' })).toBe('newsletter');
    expect(keyOf('Google', { source: ' ', medium: 'email' })).toBe('google');
    expect(keyOf('direct')).toBe('direct');
  });

  it('has one spelling', () => {
    for (const source of ['google', ' Google ', 'ＧＯＯＧＬＥ', 'GOOGLE\t\n', 'goo\0gle'])
      expect(keyOf('x', { source })).toBe('google');
    expect(keyOf('x', { source: 'paid   Social　ads' })).toBe('paid social ads');
    expect(keyOf('x', { source: 'ﾒﾙﾏｶﾞ' })).toBe('メルマガ');
  });

  it('is unknown where neither knows it', () => {
    expect([keyOf(''), keyOf('unknown'), keyOf('Unknown '), sourceKey(null)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(journey(null)).toEqual({ ready: true, first: null, last: null, source: null });
    expect(keptVisits(null)).toEqual({ ready: null, first: null, last: null, source: null });
  });

  it('is the first visit’s, and the last one’s where there is no first', () => {
    expect(journey(visit('Google'), visit('direct')).source).toBe('google');
    expect(journey(null, visit('direct')).source).toBe('direct');
  });

  it('is short enough for an address, however long a link is', () => {
    const long = keyOf('x', { source: '𠮷'.repeat(5_000), medium: 'ｱ'.repeat(5_000) }) ?? '';
    expect(long.length).toBeLessThanOrEqual(161);
    expect(long.isWellFormed()).toBe(true);
  });
});

describe('what is kept of a visit', () => {
  const kept = (of: Visit): unknown => JSON.parse(journey(of).first ?? 'null');

  it('is what Shopify knows of it, without the rest', () => {
    const utmParameters = { source: 'line', medium: null, campaign: 'spring' };
    expect(kept({ source: 'LINE', sourceType: 'AD', referralCode: 'A1', utmParameters })).toEqual({
      source: 'LINE',
      type: 'AD',
      referralCode: 'A1',
      utmSource: 'line',
      utmCampaign: 'spring',
    });
    expect(kept({ ...visit('direct'), utmParameters: null })).toEqual({ source: 'direct' });
  });

  it('is cut at 255 characters, and fits jsonb', () => {
    const of = visit('a\0b', { source: `${'x'.repeat(254)}𠮷`, campaign: 'y'.repeat(10_000) });
    expect(kept(of)).toEqual({
      source: 'ab',
      utmSource: 'x'.repeat(254),
      utmCampaign: 'y'.repeat(255),
    });
    expect(kept(visit('half \ud800'))).toEqual({ source: 'half \ufffd' });
  });

  it('is no e-mail address, which some mailings write into their links', () => {
    const of = visit('email', { source: 'hanako@example.com', campaign: '@ocha' });
    expect(kept({ ...of, referralCode: 'a+b@mail.example.jp' })).toEqual({
      source: 'email',
      utmCampaign: '@ocha',
    });
    expect(sourceKey(of)).toBe('email');
  });
});
