import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { authenticate } from '../../shopify/shopify.server';
import { problemReply, type DoorReply } from '../../survey/message/problems';
import type { PageReply } from '../../survey/pages/survey-pages.server';
import { openPage, takeForm } from '../../survey/pages/take-form.server';
import { takeMessage } from '../../survey/answer/take-message.server';

/** The page of a signed link, in the merchant's theme. */
export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await authenticate.proxy(request);
  // nobody reads what is only looked for
  if (request.method === 'HEAD') return answered({ status: 200, liquid: '' });
  const browser = { ...visitor, acceptLanguage: request.headers.get('accept-language') };
  const query = new URL(request.url).searchParams;
  return answered(await openPage(query, { ...visitor, tokenId: null }, browser));
}

/** The survey of the shop's own pages: JSON of the block's script, or its form without JavaScript. */
export async function action({ request }: ActionFunctionArgs) {
  const visitor = await authenticate.proxy(request);
  if (request.method !== 'POST') return answered(problemReply('wrong_method'));
  // Shopify signs who is logged in, whoever has made his browser send the form
  if (request.headers.get('sec-fetch-site') === 'cross-site')
    return answered(problemReply('cross_site'));
  const sender = { ...visitor, tokenId: null };
  const [type] = (request.headers.get('content-type') ?? '').toLowerCase().split(';');
  if (type === 'application/json') return answered(await takeMessage(await request.text(), sender));
  if (type !== 'application/x-www-form-urlencoded') return answered(problemReply('unsupported'));
  const browser = { ...visitor, acceptLanguage: request.headers.get('accept-language') };
  return answered(await takeForm(await request.text(), sender, browser));
}

function answered(answer: DoorReply | PageReply): Response {
  const { status, retryAfterSeconds } = answer;
  const headers = new Headers({ 'Cache-Control': 'no-store' });
  if (retryAfterSeconds !== undefined) headers.set('Retry-After', String(retryAfterSeconds));
  if ('body' in answer) return Response.json(answer.body, { status, headers });
  headers.set('Content-Type', 'application/liquid; charset=utf-8');
  return new Response(answer.liquid, { status, headers });
}
