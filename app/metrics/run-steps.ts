import type { Tx } from '../store/db.server';
import type { Run, Step } from './step';

/** @throws RangeError for a step that needs a later step or the other connection's table, or makes a table again */
export function checkSteps(steps: readonly Step[]): void {
  const made = new Map<string, Step>();
  steps.forEach((own, at) => {
    for (const need of Object.values(own.needs)) {
      if (!steps.slice(0, at).includes(need))
        throw new RangeError(`step ${own.name} needs ${need.name}, which is not listed before it`);
      if (need.makes !== null && need.on !== own.on)
        throw new RangeError(`step ${own.name} reads ${need.makes} on another connection`);
    }
    if (own.makes === null) return;
    if (made.has(own.makes)) throw new RangeError(`two steps make the table ${own.makes}`);
    made.set(own.makes, own);
  });
}

/** Results that are known before a run. */
export type Given = ReadonlyMap<Step, unknown>;

/** The slices without a given result, and all that they need. */
function stepsDue(steps: readonly Step[], given: Given): ReadonlySet<Step> {
  const due = new Set<Step>();
  for (const own of steps.toReversed()) {
    if (given.has(own) || !('numbers' in own || due.has(own))) continue;
    due.add(own);
    for (const need of Object.values(own.needs)) if (!given.has(need)) due.add(need);
  }
  return due;
}

/**
 * Runs steps in their order: those of one connection one by one, both connections at once, and each step
 * once its needs have results.
 * @param given results of steps that do not run; steps that only they need do not run either
 * @param on the two connections; the same twice: all steps one by one
 * @returns the results of all steps
 */
export async function runSteps(
  steps: readonly Step[],
  on: { first: Tx; second: Tx },
  run: Omit<Run, 'tx'>,
  given: Given = new Map(),
): Promise<Map<Step, unknown>> {
  const results = new Map<Step, Promise<unknown>>();
  const last = new Map<Tx, Promise<unknown>>();
  const due = given.size === 0 ? new Set(steps) : stepsDue(steps, given);
  for (const own of steps) {
    if (given.has(own)) results.set(own, Promise.resolve(given.get(own)));
    if (!due.has(own)) continue;
    const tx = own.on === 'second' ? on.second : on.first;
    const before = own.on === 'none' ? undefined : last.get(tx);
    const result = runOne(own, before, { ...run, tx }, results);
    results.set(own, result);
    if (own.on !== 'none') last.set(tx, result);
  }
  await Promise.all(results.values());
  const found = new Map<Step, unknown>();
  for (const [own, result] of results) found.set(own, await result);
  return found;
}

async function runOne(
  own: Step,
  before: Promise<unknown> | undefined,
  run: Run,
  results: ReadonlyMap<Step, Promise<unknown>>,
): Promise<unknown> {
  await before;
  const needed = new Map<Step, unknown>();
  for (const need of Object.values(own.needs)) needed.set(need, await results.get(need));
  return await own.run(run, (step) => needed.get(step));
}
