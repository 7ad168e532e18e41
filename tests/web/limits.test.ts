import { createServer, IncomingMessage } from 'node:http';
import { Socket, type AddressInfo } from 'node:net';
import type { ActionFunction } from '@remix-run/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ROOMS, newRoom, type Room } from '../../app/web/admission/bodies.server';
import { beginRequest, watchClients } from '../../app/web/admission/clients.server';
import { admit, type RequestSender } from '../../app/web/admission/limits.server';
import { handleAtOwnDoor, type OwnDoor } from '../../app/web/doors/own-doors.server';
import { handleInOrder } from '../../app/web/admission/pipelined.server';
import { senderOf } from '../../app/web/admission/senders.server';
import { largerForm, refusalOf } from '../../app/web/admission/well-formed.server';
import { sessionToken } from '../support/doors/buyers';
import { beginPost, silentConnection, type HalfRequest } from '../support/doors/half-request';
import { eventually } from '../support/eventually';

interface Door {
  url: string;
  room: Room;
  /** requests that the app is processing, by their replies */
  working: PromiseWithResolvers<Response>[];
}

const ANSWER = () => new Response('done');

/** A server with one door. A header names the sender of a request, and the test decides when it is answered. */
async function serving(
  limitsOf: (sender: string) => RequestSender,
  most = 1_000_000,
): Promise<Door> {
  const room = newRoom(most);
  const working: Door['working'] = [];
  const action: ActionFunction = async ({ request }) => {
    await request.text();
    const answer = Promise.withResolvers<Response>();
    working.push(answer);
    return await answer.promise;
  };
  const door: OwnDoor = {
    ...{ action, loader: undefined, largest: 5_000, room, open: true, readable: false },
    kind: 'checkout',
  };
  const server = createServer((request, response) => {
    handleInOrder(request, response, () => {
      beginRequest(request, response);
      const sender = limitsOf(String(request.headers['x-sender']));
      if (admit(sender, request, response)) void handleAtOwnDoor(door, request, response);
      else response.writeHead(503, { connection: 'close' }).end();
    });
  });
  watchClients(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/checkout/survey`, room, working };
}

const from = (sender: string): string[] => [`X-Sender: ${sender}`];
const closedOf = (all: HalfRequest[]): number => all.filter(({ closed }) => closed()).length;
const statusOf = async (url: string, sender: string): Promise<number> =>
  (await fetch(url, { method: 'POST', body: '{}', headers: { 'x-sender': sender } })).status;
const each = (most: number) => (sender: string) => ({
  limits: [
    { of: sender, most },
    { of: 'all', most: 3 },
  ],
  name: sender,
});

describe('requests of one sender', () => {
  it('make room for one another above their limit, and use up no other sender’s', async () => {
    const { url, room } = await serving(each(2));
    const others = await beginPost(url, from('b'), 5_000, 10);
    await eventually(() => expect(room.held.size).toBe(1));
    const own: HalfRequest[] = [];
    for (let more = 1; more <= 5; more += 1) {
      own.push(await beginPost(url, from('a'), 5_000, 10));
      await eventually(() => expect(closedOf(own)).toBe(Math.max(0, more - 2)));
    }
    expect(others.closed()).toBe(false);
  });

  it('are refused while the app processes as many, and others are accepted', async () => {
    const { url, working } = await serving(each(2));
    const first = [statusOf(url, 'a'), statusOf(url, 'a')];
    await eventually(() => expect(working).toHaveLength(2));
    expect(await statusOf(url, 'a')).toBe(503);
    const other = statusOf(url, 'b');
    await eventually(() => expect(working).toHaveLength(3));
    expect(await statusOf(url, 'c')).toBe(503);
    for (const { resolve } of working.splice(0)) resolve(ANSWER());
    expect(await Promise.all([...first, other])).toEqual([200, 200, 200]);
    const again = statusOf(url, 'a');
    await eventually(() => expect(working).toHaveLength(1));
    working[0]?.resolve(ANSWER());
    expect(await again).toBe(200);
  });

  it('leave places to others, however few hold them all', async () => {
    const all = { of: 'all', most: 8 };
    const { url, working } = await serving((sender) => ({
      limits: [{ of: sender, most: 6, within: all }, all],
      name: sender,
    }));
    const hold = async (sender: string, most: number): Promise<Promise<number>[]> => {
      const held: Promise<number>[] = [];
      for (let more = 1; more <= most; more += 1) {
        const before = working.length;
        held.push(statusOf(url, sender));
        await eventually(() => expect(working).toHaveLength(before + 1));
      }
      expect(await statusOf(url, sender)).toBe(503);
      return held;
    };
    const held = [...(await hold('a', 4)), ...(await hold('b', 2)), ...(await hold('c', 1))];
    const last = statusOf(url, 'd');
    await eventually(() => expect(working).toHaveLength(8));
    for (const { resolve } of working) resolve(ANSWER());
    expect(new Set(await Promise.all([...held, last]))).toEqual(new Set([200]));
  });

  it('have half of the memory for bodies at most', async () => {
    const { url, room } = await serving(each(3), 10_000);
    const others = await beginPost(url, from('b'), 5_000, 4_000);
    await eventually(() => expect(room.held.size).toBe(1));
    const own = [await beginPost(url, from('a'), 5_000, 3_000)];
    await eventually(() => expect(room.held.size).toBe(2));
    own.push(await beginPost(url, from('a'), 5_000, 3_000));
    await eventually(() => expect(closedOf(own)).toBe(1));
    expect(others.closed()).toBe(false);
  });
});

describe('the buyers and the staff of one shop', () => {
  const knocking = (token: string): IncomingMessage =>
    Object.assign(new IncomingMessage(new Socket()), {
      headers: { authorization: `Bearer ${token}` },
    });
  const shop = 'https://tiny.myshopify.com';
  const staff = { dest: shop, iss: `${shop}/admin`, sub: '7' };

  it.each([
    ['checkout', sessionToken(), 100, 300],
    ['page', sessionToken({ says: staff }), 16, 100],
  ] as const)('never have all places of a %s', (door, token, most, all) => {
    const { limits } = senderOf(door, knocking(token));
    const within = { most: all };
    expect(limits.at(-2)).toMatchObject({ most, within });
    expect(limits.at(-1)).toMatchObject(within);
  });
});

describe('the memory for bodies', () => {
  it('is separate for each door: no buyer’s or stranger’s body takes a webhook’s', () => {
    expect(new Set(Object.values(ROOMS)).size).toBe(5);
  });

  it.each([
    ['/app/settings/advertising/import', null],
    ['/app/settings/advertising/import?_data=x', null],
    ['/app/settings/advertising', null],
    ['/app/settings/unit-costs/import', null],
    ['/App/settings/advertising/import', 413],
    ['/app/settings/advertising/import/', 413],
    ['/app/settings/costs', 413],
    ['/constructor', 413],
  ])('takes 2.4 MB of a form at %s: %s', (url, status) => {
    const sent = (bytes: number) =>
      refusalOf(
        Object.assign(new IncomingMessage(new Socket()), {
          ...{ method: 'POST', url, headers: { 'content-length': String(bytes) } },
        }),
        undefined,
      );
    expect([sent(100_000), sent(2_400_000), sent(2_400_001)]).toEqual([null, status, 413]);
  });

  it('takes a form of as many sources as a shop may match, with names of 20 Japanese letters', () => {
    const form = new URLSearchParams([['rows', '600']]);
    for (let row = 0; row < 600; row += 1) {
      form.set(`source.${row}`, `google/cpc-${row}`);
      for (const field of ['was', 'channel']) form.set(`${field}.${row}`, '広'.repeat(20));
    }
    const bytes = String(form).length;
    expect(bytes).toBeGreaterThan(100_000);
    expect(largerForm('/app/settings/advertising/channels')).toBeGreaterThan(bytes);
  });
});

describe('pipelined requests', () => {
  const post = (length: number, body: string): string =>
    `POST /checkout/survey HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n\r\n${body}`;
  const lenient = () => ({ limits: [], name: null });

  it('are answered in order, one at a time', async () => {
    const { url, working } = await serving(lenient);
    const { socket, answer } = await silentConnection(url);
    socket.write(post(2, '{}').repeat(3));
    for (const one of ['first', 'second', 'third']) {
      await eventually(() => expect(working).toHaveLength(1));
      // it waits only for the one before
      const meanwhile = statusOf(url, 'another');
      await eventually(() => expect(working).toHaveLength(2));
      for (const { resolve } of working.splice(0)) resolve(new Response(one));
      expect(await meanwhile).toBe(200);
    }
    socket.end();
    expect(await answer).toMatch(/first[^]*second[^]*third/);
  });

  it('wait ten at most', async () => {
    const { url, working } = await serving(lenient);
    const { socket, answer } = await silentConnection(url);
    socket.write(post(2, '{}').repeat(12));
    expect(await answer).toBe('');
    expect(working.length).toBeLessThanOrEqual(1);
  });
});
