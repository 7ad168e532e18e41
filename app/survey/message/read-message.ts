import { messageSchema, type Message } from './message';
import { problemOf, type Problem } from './problems';

export type Read = { message: Message } | { problem: Problem };

/** A body of JSON as a message. */
export function readMessage(text: string): Read {
  try {
    return checkMessage(JSON.parse(text));
  } catch {
    return { problem: 'not_json' };
  }
}

/** Whatever it is as a message, or what is wrong with the first field that is wrong. */
export function checkMessage(sent: unknown): Read {
  const { success, data, error } = messageSchema.safeParse(sent);
  if (success) return { message: data };
  const [issue] = error.issues;
  const field = String(issue?.path[0] ?? '');
  return {
    problem: problemOf(issue?.message ?? '') ?? problemOf(`bad_${field}`) ?? 'bad_message',
  };
}
