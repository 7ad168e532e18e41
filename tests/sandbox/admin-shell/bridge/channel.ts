import type * as z from 'zod/mini';

import { answerMessage, shellEvent, type CallName, type Calls, type ShellEvent } from '../protocol';

/** Messages between the app's frame and the admin shell around it only. */
export interface Channel {
  /** Sends a call and waits for the reply; rejects with the shell's message when it refuses. */
  call<Name extends CallName, Answer>(
    name: Name,
    params: Calls[Name],
    answer: z.ZodMiniType<Answer>,
  ): Promise<Answer>;
  tell<Name extends CallName>(name: Name, params: Calls[Name]): void;
  on<Name extends ShellEvent['name']>(
    name: Name,
    listener: (event: Extract<ShellEvent, { name: Name }>) => void,
  ): void;
}

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

/** Calls that need no input of the merchant; without a reply there is no shell. */
const promptCalls: ReadonlySet<CallName> = new Set(['idToken', 'scopes.query', 'extensions']);
const patienceMs = 15_000;

/** @param shellOrigin the shell's origin; messages of other origins are ignored */
export function openChannel(shellOrigin: string): Channel {
  const waiting = new Map<number, Waiting>();
  const listeners: ((event: ShellEvent) => void)[] = [];
  let last = 0;

  function post(id: number, method: CallName, params: unknown): void {
    window.parent.postMessage({ to: 'omega-shell', id, method, params }, shellOrigin);
  }

  window.addEventListener('message', (message) => {
    if (message.origin !== shellOrigin || message.source !== window.parent) return;
    const answer = answerMessage.safeParse(message.data);
    if (answer.success) {
      const waiter = waiting.get(answer.data.answer);
      waiting.delete(answer.data.answer);
      if (answer.data.error !== undefined) waiter?.reject(new Error(answer.data.error));
      else waiter?.resolve(answer.data.value);
      return;
    }
    const heard = shellEvent.safeParse(message.data);
    if (heard.success) for (const listener of listeners) listener(heard.data.event);
  });

  return {
    async call(name, params, answer) {
      const id = ++last;
      const value = await new Promise<unknown>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        if (promptCalls.has(name))
          setTimeout(() => {
            if (!waiting.delete(id)) return;
            reject(new Error(`The admin shell at ${shellOrigin} did not answer ${name}.`));
          }, patienceMs);
        post(id, name, params);
      });
      return answer.parse(value);
    },
    tell(name, params) {
      post(0, name, params);
    },
    on(name, listener) {
      listeners.push((event) => {
        if (isNamed(event, name)) listener(event);
      });
    },
  };
}

function isNamed<Name extends ShellEvent['name']>(
  event: ShellEvent,
  name: Name,
): event is Extract<ShellEvent, { name: Name }> {
  return event.name === name;
}
