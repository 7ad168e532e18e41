import { z } from 'zod';

/** Messages of the local Shopify's process to the command that started it. */
export const shopMessage = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ready'),
    url: z.string(),
    domain: z.string(),
    /** notes on the files that the shop is made of */
    notes: z.array(z.string()),
    /** milliseconds by which its clock is ahead of the machine's */
    clockOffsetMs: z.number(),
  }),
  /** it cannot go on; a sentence for the user */
  z.object({ kind: z.literal('trouble'), sentence: z.string() }),
]);

export type ShopMessage = z.output<typeof shopMessage>;

/** The argument of a local Shopify's process, as JSON. */
export const shopOrder = z.object({
  /** the SQLite file of the shop; created with the shop if it is missing */
  store: z.string(),
  port: z.number(),
  appUrl: z.string(),
  world: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('tea-shop') }),
    z.object({
      kind: z.literal('order-export'),
      files: z.array(z.string()),
      timezone: z.string().nullable(),
    }),
  ]),
});

export type ShopOrder = z.output<typeof shopOrder>;
