/**
 * A job's work has ended without success, and the job knows: the queue does not try it again. An hour
 * later it may, or a person.
 */
export class Ended extends Error {
  override name = 'Ended';
  /** @param cause what it ended with */
  constructor(override readonly cause: unknown) {
    super('the work has ended');
  }
}

/** A job has asked for itself again at a later time: nothing has succeeded and nothing has failed. */
export class Postponed extends Error {
  override name = 'Postponed';
  constructor() {
    super('the work is done later');
  }
}
