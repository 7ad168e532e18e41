import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { API_SECRET } from '../sandbox/oauth/app-identity';
import { DOMAIN, running } from '../support/doors/running-doors';

const on = running();

const PAGE =
  'GET /app?shop=tiny.myshopify.com HTTP/1.1\r\nHost: a\r\nUser-Agent: Mozilla/5.0\r\n\r\n';

/** Connections that request pages without end. @returns the number of their replies */
function endless(connections: number): () => number {
  let answers = 0;
  let ended = false;
  onTestFinished(() => void (ended = true));
  const { hostname, port } = new URL(on.url);
  const open = (): void => {
    const socket = connect(Number(port), hostname, () => void socket.write(PAGE));
    socket.on('error', () => undefined);
    socket.on('data', (piece) => {
      if (!piece.toString('latin1').startsWith('HTTP/1.1 ')) return;
      answers += 1;
      if (ended) socket.destroy();
      else if (socket.writable) socket.write(PAGE);
    });
    socket.on('close', () => {
      if (!ended) open();
    });
  };
  for (let at = 0; at < connections; at += 1) open();
  return () => answers;
}

async function deliver(id: number): Promise<number> {
  const body = JSON.stringify({ id });
  const { status } = await on.ask('/webhooks/orders', {
    method: 'POST',
    body,
    headers: {
      'x-shopify-topic': 'orders/updated',
      'x-shopify-shop-domain': DOMAIN,
      'x-shopify-api-version': '2026-10',
      'x-shopify-webhook-id': `w-${id}`,
      'x-shopify-hmac-sha256': createHmac('sha256', API_SECRET).update(body).digest('base64'),
      connection: 'close',
    },
  });
  return status;
}

// before, each new connection waited for 60 pages of the others, and thirty of them for each other
it('deliveries on new connections overtake connections that request pages without end', async () => {
  const answers = endless(50);
  await expect.poll(answers).toBeGreaterThan(100);
  const before = answers();
  const all = Array.from({ length: 30 }, (_, at) => deliver(at));
  expect(new Set(await Promise.all(all))).toEqual(new Set([200]));
  expect(answers() - before).toBeLessThan(1_000);
});
