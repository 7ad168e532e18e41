import { expect, test } from 'vitest';
import type { Block } from './block';
import { mergeName } from './merge';

test('an order of more lines than the stack holds is merged', () => {
  const line = { goods: ['Tea', null, 1, 10_000], claim: null } as const;
  const part = (file: number): Block => ({
    ...{ name: '#1', id: 1, file, line: 2, head: null },
    lines: Array.from({ length: 200_000 }, () => ({ goods: [...line.goods], claim: line.claim })),
  });
  const met = { repeated: 0, sharedNames: 0, unclaimed: 0 };
  const [order, ...others] = mergeName([part(0), part(1)], met, () => null);
  expect(order?.lines).toHaveLength(400_000);
  expect(others).toEqual([]);
});
