/**
 * A job failed for good and has recorded why: the queue does not retry it. The hourly work or a person
 * may start it again.
 */
export class Ended extends Error {
  override name = 'Ended';
  /** @param cause the error that ended the work */
  constructor(override readonly cause: unknown) {
    super('the work has ended');
  }
}

/** A job has enqueued itself for a later time: it has neither succeeded nor failed. */
export class Postponed extends Error {
  override name = 'Postponed';
  constructor() {
    super('the work is done later');
  }
}
