import { z } from 'zod';
import { day } from '../kinds';
import { slice } from '../step';

/** The snapshot's day, currency and time zone. */
export const asOf = slice({
  name: 'asOf',
  on: 'none',
  needs: {},
  numbers: {
    /** D: orders before this day are known */
    asOf: day,
    /** the shop's, ISO 4217 */
    currency: z.string(),
    /** the shop's, IANA */
    timezone: z.string(),
  },
  run: ({ scope: { asOf, currency, timezone } }) => ({ asOf, currency, timezone }),
});

export const incompleteMonth = slice({
  name: 'incompleteMonth',
  on: 'none',
  needs: {},
  numbers: {
    /** the month of D - 1 while it is not over, 2024-02 */
    incompleteMonth: z.string().nullable(),
  },
  run: ({ scope: { asOf } }) => ({
    incompleteMonth: asOf.endsWith('-01') ? null : asOf.slice(0, 7),
  }),
});
