import { createHmac } from 'node:crypto';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { Socket, type AddressInfo } from 'node:net';
import type { ActionFunction } from '@remix-run/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Busy } from '../../app/store/database/busy';
import { authenticateWebhook } from '../../app/shopify/doors/webhook.server';
import { newRoom, type Room } from '../../app/web/admission/bodies.server';
import { beginRequest, watchClients } from '../../app/web/admission/clients.server';
import { handleAtOwnDoor, type OwnDoor } from '../../app/web/doors/own-doors.server';
import { findSlowest, type Client } from '../../app/web/admission/slowest.server';
import {
  beginPost,
  silentConnection,
  UNSIGNED,
  type HalfRequest,
} from '../support/doors/half-request';
import { API_SECRET } from '../sandbox/oauth/app-identity';
import { eventually } from '../support/eventually';

interface Limits {
  /** bytes of bodies */
  room?: number;
  connections?: number;
  action?: ActionFunction;
}

const webhook: ActionFunction = async ({ request }) => {
  await authenticateWebhook(request);
  return new Response();
};
const echo: ActionFunction = async ({ request }) => new Response(await request.text());

/** A server with one door and small limits. */
async function serving(limits: Limits): Promise<{ url: string; room: Room }> {
  const { room: most = 1_000_000, connections = 100, action = webhook } = limits;
  const room = newRoom(most);
  const door: OwnDoor = {
    ...{ action, loader: undefined, largest: 5_000, room, open: false, readable: false },
    kind: 'webhook',
  };
  const server = createServer((request, response) => {
    beginRequest(request, response);
    void handleAtOwnDoor(door, request, response);
  });
  watchClients(server, connections);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/webhooks/orders`, room };
}

/** Begins requests of 5,000 bytes, and waits until so many bytes of each have arrived. */
async function begun(
  { url, room }: { url: string; room: Room },
  sent: number[],
  headers: string[],
): Promise<HalfRequest[]> {
  const all: HalfRequest[] = [];
  for (const bytes of sent) all.push(await beginPost(url, headers, 5_000, bytes));
  await eventually(() => {
    const received = [...room.held.values()].map(({ client }) => client.received);
    expect(received.sort()).toEqual([...sent].sort());
  });
  return all;
}

const unsigned = (): Record<string, string> =>
  Object.fromEntries(UNSIGNED.map((line) => line.split(': ')));

/** A delivery of Shopify. @returns the status of its reply */
async function deliver(url: string, body = '{"id":1}'): Promise<number> {
  const hmac = createHmac('sha256', API_SECRET).update(body).digest('base64');
  const headers = { ...unsigned(), 'X-Shopify-Hmac-Sha256': hmac, connection: 'close' };
  const { status } = await fetch(url, { method: 'POST', body, headers });
  return status;
}

const closedOf = (all: HalfRequest[]): number => all.filter(({ closed }) => closed()).length;
const large = `{"id":"${'1'.repeat(3_000)}"}`;

describe('incomplete bodies', () => {
  it('make room for a delivery: an earlier one is closed', async () => {
    const at = await serving({ room: 10_000 });
    const slow = await begun(at, [4_000, 4_000], UNSIGNED);
    expect(await deliver(at.url, large)).toBe(200);
    await eventually(() => expect(closedOf(slow)).toBe(1));
    const left = slow.find(({ closed }) => !closed());
    left?.finish();
    expect(await left?.answer).toMatch(/^HTTP\/1.1 401 /);
  });

  it('count until they are answered: one after the other they have room', async () => {
    const { url, room } = await serving({ room: 5_000 });
    for (let each = 0; each < 5; each += 1) expect(await deliver(url, large)).toBe(200);
    await eventually(() => expect(room.held.size).toBe(0));
  });

  it('make room for one another, whatever their proof', async () => {
    const at = await serving({ room: 8_000, action: echo });
    const [first] = await begun(at, [4_000], []);
    const second = await beginPost(at.url, [], 5_000, 4_999);
    expect(await first?.answer).toBe('');
    second.finish();
    await eventually(() => expect(at.room.held.size).toBe(0));
  });

  it('count separately: a reply frees the bytes of its own request', async () => {
    const work = Promise.withResolvers<Response>();
    const action: ActionFunction = async ({ request }) => {
      await request.text();
      return await work.promise;
    };
    const { url, room } = await serving({ action });
    const { socket } = await silentConnection(url);
    const post = (length: number, body: string): string =>
      `POST /webhooks/orders HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n\r\n${body}`;
    socket.write(post(3_000, 'a'.repeat(3_000)) + post(5_000, 'b'.repeat(4_000)));
    const held = () => [...room.held.values()].map(({ bytes }) => bytes);
    await eventually(() => expect(held()).toEqual([3_000, 4_000]));
    const answered = new Promise((resolve) => socket.once('data', resolve));
    work.resolve(new Response('done'));
    await answered;
    await eventually(() => expect(held()).toEqual([4_000]));
  });

  it('arrive complete in any pieces', async () => {
    const { url, room } = await serving({ action: echo });
    const text = Array.from({ length: 1_000 }, (_, at) => `${at},`).join('');
    const pieces = text.match(/[^]{1,7}/g) ?? [];
    const body = new ReadableStream({
      pull: (sending) => {
        const piece = pieces.shift();
        if (piece === undefined) sending.close();
        else sending.enqueue(Buffer.from(piece));
      },
    });
    const answer = await fetch(url, { method: 'POST', body, duplex: 'half' });
    expect(await answer.text()).toBe(text);
    expect([...room.held.values()].every(({ bytes }) => bytes <= 5_000)).toBe(true);
  });

  it('are read no further if they are too large, with or without a stated size', async () => {
    const { url } = await serving({});
    const said = await beginPost(url, UNSIGNED, 5_001, 0);
    expect(await said.answer).toMatch(/^HTTP\/1.1 413 /);
    const chunked = [...UNSIGNED, 'Transfer-Encoding: chunked'];
    const silent = await beginPost(url, chunked, 0, 0, `1400\r\n${'1'.repeat(5_120)}\r\n`);
    expect(await silent.answer).toMatch(/^HTTP\/1.1 413 /);
  });

  it('are not awaited if the request has no signature', async () => {
    const { url } = await serving({});
    for (const missing of UNSIGNED) {
      const headers = UNSIGNED.filter((line) => line !== missing);
      const { answer } = await beginPost(url, headers, 5_000, 0);
      expect(await answer, missing).toMatch(/^HTTP\/1.1 400 [^]*connection: close/i);
    }
  });
});

describe('a failed request', () => {
  it.each([
    ['gets a Retry-After of two seconds if the database is busy', new Busy('words'), 503, '2'],
    ['is an error otherwise', new TypeError('words'), 500, null],
  ])('%s', async (_, error, status, retryAfter) => {
    const action: ActionFunction = () => {
      throw error;
    };
    const { url, room } = await serving({ action });
    const answer = await fetch(url, { method: 'POST', headers: unsigned(), body: '{"id":1}' });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, retryAfter]);
    expect(await answer.text()).toBe('');
    expect(room.held.size).toBe(0);
  });
});

describe('the connections', () => {
  it('have a limit: one more closes the slowest', async () => {
    const at = await serving({ connections: 3 });
    const slow = await begun(at, [10, 4_000, 4_000], UNSIGNED);
    expect(await deliver(at.url)).toBe(200);
    await eventually(() => expect(closedOf(slow)).toBe(1));
  });

  it('are not closed while the app processes their request', async () => {
    const work = Promise.withResolvers<Response>();
    const started = Promise.withResolvers<null>();
    const action: ActionFunction = () => {
      started.resolve(null);
      return work.promise;
    };
    const { url } = await serving({ connections: 1, action });
    const answer = fetch(url, { method: 'POST', body: '{}' });
    await started.promise;
    await expect(fetch(url, { method: 'POST', body: '{}' })).rejects.toThrow();
    work.resolve(new Response('done'));
    expect(await (await answer).text()).toBe('done');
  });
});

describe('the slowest client', () => {
  const client = (of: Partial<Client>, complete = false, headersSent = false): Client => {
    const request = Object.assign(new IncomingMessage(new Socket()), { complete });
    const response = new ServerResponse(request);
    Object.defineProperty(response, 'headersSent', { value: headersSent });
    const socket = new Socket();
    return { socket, since: 0, received: 0, sender: null, request, response, ...of };
  };
  const now = 10_000;

  it('is the one that sends the fewest bytes for its time', () => {
    const begins = client({ since: 9_990 });
    const dribbles = client({ since: 5_000, received: 100 });
    const uploads = client({ since: 0, received: 50_000 });
    expect(findSlowest([begins, dribbles, uploads], now)).toBe(dribbles);
    expect(findSlowest([uploads, begins], now)).toBe(uploads);
  });

  it('is also one between two requests, or one that does not read its reply', () => {
    const idle = client({ since: 1_000, request: null, response: null });
    const reads = client({ since: 500 }, true, true);
    expect(findSlowest([idle, client({ since: 9_000 })], now)).toBe(idle);
    expect(findSlowest([idle, reads], now)).toBe(reads);
  });

  it('is no delivery whose body follows shortly after its head, while there are older ones', () => {
    const delivery = client({ since: 9_100 });
    const token = client({ since: 8_900, received: 16_000, sender: 'buyers of a shop' });
    expect(findSlowest([delivery, token], now)).toBe(token);
    expect(findSlowest([delivery, client({ since: 9_999 })], now)).toBe(delivery);
  });

  it('is none with a request in process', () => {
    expect(findSlowest([client({}, true)], now)).toBeNull();
  });
});
