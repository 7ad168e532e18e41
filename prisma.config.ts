import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { defineConfig } from 'prisma/config';

/** PostgreSQL's type `name`, which the adapter cannot read (prisma/orm#27403), shown to it as text. */
const NAME_OID = 19;
const TEXT_OID = 25;

/** A pool whose result descriptions say text where the catalog says name. */
function poolWithoutNames(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString });
  pool.on('connect', (client) => {
    const connection: NodeJS.EventEmitter = client.connection;
    connection.prependListener(
      'rowDescription',
      (message: { fields: { dataTypeID: number }[] }) => {
        for (const field of message.fields)
          if (field.dataTypeID === NAME_OID) field.dataTypeID = TEXT_OID;
      },
    );
  });
  return pool;
}

const databaseUrl = process.env.MIGRATION_DATABASE_URL ?? process.env.DATABASE_URL;
// Where the schema's own address cannot be read, Prisma takes the engine for the native one and
// wants to download it: `npm ci` on a fresh machine has no database yet.
process.env.DATABASE_URL ??= 'postgresql://localhost/none';

export default defineConfig({
  schema: 'prisma',
  engine: 'js',
  experimental: { adapter: true },
  adapter: async () => {
    if (databaseUrl === undefined) throw new Error('DATABASE_URL is missing.');
    return new PrismaPg(poolWithoutNames(databaseUrl) as never);
  },
});
