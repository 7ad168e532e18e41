import { GraphQLError } from 'graphql';

/**
 * Thrown, with its name, for a feature of Shopify that the local one lacks. Never null instead, so that the
 * first use of a new field fails.
 */
export class NotInSandbox extends Error {
  constructor(readonly what: string) {
    super(`NotInSandbox: the local Shopify does not implement ${what}`);
    this.name = 'NotInSandbox';
  }
}

/** A scope is missing: Shopify's own wording, `requiredAccess` is the schema's text. */
export function accessDenied(fieldName: string, requiredAccess: string): GraphQLError {
  return new GraphQLError(
    `Access denied for ${fieldName} field. Required access: ${requiredAccess}`,
    {
      extensions: {
        code: 'ACCESS_DENIED',
        documentation: 'https://shopify.dev/api/usage/access-scopes',
        requiredAccess,
      },
    },
  );
}

/** Protected customer data of level 2 without Shopify's approval. */
export function notApprovedFor(fieldName: string): GraphQLError {
  return new GraphQLError(
    `This app is not approved to use the ${fieldName} field. See https://shopify.dev/docs/apps/launch/protected-customer-data for more details.`,
    {
      extensions: {
        code: 'ACCESS_DENIED',
        documentation: 'https://shopify.dev/docs/apps/launch/protected-customer-data',
      },
    },
  );
}

/** A malformed argument that only the resolver can see. */
export function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } });
}
