import { z } from 'zod';

/**
 * The text of one operation, with the type of the variables it takes and what it may cost. One
 * operation per file beside this one; a test reads each of them against Shopify's own schema.
 */
export interface Document<Variables extends object> {
  readonly text: string;
  /** points that Shopify may reserve for it */
  points(variables: Variables): number;
}

type NoVariables = Record<string, never>;

/** What most operations stay below: a few objects, or one mutation. */
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

/** A single call may cost no more, however much is in the bucket. */
export const MOST_POINTS = 1_000;

/** A page of a connection: its nodes, and whether there are more. */
export const page = <Node extends z.ZodType>(node: Node) =>
  z.object({
    nodes: z.array(node),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  });
