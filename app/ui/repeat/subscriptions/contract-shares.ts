import type { Snapshot } from '../../../metrics/snapshot';

type Numbers = NonNullable<Snapshot['subscriptions']>;

/** The shares of all who start that make the contract's last order, and one more; null where unknown. */
export function contractShares({
  steps,
  contractOrders,
}: Pick<Numbers, 'steps' | 'contractOrders'>) {
  const survival = (after: number) => steps.find(({ order }) => order === after)?.survival ?? null;
  return { contract: survival(contractOrders - 1), beyond: survival(contractOrders) };
}
