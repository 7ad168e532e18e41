import { startPostgres } from '../sandbox/postgres/embedded-postgres';

/** A process that uses the PostgreSQL of a folder until it is killed; prints the port when the server replies. */
const dataDir = process.argv[2] ?? '';
const postgres = await startPostgres({ dataDir, log: () => undefined });
process.stdout.write(`${postgres.port}\n`);
setInterval(() => undefined, 60_000);
