import * as z from 'zod/mini';
import { hostAnswer, type FrameMessage } from '../frame-boot';

/** The frame's calls to the page around it, for what a frame without an origin cannot do. */
export function hostChannel() {
  const waiting = new Map<number, { take(value: unknown): void; fail(error: Error): void }>();
  let calls = 0;
  addEventListener('message', ({ source, data }) => {
    const said = z.safeParse(hostAnswer, data);
    if (source !== parent || !said.success) return;
    const { answer, value, error } = said.data;
    const call = waiting.get(answer);
    waiting.delete(answer);
    if (error === undefined) call?.take(value);
    else call?.fail(new Error(error));
  });
  function tell(message: FrameMessage): void {
    parent.postMessage(message, '*');
  }
  function ask(message: (id: number) => FrameMessage): Promise<unknown> {
    calls += 1;
    const id = calls;
    return new Promise((take, fail) => {
      waiting.set(id, { take, fail });
      tell(message(id));
    });
  }
  return { tell, ask };
}
export type HostChannel = ReturnType<typeof hostChannel>;
