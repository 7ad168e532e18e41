import { calendarOf, type Day } from './calendar';
import type { Ledger, OrderFact } from './ledger';
import type { AnswerFact, OracleSettings } from './settings';

/** An answer with its customer: app/metrics/README.md section 6. */
export interface Answer extends AnswerFact {
  /** milliseconds */
  given: number;
  day: Day;
  /** its order's, or the logged-in customer; null: unknown */
  customer: string | null;
  /** the order of the question, if known */
  order: OrderFact | null;
}

/** All answers given before a day, oldest first. */
export function answersBefore(ledger: Ledger, settings: OracleSettings, asOf: Day): Answer[] {
  const dayOfInstant = calendarOf(ledger.timezone);
  const orders = new Map(ledger.orders.map((order) => [String(order.id), order]));
  return settings.answers
    .map((answer) => {
      const order = answer.orderId == null ? null : (orders.get(String(answer.orderId)) ?? null);
      const loggedIn = answer.customerId == null ? null : String(answer.customerId);
      const given = Date.parse(answer.at);
      const customer = order?.customer ?? loggedIn;
      return { ...answer, given, day: dayOfInstant(given), customer, order };
    })
    .filter((answer) => answer.day < asOf)
    .sort((a, b) => a.given - b.given);
}

/** The last answer of each customer; answers without a known customer are left out. */
export function latestByCustomer(answers: readonly Answer[]): Map<string, Answer> {
  const latest = new Map<string, Answer>();
  for (const answer of answers) if (answer.customer !== null) latest.set(answer.customer, answer);
  return latest;
}
