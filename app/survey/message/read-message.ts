import { messageSchema, type Message } from './message';
import { problemOf, type Problem } from './problems';

export type Read = { message: Message } | { problem: Problem };

/** Parses a body of JSON as a message. */
export function readMessage(text: string): Read {
  try {
    return checkMessage(JSON.parse(text));
  } catch {
    return { problem: 'not_json' };
  }
}

/** Parses a value as a message. @returns the problem of the first wrong field where it is none */
export function checkMessage(sent: unknown): Read {
  const { success, data, error } = messageSchema.safeParse(sent);
  if (success) return { message: data };
  const [issue] = error.issues;
  const field = String(issue?.path[0] ?? '');
  return {
    problem: problemOf(issue?.message ?? '') ?? problemOf(`bad_${field}`) ?? 'bad_message',
  };
}
