import type { StageMoves } from '../../metrics/stages/moves';
import { figure, joined, type Sum, sums } from '../sheets/sum';

/** Customers now = customers on the earlier day + those who are new since. */
export function moveSums(moves: StageMoves): Sum[] {
  const of = (isIn: (cell: StageMoves['cells'][number]) => boolean) =>
    moves.cells.filter(isIn).reduce((sum, { customers }) => sum + customers, 0);
  return sums([
    figure(
      'now',
      'customers',
      of(() => true),
    ),
    joined(
      '+',
      figure(
        'before',
        'customers',
        of(({ from }) => from !== 'none'),
      ),
      figure(
        'added',
        'customers',
        of(({ from }) => from === 'none'),
      ),
    ),
  ]);
}
