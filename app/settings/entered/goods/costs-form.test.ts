import { describe, expect, it } from 'vitest';
import { costTexts, parseDay, readUnitCostsForm } from './costs-form';

const read = (fields: Record<string, string>, shown: Record<string, unknown> = {}) => {
  const all: Record<string, string> = { shown: JSON.stringify(shown), ...fields };
  return readUnitCostsForm((field) => all[field] ?? '', Object.keys(all), 'JPY');
};

describe('the form of unit costs', () => {
  it('changes what differs from what it showed, and nothing else', () => {
    const shown = { '71 0 always': 500, '71 0 2026-04-01': 550, '72 720 always': 12.5 };
    const fields = {
      ...{ 'cost.71.0.0': '550', 'from.71.0.0': '2026-04-01' },
      ...{ 'cost.71.0.1': '500', 'from.71.0.1': '' },
      ...{ 'cost.71.0.2': '', 'from.71.0.2': '' },
      ...{ 'cost.72.720.0': '12.5', 'from.72.720.0': '' },
    };
    expect(read(fields, shown)).toEqual({ changed: {}, faults: {} });
    const edited = {
      ...fields,
      // another amount, another day, an emptied one, and new ones
      ...{ 'cost.71.0.0': '￥６００', 'from.71.0.1': '2025/1/5' },
      ...{ 'cost.72.720.0': '', 'cost.73.0.0': '0', 'from.73.0.0': '2026年12月31日' },
    };
    expect(read(edited, shown)).toEqual({
      changed: {
        ...{ '71 0 always': null, '72 720 always': null },
        ...{ '71 0 2026-04-01': 600, '71 0 2025-01-05': 500, '73 0 2026-12-31': 0 },
      },
      faults: {},
    });
  });

  it('names every fault beside its field', () => {
    const fields = {
      ...{
        'cost.1.0.0': '-1',
        'cost.2.0.0': '1e5',
        'cost.3.0.0': '$5',
        'cost.4.0.0': '9'.repeat(20),
      },
      ...{
        'cost.5.0.0': '5',
        'from.5.0.0': '2026-02-30',
        'cost.6.0.0': '',
        'from.6.0.0': '2026-01-01',
      },
      ...{ 'cost.7.0.0': '5', 'from.7.0.0': '2026-01-01' },
      ...{ 'cost.7.0.1': '6', 'from.7.0.1': '2026/01/01' },
    };
    expect(read(fields)?.faults).toEqual({
      ...{ 'cost.1.0.0': 'negative', 'cost.2.0.0': 'number', 'cost.3.0.0': 'currency' },
      ...{ 'cost.4.0.0': 'huge', 'from.5.0.0': 'day', 'cost.6.0.0': 'noCost' },
      'from.7.0.1': 'sameDay',
    });
  });

  it('takes an emptied cost whose day still stands there', () => {
    const fields = { 'cost.71.0.0': '', 'from.71.0.0': '2026-04-01' };
    expect(read(fields, { '71 0 2026-04-01': 5 })).toEqual({
      changed: { '71 0 2026-04-01': null },
      faults: {},
    });
  });

  it.each([
    ['no list of what it showed', { shown: '7' }],
    ['text that is not JSON', { shown: '{' }],
    ['a key of no goods', { shown: '{"tea":1}' }],
    ['a key of every object', { shown: '{"constructor":1}' }],
    ['no amount', { shown: '{"1 0 always":"5"}' }],
    ['a field of no product', { 'cost.tea.0.0': '5' }],
    ['a field of no place', { 'cost.1.0.99': '5' }],
    ['a product beyond every id', { [`cost.${'9'.repeat(30)}.0.0`]: '5' }],
  ])('is none of the page’s with %s', (_, fields) => {
    expect(read(fields)).toBeNull();
  });

  it('is none of the page’s with more fields than a page has', () => {
    const fields = Array.from({ length: 2000 }, (_, at) => [`cost.${at + 1}.0.0`, '']);
    expect(read(Object.fromEntries(fields))).toBeNull();
  });

  it('shows the costs of its goods, the latest day first', () => {
    const costs = new Map([
      ['71 0 always', 1234.5],
      ['71 0 2026-04-01', 2],
      ['71 710 always', 3],
      ['710 0 always', 4],
    ]);
    expect(costTexts(costs).get('71.0')).toEqual([
      { key: '71 0 2026-04-01', from: '2026-04-01', cost: '2' },
      { key: '71 0 always', from: '', cost: '1,234.5' },
    ]);
  });
});

describe('a day from which a cost holds', () => {
  it.each([
    ['', null],
    [' ２０２６-４-１ ', '2026-04-01'],
    ['2026.12.31', '2026-12-31'],
    ['2024-02-29', '2024-02-29'],
    ['2026-02-29', 'wrong'],
    ['2026-13-01', 'wrong'],
    ['0026-01-01', 'wrong'],
    ['2100-01-01', 'wrong'],
    ['46023', 'wrong'],
    ['=1', 'wrong'],
  ])('%s is %s', (text, day) => {
    expect(parseDay(text)).toBe(day);
  });
});
