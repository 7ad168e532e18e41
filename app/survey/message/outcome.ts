import { z } from 'zod';
import { shopIdSchema } from '../../store/db.server';

/** waiting: the order is not known yet; wrong: it is not the sender's; missing: neither number nor customer. */
const UNPROVED = ['waiting', 'wrong', 'missing'] as const;

const iso = z.string().transform((text) => new Date(text).toISOString());
const recorded = z.object({ recorded: z.literal(true), score: z.number(), changeableUntil: iso });

/** The shop has other keys than the message was hashed with. */
export const keyNeededSchema = z.object({
  refused: z.literal('key_needed'),
  id: shopIdSchema,
  confirmation: z.string().nullable(),
  erasure: z.string().nullable(),
});

/** Why the database function refuses a message. */
export const refusedSchema = z.discriminatedUnion('refused', [
  z.object({ refused: z.enum(['unauthorized', 'key_used']) }),
  z.object({ refused: z.enum(['too_many', 'busy']), retryAfterSeconds: z.number() }),
  z.object({ refused: z.literal('erased') }),
  keyNeededSchema,
]);

/** Part of the reply where the message's order is not proved. */
export const unprovedSchema = z.object({ unproved: z.enum(UNPROVED) });

export const answerOutcome = z.union([
  recorded,
  z.object({ recorded: z.literal(false), why: z.literal('closed'), score: z.number() }),
  z.object({ recorded: z.literal(false), why: z.enum(['asked_lately', 'off', 'unproved']) }),
]);

export const askOutcome = z.union([
  z.object({ ask: z.literal(true), survey: z.unknown() }),
  z.object({
    ask: z.literal(false),
    why: z.literal('answered'),
    answered: z.object({ score: z.number(), changeableUntil: iso }),
    survey: z.unknown(),
  }),
  z.object({
    ask: z.literal(false),
    why: z.enum(['off', 'dismissed', 'asked_lately', 'order_unknown_too_long', 'unproved']),
    answered: z.null(),
  }),
]);

export const dismissalOutcome = z.object({ dismissed: z.literal(true) });
