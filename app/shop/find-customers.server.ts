import { z } from 'zod';
import { rows, sql, withShop, type ShopId } from '../store/db.server';
import { ShopifyFailure } from '../shopify/protocol/errors';
import type { CustomerName } from '../shopify/reads/customer-names.server';
import {
  findCustomersByName,
  findOrdersByName,
  FOUND_AT_MOST,
} from '../shopify/reads/search.server';
import { readShownNames } from './shown-names.server';

const knownSchema = z.object({
  id: z.string(),
  /** #1001; null where the customer's own number or name was given */
  order: z.string().nullable(),
  /** whether an order of theirs counts */
  counted: z.boolean(),
});
type KnownCustomer = z.output<typeof knownSchema>;

/** A customer whom a search found. */
type FoundCustomer = KnownCustomer & { name: CustomerName | null };

export interface FoundCustomers {
  /** by number or order, else by name as Shopify ranks them */
  customers: FoundCustomer[];
  /** whether Shopify was asked for a name, and what came of it; more: it may have others */
  names: 'notAsked' | 'done' | 'more' | 'denied' | 'failed';
}

/** Longer than a customer's number, an order's name or a person's. */
const LONGEST = 100;

/**
 * Finds customers by their number, by the name of an order (`#1001` or `1001`), else by their own name. Shopify is asked for
 * both names; nothing of it is stored.
 * @param text as entered
 */
export async function findCustomers(
  shop: { id: ShopId; domain: string },
  text: string,
): Promise<FoundCustomers> {
  const given = text.normalize('NFKC').trim().slice(0, LONGEST);
  try {
    const known = await byNumber(shop, given);
    if (known.length > 0) return { customers: await named(shop.domain, known), names: 'notAsked' };
    if (/^#?\d*$/.test(given)) return { customers: [], names: 'notAsked' };
    const found = await findCustomersByName(shop.domain, given);
    if (found === null) return { customers: [], names: 'denied' };
    const counted = await countedOf(
      shop.id,
      found.map(({ id }) => id),
    );
    return {
      customers: found.map(({ id, name }) => ({ id, name, order: null, counted: counted.has(id) })),
      names: found.length < FOUND_AT_MOST ? 'done' : 'more',
    };
  } catch (error) {
    if (error instanceof ShopifyFailure) return { customers: [], names: 'failed' };
    throw error;
  }
}

async function named(domain: string, known: readonly KnownCustomer[]): Promise<FoundCustomer[]> {
  const { names } = await readShownNames(
    domain,
    known.map(({ id }) => id),
  );
  return known.map((one) => ({ ...one, name: names.get(one.id) ?? null }));
}

/** The customer of that number, else those of the orders of that name. */
async function byNumber(
  { id: shop, domain }: { id: ShopId; domain: string },
  given: string,
): Promise<KnownCustomer[]> {
  const counted = sql`exists (select from customer_summaries where shop_id = ${shop} and customer_id = found.id) as counted`;
  if (/^[1-9]\d{0,17}$/.test(given)) {
    const customers = await withShop(shop, (tx) =>
      rows(
        tx,
        knownSchema,
        sql`select found.id::text, null as "order", ${counted} from customers found where shop_id = ${shop} and id = ${given}::bigint`,
      ),
    );
    if (customers.length > 0) return customers;
  }
  const orders = /\d/.test(given) ? await findOrdersByName(domain, given) : [];
  if (orders.length === 0) return [];
  return await withShop(shop, (tx) =>
    rows(
      tx,
      knownSchema,
      sql`
      select found.id::text, found."order", ${counted} from (
        select customer_id as id, min(name) as "order" from orders
        where shop_id = ${shop} and id = any(${orders}::bigint[]) and customer_id is not null group by 1
      ) found order by found.id`,
    ),
  );
}

async function countedOf(shop: ShopId, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const found = await withShop(shop, (tx) =>
    rows(
      tx,
      z.object({ id: z.string() }),
      sql`select customer_id::text as id from customer_summaries
        where shop_id = ${shop} and customer_id = any(${[...ids]}::bigint[])`,
    ),
  );
  return new Set(found.map(({ id }) => id));
}
