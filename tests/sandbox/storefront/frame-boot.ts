import * as z from 'zod/mini';

/** The pages of Shopify with the extension. */
export const TARGETS = [
  'purchase.thank-you.block.render',
  'customer-account.order-status.block.render',
] as const;

/** The data that the extension's frame starts with. */
export const frameBoot = z.object({
  target: z.enum(TARGETS),
  /** title of the frame's document */
  title: z.string(),
  language: z.enum(['ja', 'en']),
  texts: z.record(z.string(), z.string()),
  orderId: z.number(),
  orderName: z.string(),
  confirmation: z.nullable(z.string()),
  isFirstOrder: z.boolean(),
  shop: z.object({ name: z.string(), domain: z.string() }),
});
export type FrameBoot = z.infer<typeof frameBoot>;

/** Messages of the frame to the page around it. */
export const frameMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('height'), pixels: z.number() }),
  z.object({ kind: z.literal('sessionToken'), id: z.number() }),
  z.object({ kind: z.literal('storage.read'), id: z.number(), key: z.string() }),
  z.object({
    kind: z.literal('storage.write'),
    id: z.number(),
    key: z.string(),
    value: z.unknown(),
  }),
  z.object({ kind: z.literal('storage.delete'), id: z.number(), key: z.string() }),
]);
export type FrameMessage = z.infer<typeof frameMessage>;

export const hostAnswer = z.object({
  answer: z.number(),
  value: z.optional(z.unknown()),
  error: z.optional(z.string()),
});
