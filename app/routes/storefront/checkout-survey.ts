import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { authenticate } from '../../shopify/shopify.server';
import { problemReply, type DoorReply } from '../../survey/message/problems';
import { takeMessage } from '../../survey/answer/take-message.server';

/** Extensions run in a worker that belongs to no site, and read every answer, errors too. */
const CORS = { 'Access-Control-Allow-Origin': '*' };
const PREFLIGHT = {
  ...CORS,
  'Access-Control-Allow-Methods': 'POST',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type',
  'Access-Control-Max-Age': '7200',
};

/** A browser asks whether it may ask; nobody has signed in for that. */
export async function loader({ request }: LoaderFunctionArgs) {
  if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: PREFLIGHT });
  return answered(problemReply('wrong_method'));
}

/** The survey of the thank-you and the order status page. */
export async function action({ request, context }: ActionFunctionArgs) {
  const buyer = await authenticate.checkout(request);
  if (request.method !== 'POST') return answered(problemReply('wrong_method'));
  const network = typeof context.network === 'string' ? context.network : null;
  return answered(await takeMessage(await request.text(), { ...buyer, signature: null, network }));
}

function answered({ status, body, retryAfterSeconds }: DoorReply): Response {
  const headers = new Headers(CORS);
  if (retryAfterSeconds !== undefined) headers.set('Retry-After', String(retryAfterSeconds));
  return Response.json(body, { status, headers });
}
