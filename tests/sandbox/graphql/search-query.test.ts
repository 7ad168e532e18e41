import { describe, expect, it } from 'vitest';
import { searchConditions, type SearchField } from './search-query';

const FIELDS: Record<string, SearchField> = {
  id: { column: 'id', kind: 'id' },
  updated_at: { column: 'updated_at', kind: 'time' },
  status: { column: 'status', kind: 'text' },
  test: { column: 'test', kind: 'flag' },
  name: { column: 'title', kind: 'name' },
};
const seconds = (iso: string): number => Date.parse(iso) / 1000;

describe('a search', () => {
  it('compares times, ids, words and flags', () => {
    const query = `updated_at:>='2026-03-01T00:00:00Z' AND id:<=12 status:running test:false`;
    expect(searchConditions(query, FIELDS, 'UTC')).toEqual([
      { sql: 'updated_at >= ?', parameter: seconds('2026-03-01T00:00:00Z') },
      { sql: 'id <= ?', parameter: 12 },
      { sql: 'status = ?', parameter: 'RUNNING' },
      { sql: 'test = ?', parameter: 0 },
    ]);
  });

  it('reads a time without a zone in the zone of the shop', () => {
    // Kathmandu is 5:45 ahead, New York 4 hours behind on the day after its spring change.
    const from = (query: string, zone: string): unknown =>
      searchConditions(query, FIELDS, zone)[0]?.parameter;
    expect(from('updated_at:>2026-03-01', 'Asia/Kathmandu')).toBe(seconds('2026-02-28T18:15:00Z'));
    expect(from('updated_at:>2026-03-09T08:00:00', 'America/New_York')).toBe(
      seconds('2026-03-09T12:00:00Z'),
    );
  });

  it('reads a day without a comparator as the whole day', () => {
    expect(searchConditions('updated_at:2026-03-01', FIELDS, 'Asia/Tokyo')).toEqual([
      { sql: 'updated_at >= ?', parameter: seconds('2026-02-28T15:00:00Z') },
      { sql: 'updated_at < ?', parameter: seconds('2026-03-01T15:00:00Z') },
    ]);
  });

  it('finds quoted words where a table has words, and an order with and without its sign', () => {
    expect(searchConditions('"花子" AND "ya"', FIELDS, 'UTC', 'name')).toEqual([
      { sql: `instr(' ' || lower(name), ' ' || lower(?)) > 0`, parameter: '花子' },
      { sql: `instr(' ' || lower(name), ' ' || lower(?)) > 0`, parameter: 'ya' },
    ]);
    expect(() => searchConditions('"花子"', FIELDS, 'UTC')).toThrow('NotInSandbox');
    expect(searchConditions('name:"1001"', FIELDS, 'UTC')).toEqual([
      { sql: `ltrim(title, '#') = ltrim(?, '#')`, parameter: '1001' },
    ]);
  });

  it.each([
    ['another field', 'tag:vip'],
    ['OR', 'id:1 OR id:2'],
    ['NOT', 'NOT id:1'],
    ['a minus', '-id:1'],
    ['brackets', '(id:1)'],
    ['free text', 'hello'],
    ['a word as a time', 'updated_at:>now'],
    ['a word as an id', 'id:abc'],
    ['a comparison of words', 'status:>running'],
    ['a third flag', 'test:maybe'],
  ])('is refused with %s', (_, query) => {
    expect(() => searchConditions(query, FIELDS, 'UTC')).toThrow('NotInSandbox');
  });
});
