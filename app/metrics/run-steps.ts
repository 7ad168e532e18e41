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

/** The wanted steps without a given result, and all that they need. */
function stepsDue(
  steps: readonly Step[],
  given: Given,
  isWanted: (step: Step) => boolean,
): ReadonlySet<Step> {
  const due = new Set<Step>();
  for (const own of steps.toReversed()) {
    if (given.has(own) || !(isWanted(own) || due.has(own))) continue;
    due.add(own);
    for (const need of Object.values(own.needs)) if (!given.has(need)) due.add(need);
  }
  return due;
}

/** The steps that need one of some steps, through others too, and these themselves. */
export function stepsAfter(steps: readonly Step[], changed: readonly Step[]): ReadonlySet<Step> {
  const after = new Set(changed);
  for (const own of steps)
    if (Object.values(own.needs).some((need) => after.has(need))) after.add(own);
  return after;
}

const isSlice = (step: Step): boolean => 'numbers' in step;

/**
 * Runs steps in their order: those of one connection one by one, both connections at once, and each step
 * once its needs have results.
 * @param given results of steps that do not run; steps that only they need do not run either
 * @param on the two connections; the same twice: all steps one by one
 * @param wanted the steps whose results the caller reads; default: all, or with given results all slices
 * @returns the results of all steps that ran or were given
 */
export async function runSteps(
  steps: readonly Step[],
  on: { first: Tx; second: Tx },
  run: Omit<Run, 'tx'>,
  given: Given = new Map(),
  wanted?: ReadonlySet<Step>,
): Promise<Map<Step, unknown>> {
  const results = new Map<Step, Promise<unknown>>();
  const last = new Map<Tx, Promise<unknown>>();
  const due =
    given.size === 0 && wanted === undefined
      ? new Set(steps)
      : stepsDue(steps, given, wanted === undefined ? isSlice : (own) => wanted.has(own));
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
