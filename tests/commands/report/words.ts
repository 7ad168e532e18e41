import type { LEFT_OUT_REASONS } from '../../../app/terms/left-out-reasons';
import type { Segment } from '../../../app/terms/segments';
import type { Stage } from '../../../app/terms/stages';
import { languageOf } from '../language';
import { WHOM_WORDS, type WhomWords } from './whom-words';

type Reason = (typeof LEFT_OUT_REASONS)[number];

/** All texts of the printed report. */
export interface ReportWords {
  locale: string;
  title: (asOf: string) => string;
  subtitle: (currency: string, timezone: string) => string;
  afterLastOrder: string;
  noOrders: string;
  orders: string;
  read: string;
  counted: string;
  leftOut: Record<Reason, string>;
  longPending: string;
  customers: string;
  revenue: string;
  status: { active: string; atRisk: string; lapsed: string };
  lapseWindow: (days: string) => string;
  ltv: string;
  toDate: string;
  averageOrderValueToDate: string;
  averageOrderValue: string;
  annualPurchaseFrequency: string;
  duration: (days: string, basis: string) => string;
  durationName: string;
  basis: Record<'setting' | 'default' | 'measured' | 'limited', string>;
  revenueInDuration: string;
  medianStay: string;
  curve: string;
  within: (days: string) => string;
  days: (days: string) => string;
  ordersEach: (orders: string) => string;
  repeat: string;
  f2Within: (days: string) => string;
  f2ToDate: string;
  funnel: string;
  leaveMost: (share: string) => string;
  repeatRate: string;
  daysToSecond: string;
  daysToSecondIs: (median: string, p75: string, p90: string) => string;
  segments: string;
  segment: Record<Segment, string>;
  stages: string;
  stage: Record<Stage, string>;
  cohorts: string;
  cohortNote: string;
  month: string;
  unknown: string;
  nothing: string;
  whom: WhomWords;
}

const en: ReportWords = {
  locale: 'en-US',
  title: (asOf) => `Customers and orders as of ${asOf}`,
  subtitle: (currency, timezone) => `${currency}, days in ${timezone}`,
  afterLastOrder:
    'This is the day after the file’s last order; for another day: --as-of YYYY-MM-DD',
  noOrders: 'There are no orders in the file.',
  orders: 'Orders',
  read: 'read',
  counted: 'counted as purchases',
  leftOut: {
    test: 'left out: test orders',
    cancelled: 'left out: cancelled',
    voided: 'left out: voided or expired',
    refunded: 'left out: wholly refunded',
    otherCurrency: 'left out: in another currency',
    giftCardOnly: 'left out: gift cards only',
    zeroValue: 'left out: worth nothing (samples, replacements)',
    noCustomer: 'left out: no known customer (in the shop’s revenue only)',
  },
  longPending: 'counted, but unpaid for over 60 days',
  customers: 'Customers',
  revenue: 'Revenue of known customers',
  status: { active: 'active', atRisk: 'at risk', lapsed: 'lapsed' },
  lapseWindow: (days) => `lapsed after ${days} days without a purchase`,
  ltv: 'Lifetime value',
  toDate: 'Revenue to date per customer',
  averageOrderValueToDate: 'Average order to date',
  averageOrderValue: 'Average order value',
  annualPurchaseFrequency: 'Orders per year',
  durationName: 'Duration',
  duration: (days, basis) => `${days} days (${basis})`,
  basis: {
    setting: 'set by the shop',
    default: 'one year: cannot be measured yet',
    measured: 'measured',
    limited: 'as long as the shop has been seen',
  },
  revenueInDuration: 'Revenue per customer within it',
  medianStay: 'Median stay',
  curve: 'Revenue per customer within …',
  within: (days) => `${days} days`,
  days: (days) => `${days} days`,
  ordersEach: (orders) => (orders === '1' ? '1 order' : `${orders} orders`),
  repeat: 'Repeat purchases',
  f2Within: (days) => `F2 within ${days} days`,
  f2ToDate: 'F2 to date (reads low while a shop grows)',
  funnel: 'Customers by number of purchases',
  leaveMost: (share) => `← ${share} leave here, the most`,
  repeatRate: 'Repeaters among the buyers of 365 days',
  daysToSecond: 'Days to the second purchase',
  daysToSecondIs: (median, p75, p90) => `median ${median}, 75 % ${p75}, 90 % ${p90}`,
  segments: 'Segments',
  segment: { firstTime: 'First-time', second: 'Second', trend: 'Trend', loyal: 'Loyal' },
  stages: 'Stages',
  stage: {
    purchaser: '1 Purchaser',
    customer: '2 Customer',
    loyal: '3 Loyal customer',
    follower: '4 Follower',
    fan: '5 Fan',
    fanClub: '6 Fan club',
    evangelist: '7 Evangelist',
  },
  cohorts: 'Cohorts: buyers by months since the first purchase, in %',
  cohortNote: 'The last figure of a row may be of an unfinished month.',
  month: 'First purchase',
  unknown: '– cannot be known yet: fewer than 30 customers have been seen that long',
  nothing: 'No order counts as of this day.',
  whom: WHOM_WORDS.en,
};

const ja: ReportWords = {
  locale: 'ja-JP',
  title: (asOf) => `${asOf} 時点の顧客と注文`,
  subtitle: (currency, timezone) => `${currency}・日付は ${timezone}`,
  afterLastOrder: 'ファイルの最後の注文の翌日です（別の日を指定するには --as-of YYYY-MM-DD）',
  noOrders: 'ファイルに注文がありません。',
  orders: '注文',
  read: '読み込み',
  counted: '購入として集計',
  leftOut: {
    test: '除外: テスト注文',
    cancelled: '除外: キャンセル',
    voided: '除外: 無効・期限切れ',
    refunded: '除外: 全額返金',
    otherCurrency: '除外: 別の通貨',
    giftCardOnly: '除外: ギフトカードのみ',
    zeroValue: '除外: 0円(サンプル・交換品)',
    noCustomer: '除外: 顧客不明(店舗の売上にのみ含む)',
  },
  longPending: '集計済み・60日を超えて未払い',
  customers: '顧客',
  revenue: '顧客の売上',
  status: { active: '稼働中', atRisk: '離脱予備', lapsed: '離脱' },
  lapseWindow: (days) => `${days}日購入がなければ離脱`,
  ltv: 'LTV（顧客生涯価値）',
  toDate: '顧客1人あたりの累計売上',
  averageOrderValueToDate: '累計の平均購入単価',
  averageOrderValue: '平均購入単価',
  annualPurchaseFrequency: '年間購入回数',
  durationName: '購入継続期間',
  duration: (days, basis) => `${days}日（${basis}）`,
  basis: {
    setting: '設定値',
    default: '1年: まだ測れません',
    measured: '実測',
    limited: '観測できた期間まで',
  },
  revenueInDuration: '期間内の1人あたり売上',
  medianStay: '継続期間の中央値',
  curve: '初回購入からの1人あたり売上',
  within: (days) => `${days}日以内`,
  days: (days) => `${days}日`,
  ordersEach: (orders) => `${orders}回`,
  repeat: 'リピート',
  f2Within: (days) => `${days}日以内のF2転換率`,
  f2ToDate: '累計のF2転換率（成長中は低めに出ます）',
  funnel: '購入回数ごとの顧客数',
  leaveMost: (share) => `← 最も離脱が多い（${share}）`,
  repeatRate: '直近365日の購入者のリピーター比率',
  daysToSecond: '2回目購入までの日数',
  daysToSecondIs: (median, p75, p90) => `中央値 ${median}、75 % ${p75}、90 % ${p90}`,
  segments: '4つのセグメント',
  segment: {
    firstTime: '初回客',
    second: '2回目の購入客',
    trend: '流行顧客',
    loyal: '優良顧客',
  },
  stages: '7つのステージ',
  stage: {
    purchaser: '1 購入者',
    customer: '2 一般顧客',
    loyal: '3 優良顧客',
    follower: '4 フォロワー',
    fan: '5 ファン',
    fanClub: '6 ファンクラブ',
    evangelist: '7 伝導者',
  },
  cohorts: 'コホート: 初回購入からの月数ごとの購入者（%）',
  cohortNote: '各行の最後の月は、まだ終わっていないことがあります。',
  month: '初回購入',
  unknown: '– まだ分かりません: その日数まで観測できた顧客が30人未満です',
  nothing: 'この日の時点で集計できる注文がありません。',
  whom: WHOM_WORDS.ja,
};

/** The texts in the terminal's language. */
export function wordsFor(env: NodeJS.ProcessEnv): ReportWords {
  return languageOf(env) === 'ja' ? ja : en;
}
