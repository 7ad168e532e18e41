import { z } from 'zod';

/**
 * Pure: the ids in Shopify's two webhooks about a person. Their e-mail address and telephone number are
 * never read.
 */
const id = z.union([z.number().int().nonnegative().safe(), z.string().regex(/^\d{1,18}$/)]);
const ids = z
  .array(id)
  .max(100_000)
  .nullish()
  .transform((all) => [...new Set((all ?? []).map(String))]);

const payloadSchema = z.object({
  customer: z.object({ id: id.nullish() }).nullish(),
  orders_requested: ids,
  orders_to_redact: ids,
});

export interface PersonIds {
  customer: string | null;
  orders: string[];
}

/** The customer and the orders of a payload; null where it is not as Shopify documents it. */
export function parsePerson(payload: unknown): PersonIds | null {
  const parsed = payloadSchema.safeParse(payload);
  if (!parsed.success) return null;
  const { customer, orders_requested, orders_to_redact } = parsed.data;
  const orders = [...orders_requested, ...orders_to_redact];
  const whose = customer?.id ?? null;
  return { customer: whose === null ? null : String(whose), orders };
}
