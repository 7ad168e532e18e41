import { describe, expect, it } from 'vitest';
import { compareReports, onlyIn } from '../../support/numbers/compare';

const paths = (actual: unknown, expected: unknown): string[] =>
  compareReports(actual, expected).map((difference) => difference.path);

describe('a comparison of two reports', () => {
  it('accepts a relative difference of 1e-9, and no more', () => {
    expect(paths({ a: 1e9 + 0.5 }, { a: 1e9 })).toEqual([]);
    expect(paths({ a: 1e9 + 2 }, { a: 1e9 })).toEqual(['a']);
    expect(paths({ a: 69_658 }, { a: 69_659 })).toEqual(['a']);
  });

  it('does not take an unknown number for 0', () => {
    expect(paths({ a: 0 }, { a: null })).toEqual(['a']);
    expect(paths({ a: null }, { a: 0 })).toEqual(['a']);
    expect(paths({}, { a: null })).toEqual(['a']);
  });

  it('takes a missing count for 0', () => {
    expect(paths({}, { excluded: { test: 0 } })).toEqual([]);
    expect(paths({}, { excluded: { test: 1 } })).toEqual(['excluded.test']);
  });

  it('requires lists of one length, and ignores further fields', () => {
    expect(paths({ a: [1, 2] }, { a: [1, 2, 0] })).toEqual(['a']);
    expect(paths({ a: [{ b: 1, c: 2 }], d: 3 }, { a: [{ b: 1 }] })).toEqual([]);
    expect(paths({ a: [{ b: 1 }] }, { a: [{ b: 2 }] })).toEqual(['a[0].b']);
  });

  it('names figures of only one report, in lists too', () => {
    const other = { a: [{ b: 1 }], c: null, d: {} };
    expect(onlyIn({ a: [{ b: 2 }], c: { e: 1 } }, other)).toEqual([]);
    expect(onlyIn({ a: [{ b: 1, c: null }], d: { e: 0 } }, other)).toEqual(['a[0].c', 'd.e']);
  });
});
