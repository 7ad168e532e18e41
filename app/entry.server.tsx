import type { Transform } from 'node:stream';
import {
  createReadableStreamFromReadable,
  type ActionFunctionArgs,
  type EntryContext,
  type LoaderFunctionArgs,
} from '@remix-run/node';
import { isRouteErrorResponse, RemixServer } from '@remix-run/react';
import { isbot } from 'isbot';
import { renderToPipeableStream } from 'react-dom/server';
import { withoutZeroBytes } from './html-stream.server';
import './i18n/both';
import { log } from './log.server';
import { observeQueue } from './operate/queue-metrics.server';
import { setDocumentHeaders } from './shopify/document-headers.server';
import { usuallyWorkingAs } from './store/db.server';

/** Deferred parts of a page are abandoned after this; the page says so. */
const ABORT_AFTER_MS = 10_000;

usuallyWorkingAs('page');
observeQueue();

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
): Promise<Response> {
  setDocumentHeaders(request, headers);
  headers.set('Content-Type', 'text/html; charset=utf-8');
  const wantsWholePage = isbot(request.headers.get('user-agent') ?? '');

  return new Promise((resolve, reject) => {
    let failed = false;
    const respond = () => {
      const body = withoutZeroBytes();
      resolve(
        new Response(createReadableStreamFromReadable(body), {
          headers,
          status: failed ? 500 : status,
        }),
      );
      clearTimeoutOnEnd(body);
      pipe(body);
    };
    const { pipe, abort } = renderToPipeableStream(
      <RemixServer context={context} url={request.url} abortDelay={ABORT_AFTER_MS} />,
      {
        [wantsWholePage ? 'onAllReady' : 'onShellReady']: respond,
        onShellError: reject,
        onError(error: unknown) {
          failed = true;
          report(error, request);
        },
      },
    );
    const timeout = setTimeout(abort, ABORT_AFTER_MS + 1_000);
    const clearTimeoutOnEnd = (body: Transform) => body.on('close', () => clearTimeout(timeout));
  });
}

/** Logs what a loader or an action throws, unless it is a response. */
export function handleError(
  error: unknown,
  { request }: LoaderFunctionArgs | ActionFunctionArgs,
): void {
  // a 404 or a 405 is a response
  const answered = isRouteErrorResponse(error) && error.status < 500;
  if (!request.signal.aborted && !answered) report(error, request);
}

/** Logs the path without its query, which carries the session token, and never a body. */
function report(error: unknown, request: Request): void {
  const { pathname } = new URL(request.url);
  if (error instanceof Error)
    log.error({ pathname, error: error.name, stack: error.stack }, error.message);
  else log.error({ pathname }, 'a page failed with something that is no error');
}
