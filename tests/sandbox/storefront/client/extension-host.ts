import * as z from 'zod/mini';
import { frameMessage, type FrameMessage } from '../frame-boot';

/**
 * Shopify's side of an extension's frame, in the page around it: session tokens, the browser's storage, and
 * the frame's height.
 */
function extensionFrame(): HTMLIFrameElement {
  const found = document.getElementById('extension');
  if (found instanceof HTMLIFrameElement) return found;
  throw new Error('The page has no extension.');
}

const frame = extensionFrame();
const { pathname, searchParams } = new URL(frame.dataset.address ?? '', location.href);
/** Checkout and customer accounts have separate storages for an extension. */
const surface = searchParams.get('target')?.split('.')[0] ?? '';
const tokenAnswer = z.object({ token: z.string() });

async function sessionToken(): Promise<string> {
  const response = await fetch(`${pathname}/session-token`, { method: 'POST' });
  if (!response.ok) throw new Error(`no session token: HTTP ${String(response.status)}`);
  return tokenAnswer.parse(await response.json()).token;
}

const stored = (key: string): string => `storefront:${surface}:${key}`;

async function answered(message: FrameMessage): Promise<unknown> {
  switch (message.kind) {
    case 'sessionToken':
      return sessionToken();
    case 'storage.read':
      return JSON.parse(localStorage.getItem(stored(message.key)) ?? 'null');
    case 'storage.write':
      localStorage.setItem(stored(message.key), JSON.stringify(message.value));
      return undefined;
    case 'storage.delete':
      localStorage.removeItem(stored(message.key));
      return undefined;
    case 'height':
      frame.style.blockSize = `${String(Math.ceil(message.pixels))}px`;
      return undefined;
  }
}

addEventListener('message', ({ source, data }) => {
  const heard = z.safeParse(frameMessage, data);
  if (source === null || source !== frame.contentWindow || !heard.success) return;
  const message = heard.data;
  const reply = (answer: object): void => {
    if ('id' in message) frame.contentWindow?.postMessage({ answer: message.id, ...answer }, '*');
  };
  answered(message).then(
    (value) => {
      reply({ value });
    },
    (error: unknown) => {
      reply({ error: String(error) });
    },
  );
});

// after the listener, because earlier messages of the frame are lost
frame.src = frame.dataset.address ?? '';
