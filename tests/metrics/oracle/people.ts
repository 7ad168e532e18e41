import type { CustomerRecord } from '../../sandbox/store/records';
import { answersBefore, latestByCustomer, type Answer } from './answers';
import type { Book } from './book';
import { ledgerOfBook } from './book-ledger';
import { calendarOf, dayOf, dayText, type Day } from './calendar';
import { expectedDayOf, gapsToNextOf } from './gaps-to-next';
import { lapseWindow, statusOf } from './lapse';
import { marginOf } from './margin';
import { must } from './must';
import { buyersOf, withoutRenewals, type Buyer, type Purchase } from './purchases';
import { membersByDecile } from './ranks';
import { toNumber } from './ratio';
import { rfmScores } from './rfm';
import { segmentOf } from './segments';
import { DEFAULT_SETTINGS, type OracleSettings } from './settings';
import { relationsOf, stageOf } from './stages';
import { subscriptionsReport } from './subscriptions';
import { viewAsOf, type View } from './view';

/** What a field of the customers' list is for one customer; undefined: the customer has no value. */
type Value = string | number | readonly string[] | undefined;

/** One condition, as an address says it. */
export interface OracleCondition {
  not?: true;
  field: string;
  is?: readonly string[];
  from?: string | number | null;
  to?: string | number | null;
  none?: true;
  day?: string;
}

export interface OraclePerson {
  id: string;
  revenue: number;
  values: Readonly<Record<string, Value>>;
  /** days of all purchases, and of those that are not renewals alone */
  days: Day[];
  plainDays: Day[];
}

export interface OraclePeople {
  people: OraclePerson[];
  /** whether a customer is in a list: an OR of ANDs */
  meets: (person: OraclePerson, who: readonly (readonly OracleCondition[])[]) => boolean;
}

/** Every customer of a shop as of a day, with what the list's fields say of them. */
export function oraclePeople(
  book: Book,
  asOfText: string,
  partial: Partial<OracleSettings>,
): OraclePeople {
  const settings = { ...DEFAULT_SETTINGS, ...partial };
  const view = viewAsOf(ledgerOfBook(book, settings), dayOf(asOfText), settings);
  const window = lapseWindow(view).days;
  const people = personsOf(view, book, window);
  const stagesOn = new Map<string, Map<string, string>>();
  const valueOn = (person: OraclePerson, { field, day = '' }: OracleCondition): string => {
    const then = view.earlier(dayOf(day));
    if (field === 'stageOn') {
      const known = stagesOn.get(day) ?? stagesOf(then);
      stagesOn.set(day, known);
      return known.get(person.id) ?? 'none';
    }
    const buyer = then.buyers.find(({ id }) => id === person.id);
    return buyer === undefined ? 'none' : statusOf(buyer, dayOf(day), window);
  };
  const holds = (person: OraclePerson, condition: OracleCondition): boolean => {
    const { field, is, from, to } = condition;
    if (condition.day !== undefined) return is?.includes(valueOn(person, condition)) === true;
    if (field === 'boughtIn' || field === 'plainBoughtIn') {
      const days = field === 'boughtIn' ? person.days : person.plainDays;
      return days.some((day) => isWithin(dayText(day), from, to));
    }
    const value = person.values[field];
    if (condition.none === true) return value === undefined;
    if (value === undefined) return false;
    if (is !== undefined)
      return [value].flat().some((one: string | number) => is.includes(String(one)));
    return isWithin(value as string | number, from, to);
  };
  return {
    people,
    meets: (person, who) =>
      who.length === 0 ||
      who.some((group) =>
        group.every((condition) => holds(person, condition) !== (condition.not === true)),
      ),
  };
}

function isWithin(value: string | number, from: unknown, to: unknown): boolean {
  const above = from == null || value >= (from as string | number);
  return above && (to == null || value <= (to as string | number));
}

function stagesOf(view: View): Map<string, string> {
  const relations = relationsOf(view.ledger, view.settings);
  return new Map(
    view.buyers.map((buyer) => [
      buyer.id,
      stageOf(buyer, view.asOf, view.ledger, view.settings, relations(buyer.id)),
    ]),
  );
}

function personsOf(view: View, book: Book, window: number): OraclePerson[] {
  const { buyers, asOf, settings } = view;
  const stages = stagesOf(view);
  const deciles = membersByDecile(buyers);
  const scores = rfmScores(buyers);
  const answers = latestByCustomer(answersBefore(view.ledger, settings, asOf));
  const gaps = gapsToNextOf(view.newcomers, asOf);
  const limit = subscriptionsReport(view)?.limitDays ?? 45;
  const plain = new Map(
    buyersOf(withoutRenewals(buyers), settings.counting).map((buyer) => [buyer.id, buyer]),
  );
  const records = new Map(book.customers.map((customer) => [String(customer.id), customer]));
  return buyers.map((buyer) => {
    const record = records.get(buyer.id);
    const decile = deciles === null ? -1 : deciles.findIndex((members) => members.includes(buyer));
    const expected = expectedDayOf(buyer, gaps);
    const margin = marginOf(buyer.orders).rate;
    return {
      id: buyer.id,
      revenue: toNumber(buyer.revenue),
      days: buyer.purchases.map(({ day }) => day),
      plainDays: plain.get(buyer.id)?.purchases.map(({ day }) => day) ?? [],
      values: {
        stage: stages.get(buyer.id),
        segment: segmentOf(buyer, settings),
        state: statusOf(buyer, asOf, window),
        decile: decile < 0 ? undefined : decile + 1,
        rank: decile < 0 ? undefined : rankOf(decile + 1),
        ...scores(buyer),
        rfmGroup: record?.rfmGroup ?? 'none',
        ...ofPurchases(buyer, asOf),
        margin: margin === null ? undefined : toNumber(buyer.revenue) * margin,
        expected: expected === null ? undefined : dayText(expected),
        ...ofSubscription(buyer, asOf, limit),
        ...ofFirstOrder(buyer),
        ...ofAnswer(answers.get(buyer.id)),
        consent: consentsOf(record, view),
      },
    };
  });
}

const rankOf = (decile: number): string =>
  decile === 1 ? 'S' : decile <= 3 ? 'A' : decile <= 6 ? 'B' : 'C';

function ofPurchases(buyer: Buyer, asOf: Day): OraclePerson['values'] {
  const { purchases, firstDay, lastDay } = buyer;
  const second = purchases[1];
  return {
    n: purchases.length,
    revenue: toNumber(buyer.revenue),
    first: dayText(firstDay),
    second: second === undefined ? undefined : dayText(second.day),
    last: dayText(lastDay),
    sinceFirst: asOf - firstDay,
    sinceLast: asOf - lastDay,
    daysToSecond: second === undefined ? undefined : second.day - firstDay,
    discountShare: purchases.filter(({ discounted }) => discounted).length / purchases.length,
    firstProduct: productsOf(purchases.slice(0, 1)),
    secondProduct: productsOf(purchases.slice(1, 2)),
    boughtProduct: productsOf(purchases),
  };
}

/** The products of the kept lines; `none` where no line has one. */
function productsOf(purchases: readonly Pick<Purchase, 'orders'>[]): string[] {
  const known = purchases.flatMap(({ orders }) =>
    orders.flatMap(({ goods }) => goods.flatMap(({ productId }) => productId ?? [])),
  );
  return known.length === 0 ? ['none'] : known;
}

function ofSubscription(buyer: Buyer, asOf: Day, limit: number): OraclePerson['values'] {
  const orders = buyer.orders.filter(({ subscription }) => subscription);
  const last = orders.at(-1);
  return {
    subscriptionOrders: orders.length,
    lastSubscription: last === undefined ? undefined : dayText(last.day),
    subscription: last === undefined ? 'none' : asOf - last.day > limit ? 'ended' : 'running',
  };
}

function ofFirstOrder(buyer: Buyer): OraclePerson['values'] {
  const first = must(buyer.orders[0]);
  return {
    filterProduct: productsOf([{ orders: [first] }]),
    filterDiscount: first.discounted ? 'yes' : 'no',
    filterSource: first.source ?? 'unknown',
    filterPlan: first.subscription ? 'yes' : 'no',
  };
}

function ofAnswer(answer: Answer | undefined): OraclePerson['values'] {
  if (answer === undefined) return {};
  return {
    score: answer.score,
    answered: dayText(answer.day),
    handled: 'open',
    reason: answer.score <= 6 ? (answer.reason ?? 'unsaid') : undefined,
  };
}

function consentsOf(record: CustomerRecord | undefined, { ledger, asOf }: View): string[] {
  const given = (consent: CustomerRecord['emailMarketing'] | undefined): boolean =>
    consent?.state === 'SUBSCRIBED' &&
    (consent.updatedAt === null ||
      calendarOf(ledger.timezone)(Date.parse(consent.updatedAt)) < asOf);
  const all = [
    ...(given(record?.emailMarketing) ? ['email'] : []),
    ...(given(record?.smsMarketing) ? ['sms'] : []),
  ];
  return all.length === 0 ? ['none'] : all;
}
