/** The kinds of calls the app makes. */
export type CallKind = 'graphql' | 'token' | 'bulk-result';

/** What shall go wrong with a call. */
export type Fault =
  /** an HTTP status: 429 (with Retry-After), 500, 502, 503 … */
  | { kind: 'status'; status: number; retryAfterSeconds?: number }
  /** another answer: an OAuth error, or a page of whatever stands before Shopify */
  | { kind: 'answer'; status: number; type: string; body: string }
  /** no answer, ever */
  | { kind: 'hang' }
  /** the connection is cut before an answer */
  | { kind: 'reset' }
  /** HTTP 200 with the error THROTTLED and an empty bucket (GraphQL only) */
  | { kind: 'throttled' }
  /** the answer comes, and with it an error for one path (GraphQL only) */
  | { kind: 'partial'; message: string; path: (string | number)[]; code?: string }
  /** headers and the first bytes of the body come, then the connection is cut */
  | { kind: 'cut-body'; afterBytes: number };

export interface FaultRule {
  on: CallKind;
  fault: Fault;
  /** how many calls it meets; 1 if not given */
  times?: number;
  /** only GraphQL calls whose query contains this text */
  containing?: string;
}

/** What was asked to go wrong, in the order it was asked. */
export class Faults {
  #rules: { rule: FaultRule; left: number }[] = [];

  constructor(rules: FaultRule[] = []) {
    rules.forEach((rule) => {
      this.next(rule);
    });
  }

  /** The next call (or the next `times` calls) of this kind meets the fault. */
  next(rule: FaultRule): void {
    this.#rules.push({ rule, left: rule.times ?? 1 });
  }

  /** Nothing goes wrong any more, or nothing of one kind. */
  clear(on?: CallKind): void {
    this.#rules = this.#rules.filter(({ rule }) => on && rule.on !== on);
  }

  /** Takes the fault for a call, if one waits for it. */
  take(on: CallKind, text = ''): Fault | null {
    const waiting = this.#rules.find(
      ({ rule }) => rule.on === on && (!rule.containing || text.includes(rule.containing)),
    );
    if (!waiting) return null;
    waiting.left -= 1;
    if (waiting.left <= 0) this.#rules = this.#rules.filter((each) => each !== waiting);
    return waiting.rule.fault;
  }
}
