import type { HandBook } from './build';
import { BAD_WEEKS_BOOKS } from './bad-weeks';
import { COHORT_BOOKS } from './cohorts';
import { CURVE_BOOKS } from './curve';
import { DURATION_BOOKS } from './duration';
import { EDGE_BOOKS } from './edges';
import { F2_MONTH_BOOKS } from './f2-month';
import { FAN_CLUB_BOOKS } from './fan-club';
import { FUNNEL_BOOKS } from './funnel';
import { GAPS_TO_NEXT_BOOKS } from './gaps-to-next';
import { HISTORY_BOOKS } from './history';
import { LAPSE_BOOKS } from './lapse';
import { LEFT_OUT_BOOKS } from './left-out';
import { MOVEMENT_BOOKS } from './movement';
import { NEWCOMER_BOOKS } from './newcomers';
import { NEXT_PRODUCT_BOOKS } from './next-products';
import { NPS_BOOKS } from './nps';
import { NPS_WHOSE_BOOKS } from './nps-whose';
import { NPS_WORTH_BOOKS } from './nps-worth';
import { PAYBACK_BOOKS } from './payback';
import { PURCHASE_BOOKS } from './purchases';
import { RANK_BOOKS } from './ranks';
import { RENEWAL_BOOKS } from './renewals';
import { RETURNING_BOOKS } from './returning';
import { REVENUE_BOOKS } from './revenue';
import { SECOND_PURCHASE_BOOKS } from './second-purchase';
import { SEGMENT_BOOKS } from './segments';
import { STAGE_BOOKS } from './stages';
import { STATUS_FLOW_BOOKS } from './status-flow';
import { STAYING_BOOKS } from './staying';
import { SUBSCRIPTION_BOOKS } from './subscriptions';
import { TRIAL_BOOKS } from './trials';
import { WORTH_BOOKS } from './worth';
import { YEARLY_BOOKS } from './yearly';
import { ZONE_BOOKS } from './zones';

/**
 * Shops small enough to be summed by hand, with the sums: every implementation of
 * app/metrics/README.md is held to them. */
export const HAND_BOOKS: readonly HandBook[] = [
  ...LEFT_OUT_BOOKS,
  ...REVENUE_BOOKS,
  ...PURCHASE_BOOKS,
  ...ZONE_BOOKS,
  ...LAPSE_BOOKS,
  ...STATUS_FLOW_BOOKS,
  ...STAYING_BOOKS,
  ...DURATION_BOOKS,
  ...CURVE_BOOKS,
  ...PAYBACK_BOOKS,
  ...SECOND_PURCHASE_BOOKS,
  ...F2_MONTH_BOOKS,
  ...GAPS_TO_NEXT_BOOKS,
  ...FUNNEL_BOOKS,
  ...RENEWAL_BOOKS,
  ...SEGMENT_BOOKS,
  ...STAGE_BOOKS,
  ...TRIAL_BOOKS,
  ...NEXT_PRODUCT_BOOKS,
  ...RETURNING_BOOKS,
  ...SUBSCRIPTION_BOOKS,
  ...FAN_CLUB_BOOKS,
  ...MOVEMENT_BOOKS,
  ...COHORT_BOOKS,
  ...RANK_BOOKS,
  ...WORTH_BOOKS,
  ...NEWCOMER_BOOKS,
  ...HISTORY_BOOKS,
  ...YEARLY_BOOKS,
  ...EDGE_BOOKS,
  ...NPS_BOOKS,
  ...NPS_WHOSE_BOOKS,
  ...NPS_WORTH_BOOKS,
  ...BAD_WEEKS_BOOKS,
];
