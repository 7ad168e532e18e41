import { dayText } from './calendar';
import { cohortsOf, incompleteMonth, type Cohort } from './cohorts';
import { beginningOf, type BeginningReport } from './beginning';
import { firstOrdersOf, type FirstOrdersReport } from './first-orders';
import { f2MonthOf, type F2Month } from './f2-month';
import { gapsToNextOf, type GapToNext } from './gaps-to-next';
import { lapseWindow, statusOf, type Status } from './lapse';
import { REASONS, type OrderFact, type Reason } from './ledger';
import { ltvOf, type LtvReport } from './ltv';
import { marginOf } from './margin';
import { movementOfMonth, type MonthMovement } from './movement';
import { newcomersChangeOf, newcomersOf, type ChangeReport, type QuarterReport } from './newcomers';
import { npsReport, type NpsReport } from './nps';
import { buyersOf, withoutRenewals, type Buyer } from './purchases';
import { nextProductsOf, type NextReport } from './next-products';
import { returningOf, type ReturningReport } from './returning';
import { subscriptionsReport, type SubscriptionsReport } from './subscriptions';
import { decilesOf, groupOf, ranksOf, type Decile, type Group } from './ranks';
import { sum, toNumber } from './ratio';
import { repeatOf, type RepeatReport } from './repeat';
import { rfmCells, rfmLeast, type RfmScores } from './rfm';
import { segmentOf, SEGMENTS, type Segment } from './segments';
import { daysToNextStage } from './stage-history';
import { relationsOf, stageOf, STAGES, type Stage } from './stages';
import { recencyOf, statusFlowOf, type StatusFlow } from './status-flow';
import { trialToMainOf, type TrialToMainReport } from './trial-to-main';
import { newcomersAmong, type View } from './view';
import { yearlyOf, type YearlyReport } from './yearly';

/** Metrics.md section 8, and the further numbers of sections 1-5 and 7. */
export interface OracleReport {
  asOf: string;
  currency: string;
  timezone: string;
  orders: {
    read: number;
    counted: number;
    excluded: Record<Reason, number>;
    /** in major units; null for other currencies, which are never summed */
    excludedRevenue: Record<Reason, number | null>;
    longPending: number;
  };
  customers: number;
  revenue: number;
  shopRevenue: number;
  firstOrderDay: string | null;
  daysOfOrders: number;
  lapseDays: number;
  lapseBasis: 'setting' | 'default' | 'measured';
  status: Record<Status, number>;
  recency: ReturnType<typeof recencyOf>;
  statusFlow: StatusFlow;
  f2Month: F2Month | null;
  gapsToNext: GapToNext[];
  margin: { rate: number | null; coverage: number | null };
  ltv: LtvReport;
  repeat: RepeatReport;
  repeatWithoutRenewals: RepeatReport;
  segments: Record<Segment, number>;
  segmentDetails: Record<Segment, Group>;
  stages: Record<Stage, number>;
  stageDetails: Record<Stage, Group>;
  daysToNextStage: Record<Stage, number | null>;
  valueAtStake: { from: Stage; to: Stage; amount: number } | null;
  movement: MonthMovement | null;
  cohorts: Record<string, Cohort>;
  cohortsWithoutRenewals: Record<string, Cohort>;
  incompleteMonth: string | null;
  deciles: Decile[] | null;
  ranks: Record<'S' | 'A' | 'B' | 'C', Group> | null;
  rfm: ReturnType<typeof rfmLeast> & { cells: (RfmScores & Group)[] };
  newcomers: Record<string, QuarterReport>;
  newcomersChange: ChangeReport | null;
  newCustomersThisMonth: number;
  /** left out where the orders do not say what went back */
  averageItemsPerOrder?: number | null;
  yearly: YearlyReport | null;
  history: BeginningReport;
  firstOrders: FirstOrdersReport;
  sourceUnknown: number | null;
  trialToMain: TrialToMainReport | null;
  nextProducts: NextReport;
  nextProductsWithoutRenewals: NextReport | null;
  returning: ReturningReport;
  subscriptions: SubscriptionsReport | null;
  nps: NpsReport;
}

function recordOf<K extends string, V>(keys: readonly K[], read: (key: K) => V): Record<K, V> {
  return Object.fromEntries(keys.map((key) => [key, read(key)])) as Record<K, V>;
}

function revenueOf(orders: readonly OrderFact[]): number {
  return toNumber(sum(orders.map((order) => order.revenue)));
}

function ordersOf(view: View): OracleReport['orders'] {
  const having = (reason: Reason | null): OrderFact[] =>
    view.read.filter((order) => order.reason === reason);
  return {
    read: view.read.length,
    counted: having(null).length,
    excluded: recordOf(REASONS, (reason) => having(reason).length),
    excludedRevenue: recordOf(REASONS, (reason) =>
      reason === 'otherCurrency' ? null : revenueOf(having(reason)),
    ),
    longPending: having(null).filter((order) => order.pending && view.asOf - order.day > 60).length,
  };
}

function itemsPerOrder(counted: readonly OrderFact[]): Pick<OracleReport, 'averageItemsPerOrder'> {
  const items = counted.flatMap((order) => order.items ?? []);
  if (items.length < counted.length) return {};
  const all = items.reduce((total, one) => total + one, 0);
  return { averageItemsPerOrder: counted.length === 0 ? null : all / counted.length };
}

/** Customers on stage k x (mean revenue on k + 1 - on k): the largest above 0, the lowest stage first. */
function valueAtStake(groups: Record<Stage, Group>): OracleReport['valueAtStake'] {
  let best: OracleReport['valueAtStake'] = null;
  for (const [index, to] of STAGES.entries()) {
    const from = STAGES[index - 1];
    if (from === undefined || groups[from].customers === 0 || groups[to].customers === 0) continue;
    const mean = (group: Group): number => group.revenue / group.customers;
    const amount = groups[from].customers * (mean(groups[to]) - mean(groups[from]));
    if (amount > 0 && amount > (best?.amount ?? 0)) best = { from, to, amount };
  }
  return best;
}

/** Every number of a shop as of a day. */
export function reportOf(view: View): OracleReport {
  const { ledger, settings, asOf, buyers, daysOfOrders } = view;
  const window = lapseWindow(view);
  const relations = relationsOf(ledger, settings);
  const stages = new Map(
    buyers.map((one) => [one, stageOf(one, asOf, ledger, settings, relations(one.id))]),
  );
  const plainBuyers = buyersOf(withoutRenewals(buyers), settings.counting);
  const inSegment = (segment: Segment): Buyer[] =>
    buyers.filter((buyer) => segmentOf(buyer, settings) === segment);
  const onStage = (stage: Stage): Buyer[] => buyers.filter((buyer) => stages.get(buyer) === stage);
  const stageDetails = recordOf(STAGES, (stage) => groupOf(onStage(stage)));
  const counted = view.read.filter((order) => order.reason === null);
  const guests = view.read.filter((order) => order.reason === 'noCustomer');
  const plainNewcomers = newcomersAmong(plainBuyers, settings);
  const repeat = (all: readonly Buyer[], some: readonly Buyer[]): RepeatReport =>
    repeatOf(all, some, asOf, daysOfOrders, ledger.productTitles);
  return {
    asOf: dayText(asOf),
    currency: ledger.currency,
    timezone: ledger.timezone,
    orders: ordersOf(view),
    customers: buyers.length,
    revenue: revenueOf(counted),
    shopRevenue: revenueOf([...counted, ...guests]),
    firstOrderDay: buyers.length === 0 ? null : dayText(asOf - daysOfOrders),
    daysOfOrders,
    lapseDays: window.days,
    lapseBasis: window.basis,
    status: recordOf(
      ['active', 'atRisk', 'lapsed'],
      (status) => buyers.filter((buyer) => statusOf(buyer, asOf, window.days) === status).length,
    ),
    recency: recencyOf(view),
    statusFlow: statusFlowOf(view),
    f2Month: f2MonthOf(view),
    gapsToNext: gapsToNextOf(view.newcomers, asOf),
    margin: marginOf(counted),
    ltv: ltvOf(view),
    repeat: repeat(buyers, view.newcomers),
    repeatWithoutRenewals: repeat(plainBuyers, plainNewcomers),
    segments: recordOf(SEGMENTS, (segment) => inSegment(segment).length),
    segmentDetails: recordOf(SEGMENTS, (segment) => groupOf(inSegment(segment))),
    stages: recordOf(STAGES, (stage) => onStage(stage).length),
    stageDetails,
    daysToNextStage: daysToNextStage(view),
    valueAtStake: valueAtStake(stageDetails),
    movement: movementOfMonth(view),
    cohorts: cohortsOf(view.newcomers, asOf),
    cohortsWithoutRenewals: cohortsOf(plainNewcomers, asOf),
    incompleteMonth: incompleteMonth(asOf),
    ...itemsPerOrder(counted),
    deciles: decilesOf(buyers),
    ranks: ranksOf(buyers),
    rfm: { ...rfmLeast(buyers), cells: rfmCells(buyers) },
    newcomers: newcomersOf(view),
    newcomersChange: newcomersChangeOf(view),
    newCustomersThisMonth: buyers.filter(
      ({ firstDay }) => dayText(firstDay).slice(0, 7) === dayText(asOf - 1).slice(0, 7),
    ).length,
    yearly: yearlyOf(view),
    history: beginningOf(view),
    ...firstOrdersOf(view.shop ?? view),
    trialToMain: trialToMainOf(view),
    ...nextProductsOf(view),
    returning: returningOf(view),
    subscriptions: subscriptionsReport(view),
    nps: npsReport(view, stages),
  };
}
