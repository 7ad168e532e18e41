import { z } from 'zod';

/**
 * The text of one operation, the type of its variables, and its cost. Each operation has a file beside
 * this one; a test checks each against Shopify's own schema.
 */
export interface Document<Variables extends object> {
  readonly text: string;
  /** points that Shopify may reserve for it */
  points(variables: Variables): number;
}

type NoVariables = Record<string, never>;

/** The cost below which most operations stay: a few objects, or one mutation. */
const FEW_POINTS = 10;

/**
 * @param text one operation, as written to Shopify
 * @param points by Shopify's rules: objects 1, scalars 0, a connection as often as its `first` says
 *   (https://shopify.dev/docs/api/usage/limits)
 */
export function document<Variables extends object = NoVariables>(
  text: string,
  points: (variables: Variables) => number = () => FEW_POINTS,
): Document<Variables> {
  return { text, points };
}

/** The most points of a single call, however full the bucket is. */
export const MOST_POINTS = 1_000;

/** Schema of a page of a connection: its nodes, and whether there are more. */
export const page = <Node extends z.ZodType>(node: Node) =>
  z.object({
    nodes: z.array(node),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  });
