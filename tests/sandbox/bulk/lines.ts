import type { Context } from '../resolvers/define';
import type { ConnectionPlan, NodePlan } from './compile';

export interface Line {
  text: string;
  isRoot: boolean;
}

interface Waiting {
  plan: NodePlan;
  source: unknown;
  parentId: string;
}

/** Waiting children before one is written: more than any one parent has. */
const WAITING = 64;

/**
 * The lines of a bulk result. Children come after their parent: with `groupObjects` directly after it,
 * without (Shopify's default) mixed with the children of other parents, in the same order on every run.
 */
export function* bulkLines(
  roots: ConnectionPlan[],
  context: Context,
  groupObjects: boolean,
): Generator<Line> {
  const waiting: Waiting[] = [];
  const next = dice();
  for (const root of roots) {
    for (const page of root.pages(undefined, context)) {
      for (const source of page) {
        yield { text: root.node.line(source, context, null), isRoot: true };
        if (groupObjects) yield* childrenOf(root.node, source, context);
        else {
          for (const child of waitingChildren(root.node, source, context)) waiting.push(child);
          yield* writeDown(waiting, WAITING, next, context);
        }
      }
    }
  }
  yield* writeDown(waiting, 0, next, context);
}

function* writeDown(
  waiting: Waiting[],
  keep: number,
  pick: (count: number) => number,
  context: Context,
): Generator<Line> {
  while (waiting.length > keep) {
    const at = pick(waiting.length);
    const child = waiting[at];
    if (!child) return;
    const last = waiting.pop();
    if (last && last !== child) waiting[at] = last;
    yield { text: child.plan.line(child.source, context, child.parentId), isRoot: false };
    for (const next of waitingChildren(child.plan, child.source, context)) waiting.push(next);
  }
}

function* childrenOf(plan: NodePlan, source: unknown, context: Context): Generator<Line> {
  for (const child of waitingChildren(plan, source, context)) {
    yield { text: child.plan.line(child.source, context, child.parentId), isRoot: false };
    yield* childrenOf(child.plan, child.source, context);
  }
}

/** One by one, because 130,000 children as arguments overflow the stack. */
function* waitingChildren(plan: NodePlan, source: unknown, context: Context): Generator<Waiting> {
  if (plan.connections.length === 0) return;
  const parentId = plan.id(source, context);
  for (const connection of plan.connections) {
    for (const page of connection.pages(source, context)) {
      for (const child of page) yield { plan: connection.node, source: child, parentId };
    }
  }
}

/** A linear congruential generator (Numerical Recipes): well mixed, and the same on every run. */
function dice(): (count: number) => number {
  let state = 20_261_001;
  return (count) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % count;
  };
}
