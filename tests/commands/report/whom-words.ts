/** Texts about the customers behind the report's numbers, and about benchmarks. */
export interface WhomWords {
  middle: (reasons: string) => string;
  notNew: (customers: string, of: string) => string;
  high: string;
  suggest: (day: string) => string;
  newcomersFrom: (day: string) => string;
  cameSince: (day: string) => string;
  tail: (share: string) => string;
  quarters: string;
  quarter: string;
  customers: string;
  within: (days: string) => string;
  f2: string;
  less: (quarter: string, amount: string, before: string) => string;
  more: (quarter: string, amount: string, before: string) => string;
  noChange: (quarter: string, amount: string, before: string) => string;
  noYear: (quarter: string, amount: string, before: string) => string;
  againstBefore: (before: string, verdict: string) => string;
  againstYear: (quarter: string, before: string, verdict: string) => string;
  yearRevenue: string;
  yearReached: (amount: string) => string;
  line: (share: string) => string;
  ownBest: (share: string, quarter: string) => string;
  aim: string;
  trade: string;
}

const en: WhomWords = {
  middle: (reasons) =>
    `These orders seem to begin in the middle of the shop’s history: ${reasons}.`,
  notNew: (customers, of) => `About ${customers} of ${of} new customers are probably not new.`,
  high: 'F2 and revenue per customer are therefore too high.',
  suggest: (day) => `To count new customers from day 180 on: --newcomers-from ${day}`,
  newcomersFrom: (day) =>
    `New customers count from ${day} on; earlier ones are in revenue and statuses, but in no F2, LTV or cohort.`,
  cameSince: (day) => `Customers since ${day}; not a forecast of future customers.`,
  tail: (share) => `${share} of it comes after the first year`,
  quarters: 'Recent new customers: revenue each, by quarter of the first purchase',
  quarter: 'Quarter',
  customers: 'Customers',
  within: (days) => `${days} days`,
  f2: 'F2 90 days',
  less: (quarter, amount, before) =>
    `New customers of ${quarter} are worth less: ${amount} instead of ${before} within 90 days.`,
  more: (quarter, amount, before) =>
    `New customers of ${quarter} are worth more: ${amount} instead of ${before} within 90 days.`,
  noChange: (quarter, amount, before) =>
    `No clear change: new customers of ${quarter} ${amount} within 90 days, the four quarters before ${before}.`,
  noYear: (quarter, amount, before) =>
    `New customers of ${quarter} ${amount} within 90 days, the four quarters before ${before}. Without the same quarter a year before, this may be the season.`,
  againstBefore: (before, verdict) => `Against the four quarters before (${before}): ${verdict}.`,
  againstYear: (quarter, before, verdict) =>
    `Against ${quarter}, a year before (${before}): ${verdict}.`,
  yearRevenue: 'Revenue per buyer in the last 365 days',
  yearReached: (amount) => `Buyers with ${amount} or more in those days`,
  line: (share) => `the guideline is ${share}`,
  ownBest: (share, quarter) => `your own best quarter: ${share} (${quarter})`,
  aim: '87 %: the author’s aim where the second delivery is planned',
  trade: 'trade articles on shops without plans: 10 %, 30–40 %',
};

const ja: WhomWords = {
  middle: (reasons) =>
    `この注文データは、ショップの開店当初からではなく、途中から始まっているようです（${reasons}）。`,
  notNew: (customers, of) =>
    `新規客${of}人のうち約${customers}人は、以前からのお客様と思われます。`,
  high: 'そのため、F2転換率と1人あたり売上は高めに出ています。',
  suggest: (day) => `180日目以降の新規客だけで計算するには：--newcomers-from ${day}`,
  newcomersFrom: (day) =>
    `新規客は${day}以降の方だけを数えています。それより前の方は、売上と稼働状況には含み、F2転換率・LTV・コホートには含みません。`,
  cameSince: (day) =>
    `${day}以降に初回購入した方の実績です。これからの新規客の予測ではありません。`,
  tail: (share) => `うち${share}は2年目以降の売上`,
  quarters: '最近の新規客：初回購入の四半期ごとの1人あたり売上',
  quarter: '四半期',
  customers: '人数',
  within: (days) => `${days}日`,
  f2: 'F2（90日）',
  less: (quarter, amount, before) =>
    `${quarter}の新規客は1人あたり売上が下がっています：90日以内で${amount}（それまでの4四半期は${before}）。`,
  more: (quarter, amount, before) =>
    `${quarter}の新規客は1人あたり売上が上がっています：90日以内で${amount}（それまでの4四半期は${before}）。`,
  noChange: (quarter, amount, before) =>
    `はっきりした変化はありません：${quarter}の新規客は90日以内で${amount}、それまでの4四半期は${before}。`,
  noYear: (quarter, amount, before) =>
    `${quarter}の新規客は90日以内で${amount}、それまでの4四半期は${before}。前年の同じ時期がまだ分からないため、季節による違いかもしれません。`,
  againstBefore: (before, verdict) => `それまでの4四半期（${before}）との比較：${verdict}。`,
  againstYear: (quarter, before, verdict) =>
    `前年の同じ時期、${quarter}（${before}）との比較：${verdict}。`,
  yearRevenue: '直近1年の購入者1人あたりの年間売上',
  yearReached: (amount) => `年間${amount}以上の購入者`,
  line: (share) => `目安は${share}`,
  ownBest: (share, quarter) => `自店の最高は${share}（${quarter}）`,
  aim: '87 %は、2回目のお届けが決まっている販売での目標（提唱者による）',
  trade: '定期購入のない通販の目安: 10 %から30〜40 %（業界記事による）',
};

export const WHOM_WORDS = { en, ja };
