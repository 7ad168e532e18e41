import { calls, requestMessage, type CallName, type Calls, type ShellEvent } from '../protocol';

/** Handlers of the calls of an app's frame; each returns the reply. */
type Handlers = {
  [Name in CallName]: (params: Calls[Name], frame: HTMLIFrameElement) => unknown;
};

export interface Frames {
  /** Adds a frame of the app; messages of other windows are ignored. */
  add(frame: HTMLIFrameElement): void;
  remove(frame: HTMLIFrameElement): void;
  tell(frame: HTMLIFrameElement, event: ShellEvent): void;
  answer(handlers: Handlers): void;
}

const parsers: { [Name in CallName]: { parse(value: unknown): Calls[Name] } } = calls;

export function appFrames(appOrigin: string): Frames {
  const frames = new Set<HTMLIFrameElement>();
  const post = (frame: HTMLIFrameElement, message: object): void => {
    frame.contentWindow?.postMessage({ to: 'omega-bridge', ...message }, appOrigin);
  };

  async function respond(
    frame: HTMLIFrameElement,
    data: unknown,
    handlers: Handlers,
  ): Promise<void> {
    const request = requestMessage.safeParse(data);
    if (!request.success) return;
    const { id, method, params } = request.data;
    try {
      const value = await dispatch(method, params, frame, handlers);
      if (id !== 0) post(frame, { answer: id, value });
    } catch (error) {
      if (id === 0) throw error;
      post(frame, { answer: id, error: error instanceof Error ? error.message : String(error) });
    }
  }

  return {
    add: (frame) => void frames.add(frame),
    remove: (frame) => void frames.delete(frame),
    tell: (frame, event) => {
      post(frame, { event });
    },
    answer(handlers) {
      window.addEventListener('message', (message) => {
        if (message.origin !== appOrigin) return;
        const frame = [...frames].find((one) => one.contentWindow === message.source);
        if (frame !== undefined) void respond(frame, message.data, handlers);
      });
    },
  };
}

function dispatch(
  method: string,
  params: unknown,
  frame: HTMLIFrameElement,
  handlers: Handlers,
): unknown {
  if (!isCall(method)) throw new Error(`The local admin shell does not know "${method}".`);
  return handle(method, params, frame, handlers);
}

function handle<Name extends CallName>(
  name: Name,
  params: unknown,
  frame: HTMLIFrameElement,
  handlers: Handlers,
): unknown {
  return handlers[name](parsers[name].parse(params), frame);
}

function isCall(method: string): method is CallName {
  return Object.hasOwn(calls, method);
}
