/** Why a door of the survey refuses a request: status, and a sentence for developers. */
const PROBLEMS = {
  not_json: [400, 'The body is not JSON.'],
  unauthorized: [401, 'The shop has not installed the app.'],
  cross_site: [403, 'Forms of other sites are refused.'],
  wrong_method: [405, 'This address takes POST.'],
  too_large: [413, 'The body is larger than 16 KB.'],
  unsupported: [415, 'The body is neither JSON nor a form.'],
  bad_message: [422, 'The body is not a survey message.'],
  bad_kind: [422, 'The kind must be ask, answer or dismissal.'],
  bad_source: [422, 'The source does not belong to this door.'],
  bad_order: [422, 'The order is missing or not an order id.'],
  bad_number: [422, 'The number must be a text of at most 64 characters.'],
  bad_visitor: [422, 'Without a logged-in customer the visitor must be a UUID.'],
  bad_token: [422, 'The token is missing, wrong, expired or of another shop.'],
  bad_language: [422, 'The language is not a language tag.'],
  bad_key: [422, 'The key must be a UUID.'],
  key_used: [422, 'The key belongs to another answer.'],
  bad_score: [422, 'The score must be a whole number from 0 to 10.'],
  bad_reason: [422, 'The reason must be indifference, product, competitor or other.'],
  bad_comment: [422, 'The comment must be a text.'],
  comment_too_long: [
    422,
    'The comment is longer than 1,000 characters, or than 4,000 UTF-16 units or 9,000 bytes.',
  ],
  comment_marks: [422, 'A letter of the comment carries more than 8 combining marks.'],
  bad_voice: [422, 'The voice must be true or false.'],
  too_many: [429, 'Too many messages arrived within a minute.'],
  busy: [
    503,
    'The shop is locked by another write; nothing was recorded. Send the same message again.',
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
