import { z } from 'zod';
import { shopIdSchema } from '../store/db.server';

const iso = z.string().transform((text) => new Date(text).toISOString());
const recorded = z.object({ recorded: z.literal(true), score: z.number(), changeableUntil: iso });

/** Why a message is not taken, as the database says it. */
export const refusedSchema = z.discriminatedUnion('refused', [
  z.object({ refused: z.enum(['unauthorized', 'not_found', 'key_used']) }),
  z.object({ refused: z.enum(['too_many', 'busy']), retryAfterSeconds: z.number() }),
  z.object({ refused: z.literal('erased') }),
  z.object({ refused: z.literal('key_needed'), id: shopIdSchema, sealed: z.string() }),
]);

export const answerOutcome = z.union([
  recorded,
  z.object({ recorded: z.literal(false), why: z.literal('closed'), score: z.number() }),
  z.object({ recorded: z.literal(false), why: z.enum(['asked_lately', 'off']) }),
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
    why: z.enum(['off', 'dismissed', 'asked_lately', 'order_unknown_too_long']),
    answered: z.null(),
  }),
]);

export const dismissalOutcome = z.object({ dismissed: z.literal(true) });
