/** Why a door of the survey refuses a request: status, and a sentence for developers. */
const PROBLEMS = {
  not_json: [400, 'The body is no JSON.'],
  unauthorized: [401, 'The shop has not installed the app.'],
  cross_site: [403, 'A form of another site is not taken.'],
  wrong_method: [405, 'This address takes POST.'],
  too_large: [413, 'The body is larger than 16 KB.'],
  unsupported: [415, 'The body is neither JSON nor a form.'],
  bad_message: [422, 'The body is no message of the survey.'],
  bad_kind: [422, 'The kind is none of ask, answer and dismissal.'],
  bad_source: [422, 'The source is none of this door.'],
  bad_order: [422, 'The order is missing, or is no id of an order.'],
  bad_number: [422, 'The number is no text of at most 64 characters.'],
  bad_visitor: [422, 'Nobody is logged in, and the visitor is missing, or is no UUID.'],
  bad_token: [422, 'The token is missing, wrong, over or of another shop.'],
  bad_language: [422, 'The language is no language tag.'],
  bad_key: [422, 'The key is missing, or is no UUID.'],
  key_used: [422, 'The key has been used for another answer.'],
  bad_score: [422, 'The score is no whole number from 0 to 10.'],
  bad_reason: [422, 'The reason is none of indifference, product, competitor and other.'],
  bad_comment: [422, 'The comment is no text.'],
  comment_too_long: [
    422,
    'The comment is longer than 1,000 characters, or than 4,000 UTF-16 units or 9,000 bytes.',
  ],
  comment_marks: [422, 'A letter of the comment carries more than 8 combining marks.'],
  bad_voice: [422, 'The voice is neither true nor false.'],
  too_many: [429, 'Too many messages came within a minute.'],
  busy: [
    503,
    'The shop is being written elsewhere; nothing was kept, and the same message may come again.',
  ],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type Problem = keyof typeof PROBLEMS;

/** The reply of a door, in JSON. */
export interface DoorReply {
  status: number;
  body: object;
  retryAfterSeconds?: number;
}

export function problemReply(error: Problem, retryAfterSeconds?: number): DoorReply {
  const [status, message] = PROBLEMS[error];
  return retryAfterSeconds === undefined
    ? { status, body: { error, message } }
    : { status, body: { error, message, retryAfterSeconds }, retryAfterSeconds };
}

/** The problem of that code; null for an unknown code. */
export function problemOf(code: string): Problem | null {
  return isProblem(code) ? code : null;
}

const isProblem = (code: string): code is Problem => Object.hasOwn(PROBLEMS, code);
