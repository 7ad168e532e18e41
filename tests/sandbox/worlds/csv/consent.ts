import type { MarketingState, Timestamp } from '../../store/records';

/** Tracks one customer's consent to e-mail marketing over their counted orders. */
export class Consent {
  private answer: boolean | null = null;
  private since = 0;
  private everYes = false;

  /** Adds the next order's answer, in order of time. */
  say(yes: boolean, instant: number): void {
    if (yes !== this.answer) this.since = instant;
    this.answer = yes;
    this.everYes ||= yes;
  }

  /** The latest answer, dated by the first order of its unbroken run. */
  state(): { state: MarketingState; updatedAt: Timestamp | null } {
    if (this.answer === null) return { state: 'NOT_SUBSCRIBED', updatedAt: null };
    const updatedAt = new Date(this.since).toISOString();
    if (this.answer) return { state: 'SUBSCRIBED', updatedAt };
    return { state: this.everYes ? 'UNSUBSCRIBED' : 'NOT_SUBSCRIBED', updatedAt };
  }
}
