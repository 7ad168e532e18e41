import { z } from 'zod';

/** What the process of the local Shopify tells the command that started it. */
export const shopMessage = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ready'),
    url: z.string(),
    domain: z.string(),
    /** what is to be known of the files that the shop was made of */
    notes: z.array(z.string()),
    /** how far its clock is ahead of the machine's */
    clockOffsetMs: z.number(),
  }),
  /** it cannot go on; a sentence for the person at the terminal */
  z.object({ kind: z.literal('trouble'), sentence: z.string() }),
]);

export type ShopMessage = z.output<typeof shopMessage>;

/** What a local Shopify is started with; one JSON argument. */
export const shopOrder = z.object({
  /** the SQLite file that holds the shop; made with the shop where it does not exist */
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
