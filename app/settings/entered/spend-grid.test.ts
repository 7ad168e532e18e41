import { describe, expect, it } from 'vitest';
import { editedSpend, readGrid, withSpend } from './spend-grid';

const of = { currency: 'JPY', decimals: 0, thisMonth: '2026-11' };
const read = (fields: Record<string, string>, shown: Record<string, number> = {}) =>
  readGrid(
    (field) =>
      ({
        months: '2026-10 2026-11',
        columns: '2',
        shown: JSON.stringify(shown),
        ...fields,
      })[field] ?? '',
    of,
  );
const google = { 'was.0': 'Google', 'name.0': 'Google' };

describe('the grid', () => {
  it('changes the cells whose amount differs from the one that was shown', () => {
    const fields = { ...google, 'cell.0.2026-10': '1,000', 'cell.0.2026-11': '２，０００円' };
    expect(read(fields, { '2026-10 Google': 1000, '2026-11 Google': 5 })?.edit).toEqual({
      ...{ renamed: [], removed: [] },
      cells: { '2026-11 Google': 2000 },
    });
  });

  it('takes an empty cell for no spend, and 0 for spend', () => {
    const shown = { '2026-10 Google': 1000 };
    expect(
      read({ ...google, 'cell.0.2026-10': ' ', 'cell.0.2026-11': '0' }, shown)?.edit.cells,
    ).toEqual({ '2026-10 Google': null, '2026-11 Google': 0 });
  });

  it('adds a channel with its amounts, and leaves a column that is empty', () => {
    const added = read({ 'name.0': '　LINE広告 ', 'cell.0.2026-10': '5' });
    expect(added).toMatchObject({ faults: {}, edit: { cells: { '2026-10 LINE広告': 5 } } });
    expect(read({})).toMatchObject({ faults: {}, edit: { cells: {} } });
  });

  it('renames and removes a channel in every month, also those that are not shown', () => {
    const known = new Map([
      ['2020-01 Google', 1],
      ['2026-10 Google', 2],
      ['2026-10 Yahoo', 3],
    ]);
    const fields = {
      ...{ 'was.0': 'Google', 'name.0': 'Google 検索', 'cell.0.2026-10': '9' },
      ...{ 'was.1': 'Yahoo', 'name.1': 'Yahoo', 'remove.1': 'on', 'cell.1.2026-10': 'x' },
    };
    const edit = read(fields, { '2026-10 Google': 2, '2026-10 Yahoo': 3 })?.edit;
    expect(edit && editedSpend(known, edit)).toEqual({
      ...{ '2020-01 Google': null, '2026-10 Google': null, '2026-10 Yahoo': null },
      ...{ '2020-01 Google 検索': 1, '2026-10 Google 検索': 9 },
    });
  });

  it('exchanges two names', () => {
    const known = new Map([
      ['2026-10 A', 1],
      ['2026-10 B', 2],
    ]);
    const renamed = [
      { from: 'A', to: 'B' },
      { from: 'B', to: 'A' },
    ];
    const edited = editedSpend(known, { renamed, removed: [], cells: {} });
    expect([...withSpend(known, edited)].sort()).toEqual([
      ['2026-10 A', 2],
      ['2026-10 B', 1],
    ]);
  });

  it('says each fault by its field', () => {
    const fields = {
      ...{ 'was.0': 'Google', 'name.0': ' ', 'cell.0.2026-10': '-1', 'cell.0.2026-11': '1.5' },
      ...{ 'name.1': '', 'cell.1.2026-10': '5', 'cell.1.2026-11': '=A1' },
    };
    expect(read(fields)?.faults).toEqual({
      ...{ 'name.0': 'noName', 'cell.0.2026-10': 'negative', 'cell.0.2026-11': 'decimals' },
      ...{ 'name.1': 'sameName', 'cell.1.2026-11': 'number' },
    });
    expect(read({ ...google, 'name.1': 'ｇｏｏｇｌｅ', 'cell.1.2026-10': '5' })?.faults).toEqual({
      'name.1': 'sameName',
    });
    expect(read({ 'name.0': 'あ'.repeat(101) })?.faults).toEqual({ 'name.0': 'longName' });
    expect(read({ 'name.0': 'a\tb' })?.faults).toEqual({ 'name.0': 'control' });
  });

  it.each([
    ['a month that has not begun', { months: '2026-12' }],
    ['a month before any shop', { months: '1989-12' }],
    ['no month', { months: '2026-1' }],
    ['more months than there may be', { months: Array(241).fill('2026-01').join(' ') }],
    ['more columns than there may be', { columns: '1e9' }],
    ['columns that are no number', { columns: 'two' }],
    ['no record of what was shown', { shown: '{' }],
  ])('is no form with %s', (_, fields) => {
    expect(read(fields)).toBeNull();
  });
});
