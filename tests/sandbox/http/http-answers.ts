import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { operationOf } from '../bulk/result-url';
import type { Fault } from '../control/faults';
import { answer, throttled, type GraphqlAnswer } from '../graphql/graphql';
import { sendJson } from './http-json';
import type { LocalShopify } from '../local-shopify';
import { accessTokenAnswer } from '../oauth/oauth';

const MAX_BODY_BYTES = 10 * 1024 * 1024;

const GraphqlBody = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

const INVALID_TOKEN = {
  errors: '[API] Invalid API key or access token (unrecognized login or wrong password)',
};

/** Shopify's token endpoint. */
export async function answerToken(
  req: IncomingMessage,
  res: ServerResponse,
  domain: string,
  shopify: LocalShopify,
): Promise<void> {
  const body = await readBody(req);
  if (await meet(shopify.faults.take('token'), res)) return;
  const shop = shopify.store.shop(domain);
  if (!shop) {
    sendJson(res, 404, { errors: 'Not Found' });
    return;
  }
  const form = String(req.headers['content-type']).includes('x-www-form-urlencoded');
  const raw: unknown = form ? Object.fromEntries(new URLSearchParams(body)) : parse(body);
  const { status, body: answered } = accessTokenAnswer(raw, shop, shopify.app, shopify.tokens);
  sendJson(res, status, answered);
}

/** The Admin GraphQL API of one shop. */
export async function answerGraphql(
  req: IncomingMessage,
  res: ServerResponse,
  domain: string,
  shopify: LocalShopify,
): Promise<void> {
  const body = await readBody(req);
  const shop = shopify.store.shop(domain);
  const request = GraphqlBody.safeParse(parse(body));
  const query = request.success ? request.data.query : '';
  const fault = shopify.faults.take('graphql', query);
  if (fault && fault.kind !== 'cut-body' && (await meet(fault, res))) return;
  if (!shop) {
    sendJson(res, 404, { errors: 'Not Found' });
    return;
  }
  const token = String(req.headers['x-shopify-access-token'] ?? '');
  if (!shop.installation || !shopify.tokens.isValid(shop.no, token)) {
    sendJson(res, 401, INVALID_TOKEN);
    return;
  }
  if (!request.success) {
    sendJson(res, 400, { errors: { query: 'Required parameter missing or invalid' } });
    return;
  }
  const bucket = shopify.bucket(shop);
  let answered: GraphqlAnswer;
  if (fault?.kind === 'throttled') {
    bucket.drain();
    answered = throttled(1, bucket);
  } else answered = answer(request.data, shopify.contextOf(shop), bucket);
  if (fault?.kind === 'partial') answered = withPartialError(answered, fault);
  const headers = { 'x-request-id': crypto.randomUUID() };
  if (fault?.kind === 'cut-body') cut(res, JSON.stringify(answered), fault.afterBytes);
  else sendJson(res, 200, answered, headers);
}

/** Large pieces cost a third of the time of small ones; real storage would cost this machine none. */
const PIECE_BYTES = 1_048_576;

/** A bulk operation's result, whole or a range, as on Google's storage. */
export async function answerResult(
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
  shopify: LocalShopify,
): Promise<void> {
  const fault = shopify.faults.take('bulk-result');
  if (fault && fault.kind !== 'cut-body' && (await meet(fault, res))) return;
  const id = operationOf(url);
  const file = id === null ? null : shopify.bulk.resultFile(id);
  if (file === null) {
    res.writeHead(404, { 'content-type': 'application/xml' });
    res.end('<Error><Code>NoSuchKey</Code></Error>');
    return;
  }
  const { size } = await stat(file);
  const start = Number(/^bytes=(\d+)-$/.exec(req.headers.range ?? '')?.[1] ?? 0);
  if (start >= size) {
    res.writeHead(416, { 'content-range': `bytes */${String(size)}` }).end();
    return;
  }
  res.writeHead(start > 0 ? 206 : 200, {
    'content-type': 'application/jsonl',
    'content-length': String(size - start),
    'accept-ranges': 'bytes',
    ...(start > 0
      ? { 'content-range': `bytes ${String(start)}-${String(size - 1)}/${String(size)}` }
      : {}),
  });
  const end = fault?.kind === 'cut-body' ? start + fault.afterBytes - 1 : size - 1;
  try {
    const lines = createReadStream(file, { start, end, highWaterMark: PIECE_BYTES });
    await pipeline(lines, res, { end: end === size - 1 });
  } catch (error) {
    // The reader may close the connection early.
    if (!isPrematureClose(error)) throw error;
  }
  if (end < size - 1) res.destroy();
}

/** @returns whether the fault was the whole reply */
async function meet(fault: Fault | null, res: ServerResponse): Promise<boolean> {
  if (fault?.kind === 'answer') {
    res.writeHead(fault.status, { 'content-type': fault.type }).end(fault.body);
    return true;
  }
  if (fault?.kind === 'status') {
    const headers: Record<string, string> = {};
    if (fault.status === 429) headers['retry-after'] = String(fault.retryAfterSeconds ?? 1);
    sendJson(res, fault.status, { errors: `Simulated answer ${String(fault.status)}` }, headers);
    return true;
  }
  if (fault?.kind === 'reset') {
    res.destroy();
    return true;
  }
  if (fault?.kind !== 'hang') return false;
  await new Promise((resolve) => res.once('close', resolve));
  return true;
}

function withPartialError(
  answered: GraphqlAnswer,
  fault: Extract<Fault, { kind: 'partial' }>,
): GraphqlAnswer {
  const error = {
    message: fault.message,
    path: fault.path,
    extensions: { code: fault.code ?? 'INTERNAL_SERVER_ERROR' },
  };
  return { ...answered, errors: [...(answered.errors ?? []), error] };
}

function cut(res: ServerResponse, text: string, afterBytes: number): void {
  const bytes = Buffer.from(text);
  res.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(bytes.length),
  });
  res.write(bytes.subarray(0, afterBytes), () => {
    res.destroy();
  });
}

async function readBody(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new Error('the request body is larger than 10 MB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isPrematureClose(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    ['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE'].includes(String(error.code))
  );
}
