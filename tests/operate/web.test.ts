import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askRaw } from '../support/doors/running-doors';
import { API_SECRET } from '../sandbox/oauth/app-identity';
import { database, type TestDatabase } from '../support/database';
import { answerOf, startBuilt, type Built } from '../support/processes/built';
import { databaseProxy } from './database-proxy';
import { beginPost } from '../support/doors/half-request';
import { eventually } from '../support/eventually';

let db: TestDatabase;
/** a process that no test troubles */
let monitored: Built;
let endMonitored: () => Promise<void>;
beforeAll(async () => {
  db = await database();
  monitored = startBuilt('web', {}, [], (end) => (endMonitored = end));
});
afterAll(() => endMonitored());

/** A signed webhook, over HTTP. @returns the status of the answer */
async function deliver(
  url: string,
  { webhookId, domain }: { webhookId: string; domain: string },
): Promise<number> {
  const body = JSON.stringify({ id: 1, updated_at: '2026-11-01T00:00:00Z' });
  const answer = await fetch(`${url}/webhooks/orders`, {
    method: 'POST',
    body,
    headers: {
      'x-shopify-topic': 'orders/updated',
      'x-shopify-shop-domain': domain,
      'x-shopify-api-version': '2026-10',
      'x-shopify-webhook-id': webhookId,
      'x-shopify-hmac-sha256': createHmac('sha256', API_SECRET).update(body).digest('base64'),
    },
  });
  await answer.arrayBuffer();
  return answer.status;
}

describe('the web process', () => {
  it('reports on both ports that it is live and ready', async () => {
    const web = startBuilt('web');
    for (const origin of [await web.url(), await web.operatorUrl()]) {
      expect(await answerOf(`${origin}/health/live`)).toEqual({ status: 200, text: 'live\n' });
      expect(await answerOf(`${origin}/health/ready`)).toEqual({ status: 200, text: 'ready\n' });
      expect(await answerOf(`${origin}/health/other`)).toEqual({
        status: 404,
        text: 'not found\n',
      });
    }
  });

  it.each([
    'curl/8.5.0',
    'kube-probe/1.34',
    'ELB-HealthChecker/2.0',
    'Prometheus/3.5',
    'Googlebot/2.1',
    '',
  ])('answers a monitor that calls itself “%s”', async (agent) => {
    const headers = { 'user-agent': agent };
    for (const path of ['/health/live', '/health/ready'])
      for (const origin of [await monitored.url(), await monitored.operatorUrl()])
        for (const method of ['GET', 'HEAD'])
          expect((await askRaw(origin, path, { method, headers })).status).toBe(200);
    const metrics = await askRaw(await monitored.operatorUrl(), '/metrics', { headers });
    expect(metrics.text).toContain('process_resident_memory_bytes');
  });

  it('counts its files under one name, and has no more names than doors', async () => {
    const url = await monitored.url();
    for (const path of ['/robots.txt', '/favicon.ico', '/robots.txt.bak'])
      await answerOf(`${url}${path}`);
    await eventually(async () => {
      const { text } = await answerOf(`${await monitored.operatorUrl()}/metrics`);
      expect(text).toContain('_count{door="files",method="GET",status="200"} 2');
      expect(text).toContain('_count{door="other",method="GET",status="404"} 1');
    });
  });

  it('is live and not ready while its database is away', async () => {
    const way = await databaseProxy(db.url);
    const web = startBuilt('web', { DATABASE_URL: way.url });
    const [url, operator] = [await web.url(), await web.operatorUrl()];
    expect((await answerOf(`${operator}/health/ready`)).status).toBe(200);
    way.cut();
    expect((await answerOf(`${url}/health/live`)).status).toBe(200);
    const away = { status: 503, text: 'the database cannot be reached\n' };
    expect(await answerOf(`${url}/health/ready`)).toEqual(away);
    expect(await answerOf(`${operator}/health/ready`)).toEqual(away);
    const { text } = await answerOf(`${operator}/metrics`);
    expect(text).not.toMatch(/^omega_queue_lag_seconds /m);
    expect(text).toMatch(/^omega_database_connections/m);
    way.mend();
    expect((await answerOf(`${operator}/health/ready`)).status).toBe(200);
  });

  it('refuses a webhook that it cannot store, and logs which one', async () => {
    const way = await databaseProxy(db.url);
    const web = startBuilt('web', { DATABASE_URL: way.url });
    const url = await web.url();
    way.cut();
    expect(await deliver(url, { webhookId: 'w-17', domain: 'tiny.myshopify.com' })).toBe(500);
    await eventually(() =>
      expect(
        web.log().find(({ msg }) => msg === 'a request from Shopify, a buyer or for a file failed'),
      ).toMatchObject({ webhook: 'w-17', shop: 'tiny.myshopify.com' }),
    );
    way.mend();
    expect(await deliver(url, { webhookId: 'w-17', domain: 'tiny.myshopify.com' })).toBe(200);
  });

  it('waits for a database that is away at its start, and logs it', async () => {
    const way = await databaseProxy(db.url);
    way.cut();
    const web = startBuilt('web', { DATABASE_URL: way.url });
    await eventually(() => {
      expect(web.log().map(({ msg }) => msg)).toContain(
        'the database cannot be reached: waiting for it',
      );
    });
    way.mend();
    expect((await answerOf(`${await web.url()}/health/ready`)).status).toBe(200);
  });

  it('logs why it cannot reach its database', async () => {
    const nowhere = new URL(db.url);
    nowhere.port = '1';
    const web = startBuilt('web', { DATABASE_URL: nowhere.href });
    await eventually(() => {
      const said = web.log().find(({ msg }) => msg.startsWith('the database cannot be reached'));
      expect(said).toMatchObject({ code: 'ECONNREFUSED' });
    });
  });

  it('measures its doors by name, however many addresses are requested', async () => {
    const web = startBuilt('web');
    const url = await web.url();
    await answerOf(`${url}/health/live`);
    await answerOf(`${url}/auth/login?shop=`);
    for (const path of ['/one', '/two', '/.env', '/assets-not']) await answerOf(`${url}${path}`);
    const metrics = await eventually(async () => {
      const { text } = await answerOf(`${await web.operatorUrl()}/metrics`);
      expect(text).toMatch(/_count\{door="other",method="GET",status="404"\} 4/);
      return text;
    });
    expect(metrics).toContain('_count{door="/health/:question",method="GET",status="200"} 1');
    expect(metrics).toContain('_count{door="/auth/login",method="GET",status="200"} 1');
    expect(metrics).toMatch(/^omega_queue_lag_seconds 0$/m);
    expect(metrics).toMatch(/^omega_database_connections\{state="waiting"\} 0$/m);
    expect(metrics).toContain('process_resident_memory_bytes');
    expect(metrics).not.toContain('/one');
  });

  it('serves no metrics without METRICS_PORT', async () => {
    const web = startBuilt('web', { METRICS_PORT: '' });
    expect((await answerOf(`${await web.url()}/metrics`)).status).toBe(404);
    expect(web.log().map(({ msg }) => msg)).not.toContain('metrics and health are served');
  });

  it('on SIGTERM refuses new requests, finishes those begun, and exits with 0', async () => {
    const web = startBuilt('web');
    const url = await web.url();
    const operator = await web.operatorUrl();
    const begun = await beginPost(`${url}/webhooks/app`);
    await eventually(() => answerOf(`${url}/health/live`));
    web.signal('SIGTERM');
    await eventually(async () => {
      await expect(fetch(`${url}/health/live`)).rejects.toThrow();
    });
    expect(await answerOf(`${operator}/health/ready`)).toEqual({
      status: 503,
      text: 'the process is ending\n',
    });
    begun.finish();
    // unsigned: a refusal is a reply too
    expect(await begun.answer).toMatch(/^HTTP\/1.1 401 /);
    expect(await web.ended).toBe(0);
  });

  it('on SIGTERM gives a load balancer time to see it, if a delay is set', async () => {
    const web = startBuilt('web', { DRAIN_DELAY_SECONDS: '3' });
    const url = await web.url();
    web.signal('SIGTERM');
    await eventually(async () => {
      expect(await answerOf(`${url}/health/ready`)).toEqual({
        status: 503,
        text: 'the process is ending\n',
      });
    });
    expect((await answerOf(`${url}/health/live`)).status).toBe(200);
    expect(await web.ended).toBe(0);
  });

  it('on SIGTERM cuts off requests that do not end, with another exit code', async () => {
    const web = startBuilt('web', { DRAIN_SECONDS: '1' });
    const begun = await beginPost(`${await web.url()}/webhooks/app`);
    web.signal('SIGTERM');
    expect(await web.ended).toBe(1);
    expect(await begun.answer).toBe('');
    expect(web.log().map(({ msg }) => msg)).toContain('requests in flight were cut off');
  });
});
