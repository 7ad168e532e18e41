import { createServer, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { ActionFunctionArgs } from '@remix-run/node';

export type Door = (args: ActionFunctionArgs) => Promise<Response>;

/** The doors of app/routes.ts below /webhooks, by address. */
export async function webhookDoors(): Promise<ReadonlyMap<string, Door>> {
  const { default: routes } = await import('../../../app/routes');
  const own = routes.filter(({ path }) => path?.startsWith('webhooks/'));
  return new Map(
    await Promise.all(
      own.map(async ({ path, file }): Promise<[string, Door]> => {
        const module: { action: Door } = await import(join('../../../app', file));
        return [`/${path ?? ''}`, module.action];
      }),
    ),
  );
}

/** The app's webhook doors over HTTP, without the rest of its web process. */
export async function serveWebhooks(): Promise<{ url: string; close: () => Promise<void> }> {
  const doors = await webhookDoors();
  const server = createServer((req, res) => {
    void answer(doors.get(req.url ?? ''), req).then((status) => res.writeHead(status).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(door: Door | undefined, req: IncomingMessage): Promise<number> {
  const chunks: Buffer[] = [];
  for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
  if (door === undefined) return 404;
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers))
    if (typeof value === 'string') headers.set(name, value);
  const request = new Request(`https://omega.example${req.url ?? ''}`, {
    method: 'POST',
    headers,
    body: Buffer.concat(chunks),
  });
  try {
    return (await door({ request, params: {}, context: {} })).status;
  } catch (refusal) {
    return refusal instanceof Response ? refusal.status : 500;
  }
}
