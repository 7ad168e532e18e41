import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { API_VERSION } from '../oauth/app-identity';
import { RESULT_HOST } from '../bulk/result-url';
import { answerGraphql, answerResult, answerToken } from './http-answers';
import { sendJson } from './http-json';
import type { LocalShopify } from '../local-shopify';

/**
 * Another page or address on the same server (the admin shell, a storefront).
 * @returns whether it replied
 */
export type ExtraRoute = (
  req: IncomingMessage,
  res: ServerResponse,
  shopify: LocalShopify,
) => Promise<boolean>;

export interface Listening {
  /** `http://127.0.0.1:4010` */
  url: string;
  port: number;
  close(): Promise<void>;
}

/** Serves the local Shopify on the loopback; port 0 is any free one. */
export async function listen(
  shopify: LocalShopify,
  port: number,
  routes: ExtraRoute[],
): Promise<Listening> {
  const server = createServer((req, res) => {
    route(req, res, shopify, routes).catch((error: unknown) => {
      process.stderr.write(`local Shopify: ${error instanceof Error ? (error.stack ?? '') : ''}\n`);
      if (res.headersSent) res.destroy();
      else sendJson(res, 500, { errors: 'Internal Server Error' });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    port: address.port,
    close: () => closeServer(server),
  };
}

async function route(
  req: IncomingMessage,
  res: ServerResponse,
  shopify: LocalShopify,
  routes: ExtraRoute[],
): Promise<void> {
  const host = req.headers['x-orig-host'];
  if (typeof host !== 'string') {
    for (const extra of routes) if (await extra(req, res, shopify)) return;
    sendJson(res, 404, { errors: 'Not Found' });
    return;
  }
  const url = new URL(req.url ?? '/', `https://${host}`);
  if (host === RESULT_HOST) {
    await answerResult(req, res, url, shopify);
    return;
  }
  const call = `${String(req.method)} ${url.pathname}`;
  if (call === 'POST /admin/oauth/access_token') await answerToken(req, res, host, shopify);
  else if (call === `POST /admin/api/${API_VERSION}/graphql.json`) {
    await answerGraphql(req, res, host, shopify);
  } else {
    sendJson(res, 501, { errors: `NotInSandbox: the local Shopify does not answer ${call}` });
  }
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  // A call that hangs on purpose would keep the server open forever.
  server.closeAllConnections();
  await closed;
}
