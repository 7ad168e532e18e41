import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { factParser } from './bounds';
import { quickCheck } from './quick-check';

const schema = z.object({
  id: z.string(),
  name: z.string().max(5),
  at: z.string().regex(/^\d{4}-\d\d$/),
  pieces: z.number().int().nonnegative().max(9),
  between: z.number().gt(0).lt(1),
  test: z.boolean(),
  number: z.string().nullish(),
  customer: z.object({ id: z.string() }).nullable(),
  taxes: z.array(z.object({ amount: z.string().regex(/^\d+$/) })),
});

const line = {
  id: 'gid://shopify/LineItem/1',
  name: '#1001',
  at: '2026-11',
  pieces: 9,
  between: 0.5,
  test: false,
  number: null,
  customer: { id: 'gid://shopify/Customer/1' },
  taxes: [{ amount: '10' }, { amount: '0' }],
};

const ODD = [
  ...[undefined, null, true, '', '2026-11', '12345', '123456', '2026-11\n', [], {}, [{}]],
  ...[0, 1, -1, -0, 9, 10, 0.5, 1.5, NaN, Infinity, 2 ** 53, 1n, new Date(0), () => 1],
  ...[new String('2026-11'), [undefined], [{ amount: 10 }], { id: 1 }, { length: 1 }],
];

/** The value with each thing in it replaced by each odd one, and left out. */
function* changed(value: unknown): Generator<unknown> {
  yield* ODD;
  if (Array.isArray(value))
    for (const at of value.keys())
      for (const other of changed(value[at])) yield value.with(at, other);
  else if (typeof value === 'object' && value !== null)
    for (const [key, own] of Object.entries(value)) {
      yield Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
      for (const other of changed(own)) yield { ...value, [key]: other };
    }
}

describe('quickCheck', () => {
  it('accepts what zod accepts, and nothing else', () => {
    const check = quickCheck(schema);
    let taken = 0;
    for (const value of [line, ...changed(line)]) {
      const read = schema.safeParse(value);
      expect(check(value), JSON.stringify(read.error?.issues)).toBe(read.success);
      if (!read.success) continue;
      expect(value).toEqual(read.data);
      taken += 1;
    }
    expect(taken).toBeGreaterThan(20);
  });

  it.each([
    ['makes something else of it', z.string().trim(), 'a'],
    ['fills in', z.string().default('b'), undefined],
    ['is refined', z.object({}).refine(() => false), {}],
    ['counts the things', z.array(z.string()).min(2), ['a']],
    ['asks for no further field', z.strictObject({}), { more: 1 }],
    ['is a check itself', z.int(), 1.5],
    ['has a check that is not known', z.string().email().max(50), 'a'],
    ['asks for another format', z.number().check(z.int32()), 2 ** 40],
    ['goes on where it matched last', z.string().regex(/a/g), 'a'],
    ['is of another kind', z.union([z.string(), z.number()]), 'a'],
    ['is of another kind within', z.object({ at: z.date() }).nullable(), { at: new Date(0) }],
  ])('leaves to zod what %s', (_, other, value) => {
    expect(quickCheck(other)(value)).toBe(false);
  });

  it('accepts every fact within its bounds, without a copy', () => {
    const read = factParser(({ time, decimal, count, pieces, name }) =>
      z.object({ time, decimal, count, pieces, name }),
    );
    const time = '2026-11-29T22:05:00Z';
    const fact = { time, decimal: '-1.50', count: '7', pieces: 1, name: '#1', more: 1 };
    expect(read(fact)).toBe(fact);
  });
});
