import type { ImportProgress } from '../../progress/import-progress';
import type { SetupProgress } from '../../progress/setup';
import { POSTPONABLE, SETUP_STEPS, type SetupStep } from '../../terms/setup-steps';
import type { Placement } from '../survey/use-placement';

export type StepState = 'done' | 'open' | 'postponed' | 'asking' | 'running' | 'failed';

/** A step and what is so of it. */
export interface Step {
  step: SetupStep;
  state: StepState;
}

/**
 * The steps of a set-up.
 * @param placement where the survey's blocks stand, by Shopify's admin, which the browser asks
 */
export function stepsOf(
  setup: SetupProgress,
  placement: Placement,
  importing: ImportProgress['state'],
): Step[] {
  return SETUP_STEPS.map((step) => ({ step, state: stateOf(step) }));

  function stateOf(step: SetupStep): StepState {
    if (step === 'import')
      return setup.done.import ? 'done' : importing === 'failed' ? 'failed' : 'running';
    if (step === 'survey' ? isPlaced(setup, placement) : setup.done[step]) return 'done';
    if (setup.postponed.includes(step)) return 'postponed';
    return step === 'survey' && setup.places.length > 0 && placement.state === 'asking'
      ? 'asking'
      : 'open';
  }
}

/** Whether the survey stands in a place that its settings name; by the app's own knowledge until Shopify has answered. */
function isPlaced({ done, places }: SetupProgress, placement: Placement): boolean {
  return placement.state === 'known' ? places.some((place) => placement[place]) : done.survey;
}

/** The next step that a merchant still has to do, other than one; null: none is left. */
export function nextStep(steps: readonly Step[], other: SetupStep | null): SetupStep | null {
  const next = steps.find(({ step, state }) => state === 'open' && step !== other);
  return next?.step ?? null;
}

/** The step whose work is shown: the one that is asked for, else the first that a merchant still has to do. */
export function openStep({ done, postponed }: SetupProgress, asked: string | null) {
  return (
    SETUP_STEPS.find((step) => step === asked) ??
    POSTPONABLE.find((step) => !done[step] && !postponed.includes(step)) ??
    null
  );
}
