import { answersBefore, latestByCustomer, type Answer } from './answers';
import { badWeeksOf } from './bad-weeks';
import { dayText, monthNumber, monthOf, monthText, type Day } from './calendar';
import { compareCustomers } from './ledger';
import { npsOf, type Score } from './nps-score';
import { promoterValueOf } from './promoter-value';
import type { Buyer } from './purchases';
import { responsesOf } from './responses';
import { segmentOf, SEGMENTS } from './segments';
import { SOURCES } from './settings';
import { STAGES, type Stage } from './stages';
import type { View } from './view';

/** Metrics.md section 6. */
export type NpsReport = ReturnType<typeof npsReport>;

type Keyed<K> = ({ key: K } & Score)[];

/** Customers' latest answers among some. */
const among = (answers: readonly Answer[]): Score =>
  npsOf([...latestByCustomer(answers).values()].map(({ score }) => score));

/**
 * Whether an answer is about a customer's first purchase or a later one: by the order's day, without
 * a known order by the answer's day.
 */
function orderedOf(answer: Answer, buyer: Buyer | undefined): 'first' | 'later' | null {
  const about = answer.order?.day ?? answer.day;
  if (buyer === undefined || about < buyer.firstDay) return null;
  const bought = buyer.purchases.filter(({ day }) => day <= about).length;
  return bought === 1 || about === buyer.firstDay ? 'first' : 'later';
}

/** Each day's window of 30 days; above 182 days one a week, 730 days at most. */
function trendOf(answers: readonly Answer[], asOf: Day): ({ day: string } & Score)[] {
  const first = answers.reduce((least, { day }) => Math.min(least, day), asOf);
  const from = Math.max(first, asOf - 730);
  const step = asOf - from > 182 ? 7 : 1;
  const days: Day[] = [];
  for (let day = asOf - 1; day >= from; day -= step) days.unshift(day);
  return days.map((day) => ({
    day: dayText(day),
    ...among(answers.filter((answer) => answer.day <= day && answer.day > day - 30)),
  }));
}

/** The last 24 months, from the first of them that has an answer on. */
function monthsOf(answers: readonly Answer[], asOf: Day): Keyed<string> {
  const last = monthNumber(monthOf(asOf - 1));
  const months = Array.from({ length: 24 }, (_, index) => monthText(last - 23 + index)).map(
    (key) => ({ key, ...among(answers.filter(({ day }) => monthOf(day) === key)) }),
  );
  const first = months.findIndex((month) => month.answers > 0);
  return first === -1 ? [] : months.slice(first);
}

function productsOf(
  answers: readonly Answer[],
  titles: ReadonlyMap<string, string>,
): ({ key: string; title: string | null } & Score)[] {
  const goodsOf = ({ order }: Answer) => (order?.goods ?? []).map(({ productId }) => productId);
  const products = new Set(answers.flatMap(goodsOf).filter((product) => product !== null));
  return [...products]
    .map((key) => ({
      key,
      title: titles.get(key) ?? null,
      ...among(answers.filter((answer) => goodsOf(answer).includes(key))),
    }))
    .sort((a, b) => b.answers - a.answers || compareCustomers(a.key, b.key))
    .slice(0, 50);
}

/** @param stages the stage of each buyer as of the view's day */
export function npsReport(view: View, stages: ReadonlyMap<Buyer, Stage>) {
  const { ledger, settings, asOf } = view;
  const all = answersBefore(ledger, settings, asOf);
  const known = all.filter(({ customer }) => customer !== null);
  const buyers = new Map(view.buyers.map((buyer) => [buyer.id, buyer]));
  const latest = [...latestByCustomer(known)];
  const scores = latest.map(([, { score }]) => score);
  const where = <K extends string>(keys: readonly K[], of: (buyer: Buyer) => K | undefined) => {
    const groups = latest.map(([customer, { score }]) => {
      const buyer = buyers.get(customer);
      return { key: buyer === undefined ? 'none' : of(buyer), score };
    });
    const used = groups.some(({ key }) => key === 'none') ? [...keys, 'none' as const] : keys;
    return used.map((key) => ({
      key,
      ...npsOf(groups.filter((one) => one.key === key).map(({ score }) => score)),
    }));
  };
  const ordered = (which: 'first' | 'later'): Score =>
    among(known.filter((one) => orderedOf(one, buyers.get(one.customer ?? '')) === which));
  const withoutCustomer = all.filter(({ customer }) => customer === null);
  const ofNobody = (withOrder: boolean): Score =>
    npsOf(
      withoutCustomer
        .filter(({ orderId }) => (orderId != null) === withOrder)
        .map(({ score }) => score),
    );
  const detractors = latest.map(([, answer]) => answer).filter(({ score }) => score <= 6);
  const saying = (reason: Answer['reason'] | null): number =>
    detractors.filter((answer) => (answer.reason ?? null) === reason).length;
  return {
    headline: npsOf(scores),
    firstOrder: ordered('first'),
    repeat: ordered('later'),
    guests: ofNobody(true),
    anonymous: ofNobody(false),
    allAnswers: all.length,
    distribution: Array.from(
      { length: 11 },
      (_, score) => scores.filter((one) => one === score).length,
    ),
    trend: trendOf(known, asOf),
    badWeeks: badWeeksOf(known, asOf),
    bySource: SOURCES.map((key) => ({
      key,
      ...among(known.filter(({ source }) => (source ?? 'thank_you') === key)),
    })),
    byStage: where(STAGES, (buyer) => stages.get(buyer)),
    bySegment: where(SEGMENTS, (buyer) => segmentOf(buyer, settings)),
    byProduct: productsOf(known, ledger.productTitles),
    byMonth: monthsOf(known, asOf),
    responses: responsesOf(ledger, settings, asOf),
    ...promoterValueOf(known, buyers, asOf),
    tribe: scores.filter((score) => score >= 9).length,
    reasonsByEdition: [1, 2].flatMap((edition) => {
      const chosen = detractors.filter(
        (answer) => answer.reason !== undefined && (answer.edition ?? 1) === edition,
      );
      const by = (reason: Answer['reason']): number =>
        chosen.filter((answer) => answer.reason === reason).length;
      if (chosen.length === 0) return [];
      return [
        {
          ...{ edition, indifference: by('indifference'), product: by('product') },
          ...{ competitor: by('competitor'), other: by('other') },
        },
      ];
    }),
    reasons: {
      indifference: saying('indifference'),
      product: saying('product'),
      competitor: saying('competitor'),
      other: saying('other'),
      unsaid: saying(null),
    },
  };
}
