/**
 * The text of one operation, with the type of the variables it takes. One operation per file beside
 * this one; a test reads each of them against Shopify's own schema.
 */
export interface Document<Variables extends object> {
  readonly text: string;
  /** exists only for the compiler */
  readonly variables?: Variables;
}

type NoVariables = Record<string, never>;

/** @param text one operation, as written to Shopify */
export function document<Variables extends object = NoVariables>(
  text: string,
): Document<Variables> {
  return { text };
}
