import { z } from 'zod';

/** `userErrors { field message code }` of a mutation: what it refused; empty when it succeeded. */
export const userErrors = z.array(
  z.object({
    field: z.array(z.string()).nullable(),
    message: z.string(),
    code: z.string().nullable(),
  }),
);
