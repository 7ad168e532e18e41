import { z } from 'zod';

/** What a process of `bench:walls` is told; one JSON argument. */
export const wallsOrder = z.discriminatedUnion('task', [
  z.object({ task: z.literal('prepare'), orders: z.number(), at: z.coerce.date() }),
  z.object({ task: z.literal('measure'), shop: z.number(), at: z.coerce.date() }),
]);
export type WallsOrder = z.output<typeof wallsOrder>;

export const preparedMessage = z.object({ shop: z.number() });

/** What one round took, as one role: the time that PostgreSQL worked. */
export const roundMessage = z.object({
  /** inserting all orders of the shop once more, in seconds */
  insert: z.number(),
  /** summing over all orders of the shop, in milliseconds */
  sum: z.number(),
  /** what a page reads: one snapshot by its key, in milliseconds */
  read: z.number(),
  /** the book built anew and the whole snapshot, in seconds */
  snapshot: z.number(),
});
export type Round = z.output<typeof roundMessage>;
