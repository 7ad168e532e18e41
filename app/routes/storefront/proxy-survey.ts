import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { authenticate } from '../../shopify/shopify.server';
import { type DoorReply, problemReply } from '../../survey/message/contract';
import type { PageReply } from '../../survey/pages/survey-pages.server';
import { openPage, takeForm } from '../../survey/pages/take-form.server';
import { takeMessage } from '../../survey/answer/take-message.server';

/** The page of a signed link, in the merchant's theme. */
export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await authenticate.proxy(request);
  // a HEAD has no body to render
  if (request.method === 'HEAD') return toResponse({ status: 200, liquid: '' });
  const browser = { ...visitor, acceptLanguage: request.headers.get('accept-language') };
  const query = new URL(request.url).searchParams;
  return toResponse(await openPage(query, { ...visitor, tokenId: null }, browser));
}

/** The survey's messages from the shop's own pages: the block's JSON, or its form without JavaScript. */
export async function action({ request }: ActionFunctionArgs) {
  const visitor = await authenticate.proxy(request);
  if (request.method !== 'POST') return toResponse(problemReply('wrong_method'));
  // CSRF: Shopify signs the logged-in customer even where another site made the browser send the form
  if (request.headers.get('sec-fetch-site') === 'cross-site')
    return toResponse(problemReply('cross_site'));
  const sender = { ...visitor, tokenId: null };
  const [type] = (request.headers.get('content-type') ?? '').toLowerCase().split(';');
  if (type === 'application/json')
    return toResponse(await takeMessage(await request.text(), sender));
  if (type !== 'application/x-www-form-urlencoded') return toResponse(problemReply('unsupported'));
  const browser = { ...visitor, acceptLanguage: request.headers.get('accept-language') };
  return toResponse(await takeForm(await request.text(), sender, browser));
}

function toResponse(answer: DoorReply | PageReply): Response {
  const { status, retryAfterSeconds } = answer;
  const headers = new Headers({ 'Cache-Control': 'no-store' });
  if (retryAfterSeconds !== undefined) headers.set('Retry-After', String(retryAfterSeconds));
  if ('body' in answer) return Response.json(answer.body, { status, headers });
  headers.set('Content-Type', 'application/liquid; charset=utf-8');
  return new Response(answer.liquid, { status, headers });
}
