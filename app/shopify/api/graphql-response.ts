import { ClientError } from 'graphql-request';
import { z } from 'zod';
import { AccessDenied, BadQuery, ShopGone, Throttled, Unavailable } from '../protocol/errors';

const errorSchema = z.object({
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
  extensions: z
    .object({ code: z.string().optional(), requiredAccess: z.string().optional() })
    .optional(),
});
export type GraphError = z.output<typeof errorSchema>;

const costSchema = z.object({
  cost: z.object({
    requestedQueryCost: z.number().nullish(),
    actualQueryCost: z.number().nullish(),
    throttleStatus: z.object({
      maximumAvailable: z.number().positive(),
      currentlyAvailable: z.number(),
      restoreRate: z.number().positive(),
    }),
  }),
});
/** The cost of a call, and the shop's bucket after it. */
export type Throttle = z.output<typeof costSchema>['cost'];

/** The cost in a response's extensions; null where there is none. */
export function throttleOf(extensions: unknown): Throttle | null {
  return costSchema.safeParse(extensions).data?.cost ?? null;
}

/** Data as Shopify sent it, and the errors about what it left out. */
export interface GraphResponse {
  data: unknown;
  errors: GraphError[];
}

/** Shopify refused the token (401); the caller may have another one. */
export class TokenRefused extends Error {
  override name = 'TokenRefused';
}

const SHORTEST_WAIT_MS = 1_000;

/** Reads a response of HTTP status 200. @throws Throttled, Unavailable, BadQuery */
export function readResponse(body: {
  data?: unknown;
  errors?: unknown;
  extensions?: unknown;
}): GraphResponse {
  const errors = z.array(errorSchema).safeParse(body.errors ?? []);
  if (!errors.success) throw new Unavailable('Shopify answered with something that is no GraphQL.');
  const codes = errors.data.map((error) => error.extensions?.code);
  if (codes.includes('THROTTLED'))
    throw new Throttled('Shopify asks for a pause.', pause(body.extensions));
  if (codes.includes('INTERNAL_SERVER_ERROR') || codes.includes('TIMEOUT'))
    throw new Unavailable('Shopify failed to answer a query.');
  if ((body.data === undefined || body.data === null) && !codes.includes('ACCESS_DENIED')) {
    if (errors.data.length === 0) throw new Unavailable('Shopify answered with no data.');
    throw new BadQuery(errors.data.map((error) => error.message).join('; '));
  }
  return { data: body.data ?? null, errors: errors.data };
}

/** Milliseconds until the bucket holds what the query needs. */
function pause(extensions: unknown): number {
  const cost = throttleOf(extensions);
  if (cost === null) return SHORTEST_WAIT_MS;
  const { requestedQueryCost, throttleStatus } = cost;
  const missing = (requestedQueryCost ?? 0) - throttleStatus.currentlyAvailable;
  return Math.max(SHORTEST_WAIT_MS, Math.ceil((missing / throttleStatus.restoreRate) * 1_000));
}

/** The error that a response other than 200, or none, means. */
export function failureOf(error: unknown): Error {
  if (!(error instanceof ClientError)) return new Unavailable('Shopify could not be reached.');
  const { status, headers } = error.response;
  if (status === 401) return new TokenRefused();
  // Frozen, forbidden, unknown, locked: https://shopify.dev/docs/api/usage/response-codes
  if ([402, 403, 404, 423].includes(status))
    return new ShopGone(`Shopify answers ${status} for this shop.`);
  if (status === 429 || status === 430) {
    const seconds = Number(new Headers(headers).get('retry-after') ?? 0);
    return new Throttled('Shopify asks for a pause.', Math.max(SHORTEST_WAIT_MS, seconds * 1_000));
  }
  if (status >= 500) return new Unavailable(`Shopify answers ${status}.`);
  return new BadQuery(`Shopify answers ${status}.`);
}

/** The first denied field among the errors; null where none is denied. */
export function denialOf(errors: readonly GraphError[]): AccessDenied | null {
  const denied = errors.find((error) => error.extensions?.code === 'ACCESS_DENIED');
  if (denied === undefined) return null;
  // "Access denied for x field. Required access: `read_y` access scope." or "… not approved to use the x field."
  const field = denied.path?.join('.') ?? /(?:for|the) (\w+) field/.exec(denied.message)?.[1];
  const required =
    denied.extensions?.requiredAccess ??
    /Required access: (.+?)\.?$/.exec(denied.message)?.[1] ??
    (/not approved/.test(denied.message) ? 'approval for protected customer data' : null);
  return new AccessDenied(field ?? 'a field', required);
}
