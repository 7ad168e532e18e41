import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { database } from '../support/database';
import { sources } from '../support/sources';

const db = await database();

/** The ways in which a source gets a connection without a shop. */
const HOLDS: Record<string, RegExp> = {
  pool: /\b(?:pool|currentPool)\b[^;]*(from |import\()'(\.\.\/)+store\/db\.server'/,
  prisma: /\bprisma\b[^;]*(from |import\()'(\.\.\/)+store\/db\.server'/,
  connection: /\.connection\b/,
  client: /\bnew (pg\.)?(Client|Pool)\b/,
};

/** The sources outside `app/store` that do so, and why no row of a shop passes through. */
const HOLDERS: Record<string, string> = {
  'pool in shopify/tokens/offline-token.server.ts':
    'holds an advisory lock during the renewal of a token',
  'pool in worker/run.server.ts': 'gives it to the queue',
  'pool in shopify/api/budget.server.ts':
    'counts the remaining budget at Shopify, in a table by domain, in one round trip',
  'pool in shopify/tokens/token-responses.server.ts':
    'records replies of the token address, in tables by domain, beside the lock of a renewal',
  'prisma in shopify/tokens/sessions.server.ts': "gives it to the library's storage of sessions",
  'connection in ingest/staging/staging.server.ts': 'COPY into a staging table',
  'connection in ingest/staging/erased-staging.server.ts': 'COPY out of a staging table',
  'connection in metrics/preview/within-limit.server.ts':
    'hands a transaction of the shop on, with a time limit around each statement',
  'client in queue/migrate.server.ts': 'migrates the queue’s own schema',
  'client in worker/slots/held-locks.server.ts': 'advisory locks of a session',
};

const outside = sources.filter(({ file }) => !file.startsWith('store/'));

const walled = (
  await db.query(
    `select relname as name from pg_class where relrowsecurity and relnamespace = 'public'::regnamespace`,
  )
).map(({ name }) => String(name));

/** The arguments of every call of `transaction`, which opens one without a shop. */
function withoutShop(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'transaction')
      found.push(node.arguments.map((argument) => argument.getText()).join());
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

describe('the rows of a shop', () => {
  it('are read and written through the store: any other connection has a reason', () => {
    const holders = outside.flatMap(({ file, source }) =>
      Object.entries(HOLDS)
        .filter(([, how]) => how.test(source.text))
        .map(([name]) => `${name} in ${file}`),
    );
    expect(holders.sort()).toEqual(Object.keys(HOLDERS).sort());
  });

  it('are read and written with a shop, which only the store sets', () => {
    const setters = outside.filter(({ source }) => /set_config|app\.shop_id/.test(source.text));
    expect(setters.map(({ file }) => file)).toEqual([]);
  });

  it('are never read or written in a transaction without a shop', () => {
    expect(walled).toContain('orders');
    const asks = new RegExp(`\\b(from|join|into|update|using) (${walled.join('|')})\\b`, 'i');
    const broken = outside.flatMap(({ file, source }) =>
      withoutShop(source).flatMap((text) => {
        const asked = asks.exec(text)?.[0];
        return asked === undefined ? [] : [`app/${file}: ${asked}`];
      }),
    );
    expect(broken).toEqual([]);
  });
});
