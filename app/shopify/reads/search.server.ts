import { admin } from '../api/admin.server';
import { PAGE_PATIENCE } from '../api/graphql-call';
import { CUSTOMERS_BY_NAME, customersByNameResponse } from '../documents/customers-by-name';
import { ORDERS_BY_NAME, ordersByNameResponse } from '../documents/orders-by-name';
import { AccessDenied } from '../protocol/errors';
import { numericId } from '../protocol/gid';
import { nameOf, type CustomerName } from './customer-names.server';

export { FOUND_AT_MOST } from '../documents/customers-by-name';

/** More words than any name has. */
const MOST_WORDS = 6;

/**
 * Asks Shopify for customers by words of their name, to be shown and not stored.
 * @param text as entered
 * @returns the first of them by numeric id; null where Shopify has not approved names
 * @throws ShopGone, Throttled, Unavailable
 */
export async function findCustomersByName(
  domain: string,
  text: string,
): Promise<{ id: string; name: CustomerName | null }[] | null> {
  const words = wordsOf(text);
  if (words.length === 0) return [];
  try {
    const { customers } = await admin(domain).query(
      CUSTOMERS_BY_NAME,
      { search: words.slice(0, MOST_WORDS).join(' AND ') },
      customersByNameResponse,
      { patience: PAGE_PATIENCE },
    );
    return customers.nodes.map((node) => ({ id: numericId(node.id), name: nameOf(node) }));
  } catch (error) {
    if (error instanceof AccessDenied) return null;
    throw error;
  }
}

/**
 * Asks Shopify for orders by the merchant's name for them: the app's own rows have no index on it.
 * @param name `#1001`, or without its sign
 * @returns their numeric ids
 * @throws ShopGone, Throttled, Unavailable, AccessDenied
 */
export async function findOrdersByName(domain: string, name: string): Promise<string[]> {
  const [word] = wordsOf(name.replaceAll('#', ''));
  if (word === undefined) return [];
  const { orders } = await admin(domain).query(
    ORDERS_BY_NAME,
    { search: `name:${word}` },
    ordersByNameResponse,
    { patience: PAGE_PATIENCE },
  );
  return orders.nodes.map(({ id }) => numericId(id));
}

/** Every word in quotes, so that none of them is a field or an operator of Shopify's search. */
const wordsOf = (text: string): string[] =>
  text
    .replaceAll(/["'\\():*\p{C}]/gu, ' ')
    .split(/[\s\u3000]+/)
    .filter((word) => word !== '')
    .map((word) => `"${word}"`);
