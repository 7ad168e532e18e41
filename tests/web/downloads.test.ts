import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { streamFile, type FilePage } from '../../app/files/stream.server';
import { newRoom } from '../../app/web/admission/bodies.server';
import { handleAtOwnDoor } from '../../app/web/doors/own-doors.server';
import { eventually } from '../support/eventually';

const PAGE = `${'x'.repeat(99_998)}\r\n`;
const MOST = 5_000;
/** Of a file that is read to its end. */
const FEW = 100;

/** A door that sends pages of 100 KB, what was read of them, and how it ended. */
async function sending({ most = MOST, failsAt = Infinity } = {}) {
  const heard: (string | null)[] = [];
  let read = 0;
  async function* pages(): AsyncGenerator<FilePage> {
    for (; read < most; read += 1) {
      await new Promise((done) => setImmediate(done));
      if (read === failsAt) throw new Error('no page');
      yield { rows: 1, text: PAGE };
    }
  }
  const loader = () => {
    const file = { name: 'a.csv', type: 'text/csv', head: '茶\r\n', pages: pages() };
    const onSent = (_: number, end: string | null) => Promise.resolve(void heard.push(end));
    return Promise.resolve(new Response(streamFile(file, onSent)));
  };
  const server = createServer((request, response) => {
    const limits = { largest: 0, room: newRoom(0), open: false, readable: false };
    const door = { ...limits, action: undefined, loader, kind: 'download' as const };
    void handleAtOwnDoor(door, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/app/files/open`, heard, read: () => read };
}

const opened = (url: string, headers: Record<string, string> = {}) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { headers }, resolve).on('error', reject);
  });
const ends = (heard: readonly (string | null)[]) => heard.filter((end) => end !== null);

describe('a file that is sent as it is read', () => {
  it('is read no faster than its browser takes it', async () => {
    const { url, heard, read } = await sending();
    const reply = await opened(url);
    reply.pause();
    // the buffers of both ends hold some MB
    let last = -1;
    await eventually(() => {
      const before = last;
      last = read();
      expect(last).toBe(before);
    });
    expect(read()).toBeGreaterThan(0);
    expect(read()).toBeLessThan(MOST / 5);
    expect(ends(heard)).toEqual([]);
    reply.destroy();
    await eventually(() => expect(ends(heard)).toEqual(['left']));
    expect(read()).toBeLessThan(MOST / 5);
  });

  it('breaks where it cannot be read on, so that the part is not taken for the whole', async () => {
    const { url, heard } = await sending({ failsAt: 3 });
    const reply = await opened(url);
    const outcome = await new Promise((resolve) => {
      reply.on('error', (error) => resolve(error.message));
      reply.on('end', () => resolve('whole'));
      reply.resume();
    });
    expect(outcome).toBe('aborted');
    expect(ends(heard)).toEqual(['failed']);
  });

  it('is whole and small on the way to a browser that takes it compressed', async () => {
    const { url, heard } = await sending({ most: FEW });
    const reply = await opened(url, { 'accept-encoding': 'gzip' });
    expect(reply.headers['content-encoding']).toBe('gzip');
    const parts: Buffer[] = [];
    for await (const part of reply) parts.push(part as Buffer);
    const sent = Buffer.concat(parts);
    expect(sent.length).toBeLessThan(PAGE.length * 2);
    expect(gunzipSync(sent).length).toBe(PAGE.length * FEW + Buffer.byteLength('茶\r\n'));
    expect(ends(heard)).toEqual(['done']);
  });

  it('is there for reading alone', async () => {
    const { url } = await sending();
    expect((await fetch(url, { method: 'POST' })).status).toBe(405);
  });
});
