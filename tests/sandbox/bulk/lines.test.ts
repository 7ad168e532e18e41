import { expect, it } from 'vitest';
import type { Context } from '../resolvers/define';
import type { NodePlan } from './compile';
import { bulkLines } from './lines';

/** More than the stack holds as arguments. */
const CHILDREN = 200_000;

const plan = (connections: NodePlan['connections']): NodePlan => ({
  line: (source, _, parentId) => `${String(parentId)} ${String(source)}`,
  id: String,
  connections,
});
const leaf = { node: plan([]), pages: () => [Array.from({ length: CHILDREN }, (_, at) => at)] };
const middle = { node: plan([leaf]), pages: () => [['order']] };
const context = {} as Context;

it.each([
  ['right after it', true],
  ['mixed with those of others', false],
])('a parent has any number of children, %s', (_, grouped) => {
  const below = { node: plan([middle]), pages: () => [['customer']] };
  for (const [root, parents] of [
    [middle, 1],
    [below, 2],
  ] as const)
    expect([...bulkLines([root], context, grouped)]).toHaveLength(CHILDREN + parents);
});
