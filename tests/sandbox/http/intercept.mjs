/**
 * Routes a process's calls to Shopify to the local one. Preload it before everything else
 * (`NODE_OPTIONS="--import …/intercept.mjs"` with `OMEGA_SANDBOX_URL`): `@shopify/shopify-api` keeps the
 * `fetch` that it finds at its import. Calls to any other host than this machine fail.
 */
const { Headers, Request } = globalThis;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const RESULT_HOST = 'storage.googleapis.com';

/** @type {typeof globalThis.fetch | undefined} */
let machineFetch;
/** @type {string | null} */
let sandboxUrl = null;

/** Routes Shopify's hosts to this address; null: calls to them fail. */
export function routeShopifyTo(url) {
  sandboxUrl = url;
  install();
}

function install() {
  if (machineFetch) return;
  machineFetch = globalThis.fetch;
  globalThis.fetch = interceptedFetch;
}

async function interceptedFetch(input, init) {
  const url = new URL(input instanceof Request ? input.url : String(input));
  if (LOOPBACK.has(url.hostname) || !/^https?:$/.test(url.protocol)) {
    return machineFetch(input, init);
  }
  if (!url.hostname.endsWith('.myshopify.com') && url.hostname !== RESULT_HOST) {
    throw new TypeError(
      `The local Shopify lets no call out: ${url.origin} is neither Shopify nor this machine.`,
    );
  }
  if (sandboxUrl === null) {
    throw new TypeError(`No local Shopify is running that could answer for ${url.host}.`);
  }
  const local = new URL(`${url.pathname}${url.search}`, sandboxUrl);
  const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : {}));
  headers.set('x-orig-host', url.host);
  if (input instanceof Request)
    return machineFetch(new Request(local, input), { ...init, headers });
  return machineFetch(local, { ...init, headers });
}

if (process.env.OMEGA_SANDBOX_URL) routeShopifyTo(process.env.OMEGA_SANDBOX_URL);
