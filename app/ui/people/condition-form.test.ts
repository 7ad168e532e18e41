import { describe, expect, it } from 'vitest';
import type { Condition, PeopleField, Who } from '../../terms/people';
import {
  conditionOf,
  fieldsOf,
  readFields,
  withCondition,
  withoutCondition,
  type ConditionFault,
} from './condition-form';

const sent = (field: PeopleField, query: string) =>
  conditionOf(field, readFields(new URLSearchParams(query)), 'JPY');

describe('the form of a condition', () => {
  it.each<[PeopleField, string, Condition]>([
    ['stage', 'is=loyal&is=fan&is=', { field: 'stage', is: ['loyal', 'fan'] }],
    ['stage', 'is=loyal&not=1', { field: 'stage', is: ['loyal'], not: true }],
    ['boughtProduct', 'is=7&other=８', { field: 'boughtProduct', is: ['7', '8'] }],
    ['n', 'from=３&to=', { field: 'n', from: 3, to: null }],
    ['n', 'from=2&to=4回', { field: 'n', from: 2, to: 4 }],
    ['revenue', 'to=1.8万円', { field: 'revenue', from: null, to: 18_000 }],
    ['discountShare', 'from=50%', { field: 'discountShare', from: 0.5, to: null }],
    ['score', 'none=1&from=3', { field: 'score', none: true }],
    [
      'last',
      'from=2026/3/1&to=2026年3月31日',
      { field: 'last', from: '2026-03-01', to: '2026-03-31' },
    ],
    ['stageOn', 'day=2026-11-01&is=none', { field: 'stageOn', day: '2026-11-01', is: ['none'] }],
  ])('is read as people fill it: %s %s', (field, query, condition) => {
    expect(sent(field, query)).toEqual(condition);
  });

  it.each<[PeopleField, string, ConditionFault]>([
    ['stage', '', 'choose'],
    ['boughtProduct', 'other=tea', 'product'],
    ['n', '', 'empty'],
    ['n', 'from=x', 'number'],
    ['n', 'from=4&to=3', 'order'],
    ['last', '', 'emptyDay'],
    ['last', 'from=2026-02-30', 'day'],
    ['last', 'from=2026-03-02&to=2026-03-01', 'orderDay'],
    ['stageOn', 'is=loyal', 'day'],
    ['stageOn', 'day=2026-11-01', 'choose'],
  ])('says what is wrong: %s %s', (field, query, fault) => {
    expect(sent(field, query)).toEqual({ fault });
  });

  it('shows a condition as it was entered', () => {
    const shares = { field: 'discountShare', from: 0.5, to: null } as const;
    expect(fieldsOf(shares)).toMatchObject({ from: '50', to: '', not: false });
    expect(fieldsOf({ field: 'n', none: true, not: true } as Condition)).toMatchObject({
      none: true,
      not: true,
    });
    expect(fieldsOf({ field: 'stageOn', day: '2026-11-01', is: ['fan'] })).toMatchObject({
      day: '2026-11-01',
      is: ['fan'],
    });
  });
});

describe('the conditions of a list', () => {
  const once: Condition = { field: 'n', from: 1, to: 1 };
  const fans: Condition = { field: 'stage', is: ['fan'] };
  const who: Who = [[once], [fans]];

  it('grow by one, in a group or in one of their own', () => {
    expect(withCondition([], { group: 0, at: null }, once)).toEqual([[once]]);
    expect(withCondition(who, { group: 0, at: null }, fans)).toEqual([[once, fans], [fans]]);
    expect(withCondition(who, { group: 2, at: null }, once)).toEqual([[once], [fans], [once]]);
    expect(withCondition(who, { group: 1, at: 0 }, once)).toEqual([[once], [once]]);
  });

  it('are not more than an address holds', () => {
    const full = Array.from({ length: 6 }, () => [once]);
    expect(withCondition(full, { group: 6, at: null }, once)).toBeNull();
    const long = [Array.from({ length: 12 }, () => once)];
    expect(withCondition(long, { group: 0, at: null }, once)).toBeNull();
  });

  it('lose one, and the group that has none left', () => {
    expect(withoutCondition(who, 0, 0)).toEqual([[fans]]);
    expect(withoutCondition([[once, fans]], 0, 0)).toEqual([[fans]]);
  });
});
