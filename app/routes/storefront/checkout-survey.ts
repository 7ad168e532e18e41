import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { authenticate } from '../../shopify/shopify.server';
import { type DoorReply, problemReply } from '../../survey/message/contract';
import { takeMessage } from '../../survey/answer/take-message.server';

/** Extensions run in a worker without an origin, and read every reply, errors too. */
const CORS = { 'Access-Control-Allow-Origin': '*' };
const PREFLIGHT = {
  ...CORS,
  'Access-Control-Allow-Methods': 'POST',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type',
  'Access-Control-Max-Age': '7200',
};

/** The CORS preflight, which carries no token. */
export async function loader({ request }: LoaderFunctionArgs) {
  if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: PREFLIGHT });
  return toResponse(problemReply('wrong_method'));
}

/** The survey's messages from the thank-you and order status pages. */
export async function action({ request, context }: ActionFunctionArgs) {
  const buyer = await authenticate.checkout(request);
  if (request.method !== 'POST') return toResponse(problemReply('wrong_method'));
  const network = typeof context.network === 'string' ? context.network : null;
  return toResponse(
    await takeMessage(await request.text(), { ...buyer, signature: null, network }),
  );
}

function toResponse({ status, body, retryAfterSeconds }: DoorReply): Response {
  const headers = new Headers(CORS);
  if (retryAfterSeconds !== undefined) headers.set('Retry-After', String(retryAfterSeconds));
  return Response.json(body, { status, headers });
}
