import { request, type IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeAll } from 'vitest';
import { LocalShopify } from '../../sandbox/local-shopify';
import { database, type TestDatabase } from '../database';
import { SCOPES } from '../shops/installed';
import { tinyWorld } from '../shops/tiny-world';
import { startBuilt } from '../processes/built';

export const DOMAIN = 'tiny.myshopify.com';
/** The user agent of a browser: Shopify's library takes others for robots. */
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

export interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** The built web process as it runs in production, around a local Shopify with one shop. */
export interface Running {
  db: TestDatabase;
  shopify: LocalShopify;
  /** its origin */
  readonly url: string;
  /** a session token of the shop's merchant */
  token(): string;
  /** Stops the process, or lets it go on. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
  /** Sends the path unchanged, which a browser would normalise. */
  ask(path: string, asked?: Asked): Promise<Answer>;
}

/** Starts it before the tests of a file. */
export function running(env: Record<string, string> = {}): Running {
  let url = '';
  const parts: Partial<Pick<Running, 'db' | 'shopify'>> = {};
  let end = (): Promise<void> => Promise.resolve();
  let signal: Running['signal'] = () => undefined;
  beforeAll(async () => {
    parts.db = await database();
    parts.shopify = await LocalShopify.open({ path: ':memory:' });
    await parts.shopify.addShop(tinyWorld(DOMAIN));
    parts.shopify.install(DOMAIN, { scopes: SCOPES });
    const { url: OMEGA_SANDBOX_URL } = await parts.shopify.listen();
    const web = startBuilt('web', { OMEGA_SANDBOX_URL, METRICS_PORT: '', ...env }, [], (stop) => {
      end = stop;
    });
    signal = (name) => web.signal(name);
    url = await web.url();
  });
  afterAll(async () => {
    await end();
    await parts.shopify?.close();
  });
  const started = <Name extends 'db' | 'shopify'>(name: Name): Running[Name] => {
    const part: Partial<Running>[Name] = parts[name];
    if (part === undefined) throw new Error('nothing runs yet');
    return part;
  };
  return {
    get db() {
      return started('db');
    },
    get shopify() {
      return started('shopify');
    },
    get url() {
      return url;
    },
    signal: (name) => signal(name),
    token: () => started('shopify').idToken(DOMAIN),
    ask: (path, asked) => askRaw(url, path, asked),
  };
}

/** Sends a request unchanged, and reads the raw reply. */
export async function askRaw(url: string, path: string, asked: Asked = {}): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const { method = 'GET', headers = {}, body } = asked;
  return await new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, path, method, headers: { 'user-agent': BROWSER, ...headers } },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
