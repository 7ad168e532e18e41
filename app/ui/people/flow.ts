import type { State, Who } from '../../terms/people';
import type { Stage } from '../../terms/stages';

const NOT_ACTIVE: readonly State[] = ['atRisk', 'lapsed'];

/**
 * The customers behind active in and out (app/metrics/README.md section 2): each part of the sum.
 * @param since the earlier day D
 */
export function flowWho(since: string): Record<'start' | 'new' | 'woken' | 'gone' | 'now', Who> {
  const was = (is: readonly string[]) => ({ field: 'stateOn' as const, day: since, is });
  const now = (is: readonly string[]) => ({ field: 'state' as const, is });
  return {
    start: [[was(['active'])]],
    new: [[was(['none']), now(['active'])]],
    woken: [[was(NOT_ACTIVE), now(['active'])]],
    gone: [[was(['active']), now(NOT_ACTIVE)]],
    now: [[now(['active'])]],
  };
}

/** The customers of a cell of the moves between two days; null: of every stage now. */
export function moveWho(since: string, from: Stage | 'none', to: Stage | null): Who {
  return [
    [
      { field: 'stageOn', day: since, is: [from] },
      ...(to === null ? [] : [{ field: 'stage' as const, is: [to] }]),
    ],
  ];
}

/** Those who have lapsed since, and those who had lapsed and are back; of one stage then, or of all (null). */
export function lapseWho(
  since: string,
  which: 'lapsed' | 'returned',
  from: Stage | 'none' | null,
): Who {
  const hadLapsed = { field: 'stateOn' as const, day: since, is: ['lapsed'] };
  const states =
    which === 'lapsed'
      ? [
          { ...hadLapsed, not: true as const },
          { field: 'state' as const, is: ['lapsed'] },
        ]
      : [hadLapsed, { field: 'state' as const, is: NOT_LAPSED }];
  const stage = from === null ? [] : [{ field: 'stageOn' as const, day: since, is: [from] }];
  return [[...stage, ...states]];
}

const NOT_LAPSED: readonly State[] = ['active', 'atRisk'];
