import type { z } from 'zod';
import { API_VERSION } from '../protocol/api-version';
import { budget } from './budget.server';
import type { Document } from '../documents/document';
import { BadQuery, TokenOutage } from '../protocol/errors';
import { denialOf, TokenRefused, type GraphResponse } from './graphql-response';
import { callGraphql, JOB_PATIENCE, type Patience } from './graphql-call';
import { offlineToken } from '../tokens/offline-token.server';
import { alarmTokenOutage } from '../tokens/token-responses.server';

export interface QueryOptions {
  /** parse `data` with `schema` although fields were denied, which Shopify sends as null, instead of throwing */
  allowPartial?: boolean;
  /** `JOB_PATIENCE` by default */
  patience?: Patience;
}

export interface Admin {
  /**
   * Runs a query and parses its data.
   * @throws ShopGone, Throttled, Unavailable, AccessDenied (names the field and the scope), BadQuery
   */
  query<Variables extends object, Schema extends z.ZodType>(
    document: Document<Variables>,
    variables: Variables,
    schema: Schema,
    options?: QueryOptions,
  ): Promise<z.output<Schema>>;
}

/** Shopify's Admin API for one shop: every call goes through it. */
export function admin(domain: string): Admin {
  return {
    async query(
      document,
      variables,
      schema,
      { allowPartial = false, patience = JOB_PATIENCE } = {},
    ) {
      const { data, errors } = await withToken(domain, (token) =>
        callGraphql({
          url: `https://${domain}/admin/api/${API_VERSION}/graphql.json`,
          token,
          document: document.text,
          variables,
          patience,
          budget: budget(domain, document.points(variables), patience.leaves),
        }),
      );
      const denial = denialOf(errors);
      if (denial && !(allowPartial && data !== null)) throw denial;
      const other = errors.find((error) => error.extensions?.code !== 'ACCESS_DENIED');
      if (other && !allowPartial) throw new BadQuery(other.message);
      const parsed = schema.safeParse(data);
      if (parsed.success) return parsed.data;
      const where = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
      throw new BadQuery(`Shopify's answer is not as documented at ${where || 'its root'}.`);
    },
  };
}

/** The pause after Shopify refused a fresh token. */
const REFUSED_WAIT_MS = 60_000;

/**
 * Runs `work` with the shop's token, and once more with a new token if Shopify refuses it. A refusal of the
 * new token says nothing about the shop: the work waits.
 */
async function withToken(
  domain: string,
  work: (token: string) => Promise<GraphResponse>,
): Promise<GraphResponse> {
  const token = await offlineToken(domain);
  try {
    return await work(token);
  } catch (error) {
    if (!(error instanceof TokenRefused)) throw error;
  }
  const other = await offlineToken(domain, token);
  try {
    return await work(other);
  } catch (error) {
    if (!(error instanceof TokenRefused)) throw error;
    alarmTokenOutage('fresh_token_refused');
    throw new TokenOutage(
      `Shopify refuses a token of ${domain} that it has just given out.`,
      REFUSED_WAIT_MS,
    );
  }
}
