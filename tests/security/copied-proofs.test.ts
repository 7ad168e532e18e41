import { createHmac, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { beginPost, silentConnection } from '../support/doors/half-request';
import { API_SECRET } from '../sandbox/oauth/app-identity';
import { proxied, sessionToken } from '../support/doors/buyers';
import { DOMAIN, running } from '../support/doors/running-doors';

const on = running();

/** The largest number that the process accepts. */
const CONNECTIONS = 1_000;

const delivery = (body: string): string[] => [
  'X-Shopify-Topic: orders/updated',
  `X-Shopify-Shop-Domain: ${DOMAIN}`,
  'X-Shopify-Api-Version: 2026-10',
  `X-Shopify-Webhook-Id: ${randomUUID()}`,
  `X-Shopify-Hmac-Sha256: ${createHmac('sha256', API_SECRET).update(body).digest('base64')}`,
];
const bearer = (dest = DOMAIN): string[] => [
  `Authorization: Bearer ${sessionToken({ says: { dest } })}`,
];
const JSON_BODY = ['Content-Type: application/json'];
const signedAddress = (at = 0): string =>
  `/proxy/survey?${proxied([['at', String(at)]], { shop: DOMAIN }).toString()}`;

const copied = { token: bearer(), captured: delivery('{"id":7}'), address: signedAddress() };

/** The means of a stranger who has bought a product, or has seen one delivery. */
const ATTACKS: [what: string, request: (at: number) => { path: string; headers: string[] }][] = [
  ['one buyer’s token', () => ({ path: '/checkout/survey', headers: copied.token })],
  ['a token for each', () => ({ path: '/checkout/survey', headers: bearer() })],
  [
    'tokens of many shops',
    (at) => ({ path: '/checkout/survey', headers: bearer(`shop-${at}.myshopify.com`) }),
  ],
  ['one signed address', () => ({ path: copied.address, headers: JSON_BODY })],
  ['a signed address for each', (at) => ({ path: signedAddress(at), headers: JSON_BODY })],
  ['a captured delivery', () => ({ path: '/webhooks/orders', headers: copied.captured })],
];

/** On a connection of its own: an idle one is the first to be closed. */
const ask = async (path: string, headers: Record<string, string> = {}) =>
  await on.ask(path, { headers: { ...headers, connection: 'close' } });

/** A delivery whose body comes after another request and reply since its head. */
async function deliverInTwo(): Promise<string> {
  const body = JSON.stringify({ id: 1, at: randomUUID() });
  const { socket, answer } = await silentConnection(on.url);
  const head = ['POST /webhooks/orders HTTP/1.1', 'Host: a', `Content-Length: ${body.length}`];
  socket.write(`${[...head, 'Connection: close', ...delivery(body)].join('\r\n')}\r\n\r\n`);
  expect(await ask('/health/live')).toMatchObject({ status: 200 });
  socket.write(body);
  return (await answer).split('\r\n')[0] ?? '';
}

describe('a thousand connections with unfinished bodies and', () => {
  it.each(ATTACKS)('%s disturb neither deliveries nor health nor pages', async (_, request) => {
    const attack = await Promise.all(
      Array.from({ length: CONNECTIONS }, (_each, at) => {
        const { path, headers } = request(at);
        return beginPost(`${on.url}${path}`, headers, 16_000, 10);
      }),
    );
    expect(await ask('/health/ready')).toMatchObject({ status: 200, text: 'ready\n' });
    for (let each = 0; each < 5; each += 1) expect(await deliverInTwo()).toBe('HTTP/1.1 200 OK');
    const authorization = `Bearer ${on.token()}`;
    expect(await ask('/app/live', { authorization })).toMatchObject({ status: 200 });
    expect(attack.filter(({ closed }) => closed()).length).toBeGreaterThan(CONNECTIONS / 2);
  });
});

describe('a thousand clients that come at once', () => {
  const connected = () =>
    Promise.all(Array.from({ length: CONNECTIONS - 100 }, () => silentConnection(on.url)));

  it('and ask for health are all answered, and take no place', async () => {
    const clients = await connected();
    const asking = 'GET /health/ready HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
    for (const { socket } of clients) socket.write(asking);
    const answers = await Promise.all(clients.map(({ answer }) => answer));
    expect(new Set(answers.map((text) => text.slice(0, 15)))).toEqual(new Set(['HTTP/1.1 200 OK']));
  });

  // elsewhere the system has another line, and a shorter one
  it.runIf(process.platform === 'linux')('stand in line while the process is busy', async () => {
    on.signal('SIGSTOP');
    try {
      expect(await connected()).toHaveLength(CONNECTIONS - 100);
    } finally {
      on.signal('SIGCONT');
    }
    expect(await ask('/health/live')).toMatchObject({ status: 200 });
  });
});
