/** The kinds of calls the app makes. */
export type CallKind = 'graphql' | 'token' | 'bulk-result';

/** A fault for a call. */
export type Fault =
  /** an HTTP status: 429 (with Retry-After), 500, 502, 503 … */
  | { kind: 'status'; status: number; retryAfterSeconds?: number }
  /** another reply: an OAuth error, or a page of a proxy before Shopify */
  | { kind: 'answer'; status: number; type: string; body: string }
  /** no reply */
  | { kind: 'hang' }
  /** the connection is cut before a reply */
  | { kind: 'reset' }
  /** HTTP 200 with the error THROTTLED and an empty bucket (GraphQL only) */
  | { kind: 'throttled' }
  /** the reply has data, and an error for one path (GraphQL only) */
  | { kind: 'partial'; message: string; path: (string | number)[]; code?: string }
  /** headers and the first bytes of the body come, then the connection is cut */
  | { kind: 'cut-body'; afterBytes: number };

export interface FaultRule {
  on: CallKind;
  fault: Fault;
  /** number of calls that fail; 1 if not given */
  times?: number;
  /** only GraphQL calls whose query contains this text */
  containing?: string;
}

/** The requested faults, in their order. */
export class Faults {
  #rules: { rule: FaultRule; left: number }[] = [];

  constructor(rules: FaultRule[] = []) {
    rules.forEach((rule) => {
      this.next(rule);
    });
  }

  /** Sets a fault for the next call (or the next `times` calls) of this kind. */
  next(rule: FaultRule): void {
    this.#rules.push({ rule, left: rule.times ?? 1 });
  }

  /** Removes all faults, or those of one kind of call. */
  clear(on?: CallKind): void {
    this.#rules = this.#rules.filter(({ rule }) => on && rule.on !== on);
  }

  /** Takes the next fault for a call, if there is one. */
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
