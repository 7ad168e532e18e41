import * as z from 'zod/mini';

/** The pages of Shopify's that the extension stands on. */
export const TARGETS = [
  'purchase.thank-you.block.render',
  'customer-account.order-status.block.render',
] as const;

/** What the extension's frame is told when it is made. */
export const frameBoot = z.object({
  target: z.enum(TARGETS),
  /** of the frame's document */
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

/** What the frame asks of the page around it, and what it tells. */
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
