import type { SuggestedRole } from '../../metrics/roles/suggested.server';
import type { SetupProgress } from '../../progress/setup';
import type { GoalFault } from '../../settings/entered/goal';
import type { SetupStep } from '../../terms/setup-steps';
import type { PageStatus } from '../frame/page-status';
import type { CostsAnswer, CostsView } from '../settings/costs-view';
import type { EditorAddress } from '../survey/editors';

/** The set-up's page. */
export interface SetupView {
  setup: SetupProgress;
  status: PageStatus;
  /** counted in the numbers; null before the first ones */
  orders: number | null;
  /** the step whose work is shown; null: none is left */
  open: SetupStep | null;
  /** the work of the open step; null where another one is open */
  costs: CostsView | null;
  /** suggested roles, or why there is no list: the orders are not read yet, or it takes too long */
  roles: { suggested: SuggestedRole[] | 'slow' | 'reading'; version: number } | null;
  goal: GoalView | null;
  editor: EditorAddress;
}

export interface GoalView {
  /** of the shop's settings; the form sends it back */
  version: number;
  /** the shop's own goal as its field shows it; empty: none */
  text: string;
  /** the method's aim, which stands beside F2 anyway */
  aim: number;
  /** F2 within 90 days; null while it is not known */
  f2: number | null;
}

/** The door's reply to the form of a step. A refused one has the entered text, for a browser whose script has not run. */
export type SetupAnswer =
  | { step: 'costs'; costs: CostsAnswer }
  | { step: 'roles'; roles: { saved: number } | { problem: 'unknown' | 'meanwhile' } }
  | { step: 'goal'; goal: GoalAnswer };

export type GoalAnswer =
  | { saved: true }
  | { fault: GoalFault; entered: string }
  /** null: someone else took the goal away */
  | { meanwhile: number | null; version: number; entered: string };
