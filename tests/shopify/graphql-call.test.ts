import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { register } from 'prom-client';
import { afterEach, describe, expect, it } from 'vitest';
import { BadQuery, ShopGone, Throttled, Unavailable } from '../../app/shopify/protocol/errors';
import { denialOf, TokenRefused } from '../../app/shopify/api/graphql-response';
import { callGraphql } from '../../app/shopify/api/graphql-call';

type Reply = (response: ServerResponse) => void;

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A server that sends the replies in order; a further request fails the test. */
async function shopify(...replies: Reply[]) {
  let asked = 0;
  server = createServer((request, response) => {
    request.resume();
    const reply = replies[asked++];
    if (reply) reply(response);
    else json({ errors: [{ message: 'asked more often than expected' }] })(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const pauses: number[] = [];
  return {
    pauses,
    asked: () => asked,
    call: (patience = { attempts: 4, timeoutMs: 5_000, pauseMs: 60_000, leaves: 0 }) =>
      callGraphql({
        url: `http://127.0.0.1:${port}/graphql.json`,
        token: 'token',
        document: '{ shop { id } }',
        variables: {},
        patience,
        budget: { take: async () => 0, settle: async () => undefined },
        sleep: async (pause) => void pauses.push(pause),
      }),
  };
}

const json =
  (body: object, status = 200): Reply =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const status =
  (code: number, headers = {}): Reply =>
  (response) =>
    response.writeHead(code, headers).end('<html>not JSON</html>');
const breaksOff: Reply = (response) => response.destroy();
const silent: Reply = () => undefined;
const fine = json({ data: { shop: { id: '1' } } });
const throttled = (currentlyAvailable: number) =>
  json({
    data: null,
    errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
    extensions: {
      cost: {
        requestedQueryCost: 500,
        throttleStatus: { maximumAvailable: 2000, currentlyAvailable, restoreRate: 100 },
      },
    },
  });

describe('a call to Shopify', () => {
  it('is retried after a server error, a broken connection and a time-out', async () => {
    const { call, asked, pauses } = await shopify(status(502), breaksOff, silent, fine);
    const answer = await call({ attempts: 4, timeoutMs: 1_000, pauseMs: 60_000, leaves: 0 });
    expect(answer).toEqual({ data: { shop: { id: '1' } }, errors: [] });
    expect(asked()).toBe(4);
    // between half and all of 500, 1000, 2000 ms
    expect(pauses[0]).toBeGreaterThanOrEqual(250);
    expect(pauses[1]).toBeGreaterThanOrEqual(500);
    expect(pauses[2]).toBeGreaterThanOrEqual(1_000);
    expect(pauses[2]).toBeLessThanOrEqual(2_000);
  });

  it('waits after THROTTLED until the bucket holds its cost', async () => {
    // 500 needed, 100 available, 100 a second: four seconds, and up to a tenth more
    const { call, pauses } = await shopify(throttled(100), fine);
    await call();
    expect(pauses).toHaveLength(1);
    expect(pauses[0]).toBeGreaterThanOrEqual(4_000);
    expect(pauses[0]).toBeLessThanOrEqual(4_400);
  });

  it('waits after 429 for its Retry-After', async () => {
    const { call, pauses } = await shopify(status(429, { 'retry-after': '7' }), fine);
    await call();
    expect(pauses[0]).toBeGreaterThanOrEqual(7_000);
  });

  it('gives up after its last attempt or its time limit, with the kind of failure', async () => {
    const down = await shopify(status(500), status(503));
    await expect(
      down.call({ attempts: 2, timeoutMs: 5_000, pauseMs: 60_000, leaves: 0 }),
    ).rejects.toThrow(Unavailable);
    const busy = await shopify(throttled(0));
    const failure = await busy
      .call({ attempts: 9, timeoutMs: 5_000, pauseMs: 1_500, leaves: 0 })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Throttled);
    expect(failure).toMatchObject({ waitMs: 5_000, retryable: true });
    expect(busy.asked()).toBe(1);
  });

  it.each([
    [401, TokenRefused],
    [402, ShopGone],
    [403, ShopGone],
    [404, ShopGone],
    [423, ShopGone],
    [400, BadQuery],
  ])('is not retried after %i', async (code, kind) => {
    const { call, asked } = await shopify(status(code));
    await expect(call()).rejects.toThrow(kind);
    expect(asked()).toBe(1);
  });

  it('passes on Shopify’s message about a refused document', async () => {
    const { call } = await shopify(json({ errors: [{ message: "Field 'x' doesn't exist" }] }));
    await expect(call()).rejects.toThrow(new BadQuery("Field 'x' doesn't exist"));
  });

  it('keeps the data of a partial reply beside the refusal', async () => {
    const { call } = await shopify(
      json({
        data: { nodes: [null, { id: '2' }] },
        errors: [
          {
            message: 'This app is not approved to use the displayName field.',
            path: ['nodes', 0, 'displayName'],
            extensions: { code: 'ACCESS_DENIED' },
          },
        ],
      }),
    );
    const { data, errors } = await call();
    expect(data).toEqual({ nodes: [null, { id: '2' }] });
    expect(denialOf(errors)).toMatchObject({
      field: 'nodes.0.displayName',
      required: 'approval for protected customer data',
      retryable: false,
    });
  });

  it('names the missing scope', async () => {
    const { call } = await shopify(
      json({
        data: null,
        errors: [
          {
            message:
              'Access denied for customersCount field. Required access: `read_customers` access scope.',
            extensions: { code: 'ACCESS_DENIED' },
          },
        ],
      }),
    );
    const { errors } = await call();
    expect(denialOf(errors)?.message).toBe(
      'Shopify refuses customersCount: it needs `read_customers` access scope.',
    );
  });
});

describe('the cost of calls to Shopify', () => {
  it('is measured, each attempt by its outcome', async () => {
    register.resetMetrics();
    const charged = { cost: { actualQueryCost: 7, throttleStatus: {} } };
    const server = await shopify(
      throttled(0),
      json({ data: { shop: { id: '1' } }, extensions: charged }),
    );
    await server.call();
    const said = await register.metrics();
    expect(said).toContain('omega_shopify_cost_points_total 7');
    expect(said).toContain('omega_shopify_call_seconds_count{outcome="Throttled"} 1');
    expect(said).toContain('omega_shopify_call_seconds_count{outcome="answered"} 1');
  });
});
