import { answersBefore, type Answer } from './answers';
import { calendarOf, type Day } from './calendar';
import type { Ledger } from './ledger';
import { SOURCES, type AnswerSource, type OracleSettings, type ViewFact } from './settings';

interface Responses {
  views: number;
  dismissals: number;
  answers: number;
  rate: number | null;
}

/** Whether the view led to an answer: of that order, of that browser, or before the customer is asked again. */
function answered(view: ViewFact, views: readonly ViewFact[], answers: readonly Answer[]): boolean {
  if (view.orderId != null) return answers.some((answer) => answer.orderId === view.orderId);
  if (view.visitor != null) return answers.some((answer) => answer.visitor === view.visitor);
  const shown = Date.parse(view.at);
  const again = views
    .filter((other) => other.orderId == null && other.customerId === view.customerId)
    .map((other) => Date.parse(other.at))
    .filter((at) => at > shown);
  return answers.some(
    (answer) =>
      answer.orderId == null &&
      answer.customerId === view.customerId &&
      answer.given >= shown &&
      answer.given < Math.min(Infinity, ...again),
  );
}

/** The buyers asked before a day, and those of them who answered before it. */
export function responsesOf(
  ledger: Ledger,
  settings: OracleSettings,
  asOf: Day,
): Responses & { bySource: ({ key: AnswerSource } & Responses)[] } {
  const dayOfInstant = calendarOf(ledger.timezone);
  const before = (at: string): boolean => dayOfInstant(Date.parse(at)) < asOf;
  const answers = answersBefore(ledger, settings, asOf);
  const views = settings.views.filter(({ at }) => before(at));
  const of = (some: readonly ViewFact[]): Responses => {
    const silent = some.filter((view) => !answered(view, views, answers));
    return {
      views: some.length,
      dismissals: silent.filter(({ dismissedAt }) => dismissedAt != null && before(dismissedAt))
        .length,
      answers: some.length - silent.length,
      rate: some.length === 0 ? null : (some.length - silent.length) / some.length,
    };
  };
  return {
    ...of(views),
    bySource: SOURCES.map((key) => ({ key, ...of(views.filter(({ source }) => source === key)) })),
  };
}
