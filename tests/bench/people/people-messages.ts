import { z } from 'zod';

/** The order to a process of `bench:people`; one JSON argument. */
export const peopleOrder = z.discriminatedUnion('task', [
  z.object({ task: z.literal('prepare'), orders: z.number(), at: z.coerce.date() }),
  z.object({ task: z.literal('measure'), shop: z.number(), rounds: z.number() }),
]);
export type PeopleOrder = z.output<typeof peopleOrder>;

export const preparedMessage = z.object({ shop: z.number() });

const worst = z.object({ ms: z.number(), of: z.string() });

export const measuredMessage = z.object({
  customers: z.number(),
  combinations: z.number(),
  /** the exact count with its revenue, and a page of 50, of the slowest combination */
  count: worst,
  page: worst,
  /** what the page of one customer reads, of the slowest of a hundred */
  profile: worst,
  /** the matrix of stages, of the slower of the days to compare with */
  moves: worst,
  /** the slowest of each, slowest first */
  slowest: z.object({ counts: z.array(worst), pages: z.array(worst) }),
});
export type MeasuredPeople = z.output<typeof measuredMessage>;

/** The file of all customers, the fastest of a few rounds. */
export const exportedMessage = z.object({
  rowsPerSecond: z.number(),
  /** of its time to that of a plain COPY of the same rows in the same run */
  ratio: z.number(),
  /** of the process that sends it, at its peak */
  rssMb: z.number(),
});
export type MeasuredExport = z.output<typeof exportedMessage>;
