import { cells } from './cohorts/cells.sql';
import { cohorts } from './cohorts/cohorts.sql';
import { firstOrders } from './filter/first-orders.sql';
import { history } from './history/beginning.sql';
import { costs } from './costs/costs.sql';
import { curve } from './ltv/curve';
import { duration } from './ltv/duration';
import { elements } from './ltv/elements';
import { health } from './health/health.sql';
import { lapse, lapseWindow } from './stay/lapse.sql';
import { margin } from './costs/margin.sql';
import { orderCost } from './costs/order-cost';
import { payback } from './ltv/payback';
import { quarters } from './ltv/quarters';
import { stay, stayingCurve } from './stay/stay';
import { survival } from './stay/survival.sql';
import { tenure } from './ltv/tenure.sql';
import { toDate } from './ltv/to-date';
import { value } from './ltv/value';
import { variances } from './ltv/variance.sql';
import { yearly } from './health/yearly.sql';
import { newcomersChange } from './newcomers/change';
import { comparedGroups } from './newcomers/compared';
import { firstDays } from './newcomers/first-days.sql';
import { newcomers } from './newcomers/quarters';
import { newCustomersThisMonth } from './newcomers/this-month';
import { answers } from './nps/answers/answers.sql';
import {
  answerGroups,
  scoresOfMonths,
  scoresOfOrders,
  scoresOfSources,
} from './nps/scores/groups.sql';
import {
  distribution,
  headline,
  latestAnswers,
  reasons,
  reasonsByEdition,
  tribe,
} from './nps/scores/latest.sql';
import { scoresOfOthers } from './nps/answers/others.sql';
import { scoresOfProducts } from './nps/scores/products.sql';
import { responses } from './nps/answers/responses.sql';
import { scoresOfGroups } from './nps/scores/segments.sql';
import { badWeeks } from './nps/scores/bad-weeks';
import { dailyTrend, trend } from './nps/scores/trend.sql';
import { spearman } from './nps/worth/spearman.sql';
import { promoterValue } from './nps/worth/worth.sql';
import { asOf, incompleteMonth } from './orders/as-of';
import { averageItemsPerOrder } from './orders/items.sql';
import { orders, orderTotals } from './orders/orders.sql';
import { customers, customerTotals } from './orders/customer-totals.sql';
import { recency } from './orders/recency';
import { status } from './orders/status';
import { statusFlow } from './orders/status-flow.sql';
import { deciles } from './ranks/deciles.sql';
import { places } from './ranks/places.sql';
import { rfm } from './ranks/rfm.sql';
import { f2Month } from './repeat/f2-month.sql';
import { gapsToNext } from './repeat/gaps-to-next.sql';
import { repeat } from './repeat/repeat.sql';
import { returning } from './repeat/returning.sql';
import { trialToMain } from './repeat/trial-to-main.sql';
import { secondPurchases } from './repeat/second-purchases.sql';
import { segments } from './segments/segments.sql';
import { composed, partBefore, type Composed } from './slices';
import { subscriptions } from './subscriptions/subscriptions.sql';
import { staged, subscribers } from './stages/customer-stages.sql';
import { daysToNextStage } from './stages/days-to-next.sql';
import { stageCounts, stages } from './stages/stages.sql';
import { valueAtStake } from './stages/value-at-stake';

/**
 * Every step of a snapshot, in the order in which they run and their numbers stand in it. Each step names the
 * steps whose results and temporary tables it reads.
 */
export const STEPS = [
  asOf,
  orderTotals,
  orders,
  customerTotals,
  customers,
  lapseWindow,
  lapse,
  incompleteMonth,
  status,
  recency,
  statusFlow,
  gapsToNext,
  margin,

  // lifetime value
  cells,
  firstDays,
  tenure,
  survival,
  toDate,
  duration,
  stay,
  comparedGroups,
  variances,
  elements,
  curve,
  stayingCurve,
  costs,
  orderCost,
  payback,
  value,
  health,
  quarters,

  cohorts,
  newcomersChange,
  yearly,

  // on the second connection meanwhile: ranks, once it has read the second purchases
  answers,
  secondPurchases,
  places,
  deciles,
  rfm,

  history,
  newCustomersThisMonth,
  averageItemsPerOrder,

  // on the second connection: repeat purchases and stages
  repeat,
  f2Month,
  segments,
  subscribers,
  staged,
  stageCounts,
  stages,
  valueAtStake,
  daysToNextStage,
  newcomers,
  firstOrders,
  trialToMain,
  returning,
  subscriptions,

  // the survey's answers
  latestAnswers,
  headline,
  answerGroups,
  scoresOfOrders,
  scoresOfOthers,
  distribution,
  dailyTrend,
  trend,
  badWeeks,
  scoresOfSources,
  scoresOfGroups,
  scoresOfProducts,
  scoresOfMonths,
  responses,
  promoterValue,
  spearman,
  tribe,
  reasons,
  reasonsByEdition,
] as const;

/**
 * Every number of a shop as of one day: what the snapshot table keeps, pages read and the report
 * prints. Money is in major units of the shop's currency, rates are fractions, null means "cannot be known yet".
 */
export const snapshotSchema = composed(STEPS);

export type Snapshot = Composed<typeof STEPS>;

/** The numbers of a shop without answers. */
export const NO_NPS = partBefore(STEPS, 'nps');
