import { afterEach } from 'vitest';
import { z } from 'zod';
import { API_KEY, API_SECRET } from '../oauth/app-identity';
import { Clock } from '../control/clock';
import { LocalShopify, type LocalShopifyOptions } from '../local-shopify';
import type { World } from '../store/records';

const ALL_SCOPES = ['read_orders', 'read_all_orders', 'read_customers', 'read_products'];

const Answer = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        path: z.array(z.union([z.string(), z.number()])).optional(),
        extensions: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .optional(),
  extensions: z
    .object({
      cost: z.object({
        requestedQueryCost: z.number(),
        actualQueryCost: z.number().nullable(),
        throttleStatus: z.object({
          maximumAvailable: z.number(),
          currentlyAvailable: z.number(),
          restoreRate: z.number(),
        }),
      }),
    })
    .optional(),
});
export type Answer = z.infer<typeof Answer>;

const BulkOperation = z.object({
  id: z.string(),
  status: z.string(),
  errorCode: z.string().nullable(),
  objectCount: z.string(),
  rootObjectCount: z.string(),
  fileSize: z.string().nullable(),
  url: z.string().nullable(),
  partialDataUrl: z.string().nullable(),
  completedAt: z.string().nullable(),
});
type BulkOperation = z.infer<typeof BulkOperation>;

const Started = z.object({
  bulkOperationRunQuery: z.object({
    bulkOperation: z.object({ id: z.string(), status: z.string() }).nullable(),
    userErrors: z.array(
      z.object({
        field: z.array(z.string()).nullable(),
        message: z.string(),
        code: z.string().nullable(),
      }),
    ),
  }),
});
type Started = z.infer<typeof Started>['bulkOperationRunQuery'];

const Line = z.looseObject({ id: z.string().optional(), __parentId: z.string().optional() });
export type ResultLine = z.infer<typeof Line>;

/** A local Shopify with one shop that has the app, and an HTTP client for it. */
export class OpenShop {
  private constructor(
    readonly shopify: LocalShopify,
    readonly url: string,
    readonly domain: string,
  ) {}

  static async open(
    world: World,
    options: Partial<LocalShopifyOptions> & { scopes?: string[] } = {},
  ): Promise<OpenShop> {
    const { scopes = ALL_SCOPES, ...rest } = options;
    const clock = rest.clock ?? new Clock({ stoppedAt: new Date('2026-04-01T00:00:00Z') });
    const shopify = await LocalShopify.open({ path: ':memory:', ...rest, clock });
    opened.push(shopify);
    await shopify.addShop(world);
    shopify.install(world.shop.domain, { scopes });
    const { url } = await shopify.listen();
    return new OpenShop(shopify, url, world.shop.domain);
  }

  /** Calls one of Shopify's hosts, as the app's intercepted calls do. */
  call(host: string, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('x-orig-host', host);
    return fetch(`${this.url}${path}`, { ...init, headers });
  }

  /** Calls the token endpoint with a valid token exchange; `over` replaces or adds fields. */
  token(over: Record<string, unknown> = {}): Promise<Response> {
    const body = {
      client_id: API_KEY,
      client_secret: API_SECRET,
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: this.shopify.idToken(this.domain),
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
      expiring: '1',
      ...over,
    };
    return this.call(this.domain, '/admin/oauth/access_token', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  /** Sends a GraphQL call with a new access token, or with the given one. */
  async post(query: string, variables?: object, accessToken?: string): Promise<Response> {
    const token = accessToken ?? this.#freshToken();
    return this.call(this.domain, '/admin/api/2026-10/graphql.json', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-shopify-access-token': token },
      body: JSON.stringify({ query, variables }),
    });
  }

  async ask(query: string, variables?: object): Promise<Answer> {
    return Answer.parse(await (await this.post(query, variables)).json());
  }

  async startBulk(query: string, groupObjects = false): Promise<Started> {
    const answer = await this.ask(
      `mutation ($query: String!, $groupObjects: Boolean!) {
         bulkOperationRunQuery(query: $query, groupObjects: $groupObjects) {
           bulkOperation { id status } userErrors { field message code } } }`,
      { query, groupObjects },
    );
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
    return Started.parse(answer.data).bulkOperationRunQuery;
  }

  /** Starts a bulk query that must be accepted. @returns its id */
  async bulkId(query: string, groupObjects = false): Promise<string> {
    const { bulkOperation, userErrors } = await this.startBulk(query, groupObjects);
    if (!bulkOperation) throw new Error(JSON.stringify(userErrors));
    return bulkOperation.id;
  }

  async bulkOperation(id: string): Promise<BulkOperation> {
    const answer = await this.ask(
      `query ($id: ID!) { bulkOperation(id: $id) { id status errorCode objectCount
         rootObjectCount fileSize url partialDataUrl completedAt } }`,
      { id },
    );
    return z.object({ bulkOperation: BulkOperation }).parse(answer.data).bulkOperation;
  }

  /** Runs a bulk query to its end and reads its result. */
  async bulkLines(query: string, groupObjects = false): Promise<ResultLine[]> {
    const id = await this.bulkId(query, groupObjects);
    await this.shopify.bulk.settled();
    const { status, url } = await this.bulkOperation(id);
    if (status !== 'COMPLETED') throw new Error(`the operation is ${status}`);
    return url === null ? [] : parseLines(await (await this.result(url)).text());
  }

  /** Fetches a result by its address. */
  result(address: string, headers: Record<string, string> = {}): Promise<Response> {
    const { host, pathname, search } = new URL(address);
    return this.call(host, pathname + search, { headers });
  }

  #freshToken(): string {
    const shop = this.shopify.store.shop(this.domain);
    if (!shop) throw new Error('the shop is gone');
    return this.shopify.tokens.issue(shop.no, [], true).access_token;
  }
}

export function parseLines(text: string): ResultLine[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((each) => Line.parse(JSON.parse(each)));
}

const opened: LocalShopify[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((shopify) => shopify.close()));
});
