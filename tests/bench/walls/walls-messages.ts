import { z } from 'zod';

/** The order to a process of `bench:walls`; one JSON argument. */
export const wallsOrder = z.discriminatedUnion('task', [
  z.object({ task: z.literal('prepare'), orders: z.number(), at: z.coerce.date() }),
  z.object({ task: z.literal('measure'), shop: z.number(), at: z.coerce.date() }),
]);
export type WallsOrder = z.output<typeof wallsOrder>;

export const preparedMessage = z.object({ shop: z.number() });

/** PostgreSQL's processor time in one round as one role. */
export const roundMessage = z.object({
  /** inserting a copy of all orders of the shop, in seconds */
  insert: z.number(),
  /** summing over all orders of the shop, in milliseconds */
  sum: z.number(),
  /** a page's read: one snapshot by its key, in milliseconds */
  read: z.number(),
  /** rebuilding the book and the whole snapshot, in seconds */
  snapshot: z.number(),
});
export type Round = z.output<typeof roundMessage>;
