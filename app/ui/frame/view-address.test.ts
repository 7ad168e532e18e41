import { describe, expect, it } from 'vitest';
import { NEWEST, parseFilter, parseView, viewLink, viewParameters } from './view-address';
import { isDay } from '../../day';

const FULL =
  'asOf=2026-05-01&compare=2025-05-01&product=81&discount=no&source=utm%3Anews%26letter&plan=yes';

describe('the view in an address', () => {
  it('is read and written whole', () => {
    const view = parseView(`?${FULL}`);
    expect(view).toEqual({
      asOf: '2026-05-01',
      compare: '2025-05-01',
      filter: { product: '81', discount: false, source: 'utm:news&letter', plan: true },
    });
    expect(new URLSearchParams(viewParameters(view)).toString()).toBe(FULL);
  });

  it('is the newest one where nothing is said, or nothing that exists', () => {
    expect(parseView('')).toEqual(NEWEST);
    expect(
      parseView('?asOf=2026-02-30&compare=week&product=&discount=1&source=&plan=true&x=1'),
    ).toEqual(NEWEST);
    expect(parseView(`?source=${'x'.repeat(10_000)}`)).toEqual(NEWEST);
    expect(viewParameters(NEWEST)).toEqual([]);
  });

  it('keeps what is right beside what is wrong', () => {
    expect(parseView('?asOf=nonsense&compare=year&plan=no')).toEqual({
      asOf: null,
      compare: 'year',
      filter: { plan: false },
    });
  });

  it.each(['2024-02-29', '0000-01-01', '9999-12-31'])('%s is a day', (day) => {
    expect(isDay(day)).toBe(true);
  });

  it.each([
    '2026-02-29',
    '2026-13-01',
    '10000-01-01',
    '-0001-01-01',
    '2026-1-1',
    ' 2026-01-01',
    '',
  ])('“%s” is no day', (day) => {
    expect(isDay(day)).toBe(false);
  });
});

describe('the filter of an address', () => {
  const of = (query: string) => parseFilter(new URLSearchParams(query));

  it('is none without a condition', () => {
    expect(of('')).toBeNull();
    expect(of('product=&discount=&asOf=2024-01-01')).toBeNull();
  });

  it('has each condition that is given', () => {
    expect(of('product=12&discount=no&source=google%2Fcpc&plan=yes')).toEqual({
      product: '12',
      discount: false,
      source: 'google/cpc',
      plan: true,
    });
  });

  it.each([
    `product=${'9'.repeat(10_000)}`,
    'product=0',
    'product=-1',
    'product=1e3',
    'product=12%00',
    'discount=maybe',
    'plan=true',
    `source=${'a'.repeat(201)}`,
    'source=a%00b',
    'product=12&discount=2',
  ])('is impossible with %s', (query) => {
    expect(of(query)).toBe('impossible');
  });
});

describe('a link to another page', () => {
  it('carries the view and keeps the path’s own parameters and fragment', () => {
    const view = parseView(FULL);
    expect(viewLink('/app/repeat?renewals=without#funnel', view)).toBe(
      `/app/repeat?renewals=without&${FULL}#funnel`,
    );
    expect(viewLink('/app/ltv', NEWEST)).toBe('/app/ltv');
  });

  it('says the page’s view, not the one in its own path', () => {
    expect(viewLink('/app?asOf=2020-01-01&plan=no', { ...NEWEST, asOf: '2026-05-01' })).toBe(
      '/app?asOf=2026-05-01',
    );
  });
});
