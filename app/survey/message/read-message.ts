import { isProblem, messageSchema, type Message, type Problem } from './contract';

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
  const codes = [issue?.message ?? '', `bad_${String(issue?.path[0] ?? '')}`];
  return { problem: codes.find(isProblem) ?? 'bad_message' };
}
