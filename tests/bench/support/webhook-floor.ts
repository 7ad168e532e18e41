import { createServer } from 'node:http';
import pg from 'pg';

/**
 * The lower bound of a door: a bare HTTP server that reads the body, inserts one row and replies once
 * it is committed. It runs in its own process, as the app does, and sends its port to the parent
 * process.
 */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 });
await pool.query(
  'create table if not exists floor_deliveries (id text primary key, body text not null)',
);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    pool
      .query({
        name: 'deliver',
        text: 'insert into floor_deliveries (id, body) values ($1, $2)',
        values: [request.headers['x-shopify-webhook-id'], Buffer.concat(chunks).toString()],
      })
      .then(() => response.end())
      .catch(() => response.writeHead(500).end());
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' && address ? address.port : 0 });
});
