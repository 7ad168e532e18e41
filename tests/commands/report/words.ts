import { languageOf } from '../language';
import { appWords, type AppWords } from './said';
import { WHOM_WORDS, type WhomWords } from './whom-words';

/** All texts of the printed report; names of numbers are the app's own. */
export interface ReportWords extends AppWords {
  leftOut: (reason: string) => string;
  locale: string;
  title: (asOf: string) => string;
  subtitle: (currency: string, timezone: string) => string;
  afterLastOrder: string;
  noOrders: string;
  orders: string;
  read: string;
  counted: string;
  longPending: string;
  customers: string;
  revenue: string;
  status: { active: string; atRisk: string; lapsed: string };
  lapseWindow: (days: string) => string;
  duration: (days: string, basis: string) => string;
  basis: Record<'setting' | 'default' | 'measured' | 'limited', string>;
  revenueInDuration: string;
  curve: string;
  within: (days: string) => string;
  days: (days: string) => string;
  ordersEach: (orders: string) => string;
  f2Within: (days: string) => string;
  readsLow: (name: string) => string;
  leaveMost: (share: string) => string;
  daysToSecondIs: (median: string, p75: string, p90: string) => string;
  segments: string;
  stages: string;
  cohorts: string;
  cohortNote: string;
  unknown: string;
  nothing: string;
  whom: WhomWords;
}

const en: ReportWords = {
  ...appWords('en'),
  leftOut: (reason) => `excluded: ${reason}`,
  locale: 'en-US',
  title: (asOf) => `Customers and orders as of ${asOf}`,
  subtitle: (currency, timezone) => `${currency}, days in ${timezone}`,
  afterLastOrder:
    'This is the day after the file’s last order; for another day: --as-of YYYY-MM-DD',
  noOrders: 'There are no orders in the file.',
  orders: 'Orders',
  read: 'read',
  counted: 'counted as purchases',
  longPending: 'counted, but unpaid for over 60 days',
  customers: 'Customers',
  revenue: 'Revenue of known customers',
  status: { active: 'active', atRisk: 'at risk', lapsed: 'lapsed' },
  lapseWindow: (days) => `lapsed after ${days} days without a purchase`,
  duration: (days, basis) => `${days} days (${basis})`,
  basis: {
    setting: 'set by the shop',
    default: 'one year: cannot be measured yet',
    measured: 'measured',
    limited: 'as long as the shop has been seen',
  },
  revenueInDuration: 'Revenue per customer within it',
  curve: 'Revenue per customer within …',
  within: (days) => `${days} days`,
  days: (days) => `${days} days`,
  ordersEach: (orders) => (orders === '1' ? '1 order' : `${orders} orders`),
  f2Within: (days) => `F2 within ${days} days`,
  readsLow: (name) => `${name} (low while a shop grows)`,
  leaveMost: (share) => `← ${share} drop off here, the most`,
  daysToSecondIs: (median, p75, p90) => `median ${median}, 75 % ${p75}, 90 % ${p90}`,
  segments: 'Segments',
  stages: 'Stages',
  cohorts: 'Cohorts: buyers by months since the first purchase, in %',
  cohortNote: 'The last figure of a row may be of an unfinished month.',
  unknown: '– cannot be known yet: fewer than 30 customers have been seen that long',
  nothing: 'No order counts as of this day.',
  whom: WHOM_WORDS.en,
};

const ja: ReportWords = {
  ...appWords('ja'),
  leftOut: (reason) => `除外: ${reason}`,
  locale: 'ja-JP',
  title: (asOf) => `${asOf} 時点の顧客と注文`,
  subtitle: (currency, timezone) => `${currency}・日付は ${timezone}`,
  afterLastOrder: 'ファイルの最後の注文の翌日です（別の日を指定するには --as-of YYYY-MM-DD）',
  noOrders: 'ファイルに注文がありません。',
  orders: '注文',
  read: '読み込み',
  counted: '購入として集計',
  longPending: '集計済み・60日を超えて未払い',
  customers: '顧客',
  revenue: '顧客の売上',
  status: { active: '稼働中', atRisk: '離脱予備', lapsed: '離脱' },
  lapseWindow: (days) => `${days}日購入がなければ離脱`,
  duration: (days, basis) => `${days}日（${basis}）`,
  basis: {
    setting: '設定値',
    default: '1年: まだ測れません',
    measured: '実測',
    limited: '観測できた期間まで',
  },
  revenueInDuration: '期間内の1人あたり売上',
  curve: '初回購入からの1人あたり売上',
  within: (days) => `${days}日以内`,
  days: (days) => `${days}日`,
  ordersEach: (orders) => `${orders}回`,
  f2Within: (days) => `${days}日以内のF2転換率`,
  readsLow: (name) => `${name}（成長中は低めに出ます）`,
  leaveMost: (share) => `← 最も離脱が多い（${share}）`,
  daysToSecondIs: (median, p75, p90) => `中央値 ${median}、75 % ${p75}、90 % ${p90}`,
  segments: '4つのセグメント',
  stages: '7つのステージ',
  cohorts: 'コホート: 初回購入からの月数ごとの購入者（%）',
  cohortNote: '各行の最後の月は、まだ終わっていないことがあります。',
  unknown: '– まだ分かりません: その日数まで観測できた顧客が30人未満です',
  nothing: 'この日の時点で集計できる注文がありません。',
  whom: WHOM_WORDS.ja,
};

/** The texts in the terminal's language. */
export function wordsFor(env: NodeJS.ProcessEnv): ReportWords {
  return languageOf(env) === 'ja' ? ja : en;
}
