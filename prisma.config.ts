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
    // @ts-expect-error the connection is not in pg's public types
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

export default defineConfig({
  schema: 'prisma',
  engine: 'js',
  experimental: { adapter: true },
  adapter: async () => new PrismaPg(poolWithoutNames(process.env.DATABASE_URL ?? '') as never),
});
