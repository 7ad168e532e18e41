import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { startStack, type Stack } from '../support/processes/stack';
import { leaksIn } from '../support/doors/leaks';
import { API_KEY, API_SECRET } from '../sandbox/oauth/app-identity';
import { signIdToken, type IdTokenOptions } from '../sandbox/oauth/id-token';
import { appDeclaration } from '../sandbox/webhooks/app-declaration';
import type { World } from '../sandbox/store/records';
import { teaShop } from '../sandbox/worlds/tea-shop';
import { database, type TestDatabase } from '../support/database';
import { eventually } from '../support/eventually';

/** Two shops on one app: the merchant of the first one attacks the other. */
export const OWN = 'own-shop.myshopify.com';
export const OTHER = 'other-shop.myshopify.com';
/** a mark in a shop's own name, its products and its files */
export const OTHERS_MARK = 'othermark';
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36';

interface Asked {
  token?: string;
  query?: Record<string, string>;
  /** sent by POST */
  form?: Record<string, string>;
}

export interface TwoShops {
  db: TestDatabase;
  /** the ids of both shops, known when the first test begins */
  own: () => number;
  other: () => number;
  /** the id of the other shop's file of a data request */
  othersFile: () => number;
  /** the id of a customer whom the other shop alone has */
  othersCustomer: () => string;
  appUrl: () => string;
  ask(path: string, asked: Asked): Promise<Response>;
  /** the rows of the other shop that doors may write: unchanged by refused requests */
  written(): Promise<unknown>;
}

/** The built app with two shops that have numbers; call it once, at the top of a test file. */
export async function twoShops(): Promise<TwoShops> {
  const db = await database();
  let stack: Stack | undefined;
  let [own, other, othersFile] = [0, 0, 0];
  let othersCustomer = '';
  const appUrl = () => stack?.appUrl ?? '';

  const set: TwoShops = {
    ...{ db, appUrl, own: () => own, other: () => other, othersFile: () => othersFile },
    othersCustomer: () => othersCustomer,
    ask: async (path, { token, query = {}, form }) => {
      const url = new URL(path, appUrl());
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      const headers = { 'user-agent': BROWSER, ...(token && { authorization: `Bearer ${token}` }) };
      const sent = form && { method: 'POST', body: new URLSearchParams(form) };
      return await fetch(url, { headers, redirect: 'manual', ...sent });
    },
    written: async () => {
      const of = (table: string) =>
        `select row::text from ${table} row where shop_id = $1 order by 1`;
      const tables = [
        ...['imports', 'snapshot_requests', 'privacy_requests', 'deliveries', 'audits'],
        ...['survey_answers', 'survey_answer_changes', 'survey_views', 'survey_refusals'],
        'saved_views',
      ];
      const rows = await Promise.all(tables.map((table) => db.query(of(table), [other])));
      return [...rows, await db.query('select settings from shops where id = $1', [other])];
    },
  };

  beforeAll(async () => {
    stack = await startStack(db.url, [
      marked(OWN, 'ownmark', { id: 701, customers: 40 }),
      // always more orders than the own shop, which day it may be: some of their ids exist in this shop alone
      marked(OTHER, OTHERS_MARK, { id: 702, customers: 160 }),
    ]);
    for (const domain of [OWN, OTHER]) {
      stack.shopify.install(domain, { scopes: appDeclaration().scopes });
      await set.ask('/app', { token: good(domain) });
    }
    await eventually(async () => {
      const [there] = await db.query('select count(distinct shop_id) as shops from snapshots');
      if (there?.shops !== '2') throw new Error('the shops have no numbers yet');
    });
    own = await idOf(db, OWN);
    other = await idOf(db, OTHER);
    await fileFor(db, own);
    othersFile = await fileFor(db, other);
    const [customer] = await db.query(
      `select max(id)::text as id from customers where shop_id = $1
         and id not in (select id from customers own where own.shop_id = $2)`,
      [other, own],
    );
    othersCustomer = String(customer?.id);
  });
  afterAll(async () => {
    await stack?.[Symbol.asyncDispose]();
  });
  return set;
}

/** A small shop whose name and products differ from the other one's. */
function marked(
  domain: string,
  mark: string,
  { id, customers }: { id: number; customers: number },
): World {
  const small = { days: 70, customers, daysBeforeShopify: 0 };
  const world = teaShop({ until: new Date(), domain, seed: domain, name: mark, ...small });
  return {
    ...world,
    shop: { ...world.shop, id },
    *products() {
      for (const product of world.products())
        yield { ...product, title: `${product.title} ${mark}` };
    },
  };
}

async function idOf(db: TestDatabase, domain: string): Promise<number> {
  const [row] = await db.query('select id from shops where domain = $1', [domain]);
  return Number(row?.id);
}

/** The answered data request of a shop, whose file has the shop's name. */
async function fileFor(db: TestDatabase, shop: number): Promise<number> {
  const [made] = await db.query(
    `insert into privacy_requests (shop_id, kind, webhook_id, state, received_at, due_at, finished_at, file, file_expires_at)
     select id, 'dataRequest', $2, 'done', now(), now() + interval '30 days', now(), name, now() + interval '30 days'
     from shops where id = $1 returning id`,
    [shop, randomUUID()],
  );
  return Number(made?.id);
}

/** A session token of the other shop's merchant; default: valid. */
export const token = (fields: Partial<IdTokenOptions> = {}): string =>
  signIdToken({
    ...{ domain: OTHER, userId: 1, apiKey: API_KEY, apiSecret: API_SECRET, expiresInSeconds: 60 },
    ...fields,
  });

/** The headers of a signed-in merchant's browser. */
export const good = (domain: string): string => token({ domain });

/** Leaks of the other shop or of the app's internals in a reply, its headers included. */
export async function leaks(answer: Response): Promise<string[]> {
  const text = `${[...answer.headers].join('\n')}\n\n${await answer.clone().text()}`;
  return leaksIn(text, [{ what: "the other shop's name", text: OTHERS_MARK }]);
}
