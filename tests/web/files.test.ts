import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { browserFiles, sendFile } from '../../app/web/doors/files.server';
import { askRaw, type Answer } from '../support/doors/running-doors';

const folder = mkdtempSync(join(tmpdir(), 'omega-files-'));
const style = '.a { color: red }\n'.repeat(1_000);
const server = createServer((request, response) => {
  const file = files.get(request.url ?? '');
  if (file === undefined) response.writeHead(404).end();
  else sendFile(file, request, response);
});
let files: ReturnType<typeof browserFiles>;

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'assets/style-1a2b.css'), style);
  writeFileSync(join(folder, 'favicon.ico'), Buffer.from([1, 2, 3]));
  files = browserFiles(folder);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true });
});

const ask = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
  askRaw(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, path, { headers, method });

const STYLE = '/assets/style-1a2b.css';

it('are sent uncompressed to clients that accept nothing else', async () => {
  for (const accepted of ['', 'br', 'gzip;q=0', 'x-gzip', 'gzip; q=0.0'])
    expect(await ask(STYLE, { 'accept-encoding': accepted })).toMatchObject({
      status: 200,
      text: style,
      headers: {
        'content-type': 'text/css; charset=utf-8',
        'cache-control': 'public, max-age=31536000, immutable',
        vary: 'Accept-Encoding',
      },
    });
});

it('are compressed once, before the first request', async () => {
  const [first, second] = [files.get(STYLE)?.gzipped, files.get(STYLE)?.gzipped];
  expect(first).toBe(second);
  expect(gunzipSync(first ?? '').toString()).toBe(style);
  for (const accepted of ['gzip', 'br, gzip;q=0.5', 'deflate,gzip'])
    expect((await ask(STYLE, { 'accept-encoding': accepted })).headers).toMatchObject({
      'content-encoding': 'gzip',
      'content-length': String(first?.length),
    });
  // a file that compression does not shrink is sent uncompressed
  expect(files.get('/favicon.ico')?.gzipped).toBeNull();
});

it('are not sent again to clients that have them', async () => {
  const { headers } = await ask(STYLE);
  const tag = headers.etag ?? '';
  for (const tags of [tag, `W/${tag}`, `"x", ${tag}`])
    expect(await ask(STYLE, { 'if-none-match': tags })).toMatchObject({ status: 304, text: '' });
  expect((await ask(STYLE, { 'if-none-match': '"x"' })).status).toBe(200);
});

it('answer HEAD, and have a short cache time without a hash in their name', async () => {
  const head = await ask('/favicon.ico', {}, 'HEAD');
  expect(head).toMatchObject({ status: 200, text: '' });
  expect(head.headers).toMatchObject({
    'content-type': 'image/x-icon',
    'content-length': '3',
    'cache-control': 'public, max-age=3600',
  });
});
