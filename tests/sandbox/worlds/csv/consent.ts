import type { MarketingState, Timestamp } from '../../store/records';

/** Follows one customer's answer to e-mail marketing from counted order to counted order. */
export class Consent {
  private answer: boolean | null = null;
  private since = 0;
  private everYes = false;

  /** The next order's answer, in the order of time. */
  say(yes: boolean, instant: number): void {
    if (yes !== this.answer) this.since = instant;
    this.answer = yes;
    this.everYes ||= yes;
  }

  /** The latest answer, dated to the first of the unbroken run of orders that gave it. */
  state(): { state: MarketingState; updatedAt: Timestamp | null } {
    if (this.answer === null) return { state: 'NOT_SUBSCRIBED', updatedAt: null };
    const updatedAt = new Date(this.since).toISOString();
    if (this.answer) return { state: 'SUBSCRIBED', updatedAt };
    return { state: this.everYes ? 'UNSUBSCRIBED' : 'NOT_SUBSCRIBED', updatedAt };
  }
}
