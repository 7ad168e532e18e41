import type { Day } from './calendar';
import { must } from './must';
import { median } from './percentile';
import { buyersOf, type Buyer } from './purchases';
import { relationsOf, stagesHeld, STAGES, type Relations, type Stage } from './stages';
import type { View } from './view';

/** For each stage the first day at whose end its rule held. */
function reachedDays(view: View, buyer: Buyer, relations: Relations): Map<Stage, Day> {
  const { ledger, settings, asOf } = view;
  const turningDays = [
    ...buyer.orders.map((order) => order.day),
    ...ledger.turningDays(buyer.id),
    ...relations.answers.map((answer) => answer.day),
    ...relations.brought,
  ];
  const days = [...new Set(turningDays)]
    .filter((day) => day >= buyer.firstDay && day < asOf)
    .sort((a, b) => a - b);
  const reached = new Map<Stage, Day>();
  for (const day of days) {
    const orders = buyer.orders.filter((order) => order.day <= day);
    const then = must(buyersOf(orders, settings.counting)[0]);
    for (const stage of stagesHeld(then, day + 1, ledger, settings, relations))
      if (!reached.has(stage)) reached.set(stage, day);
  }
  return reached;
}

/**
 * Median days from first reaching a stage to first reaching the next one, of the customers who
 * reached both, in this order. A stage is reached on the first day on which its rule held.
 */
export function daysToNextStage(view: View): Record<Stage, number | null> {
  const relations = relationsOf(view.ledger, view.settings);
  const paths = view.buyers.map((buyer) => reachedDays(view, buyer, relations(buyer.id)));
  const medianFrom = (stage: Stage): number | null => {
    const next = STAGES[STAGES.indexOf(stage) + 1];
    if (next === undefined) return null;
    const days = paths.flatMap((path) => {
      const [from, to] = [path.get(stage), path.get(next)];
      return from === undefined || to === undefined || to < from ? [] : [to - from];
    });
    return median(days);
  };
  return {
    purchaser: medianFrom('purchaser'),
    customer: medianFrom('customer'),
    loyal: medianFrom('loyal'),
    follower: medianFrom('follower'),
    fan: medianFrom('fan'),
    fanClub: medianFrom('fanClub'),
    evangelist: medianFrom('evangelist'),
  };
}
