/** Limits how many calls of `work` run at once; later calls wait in order. */
export function limitConcurrency(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = most;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free--;
    else await new Promise<void>((turn) => waiting.push(turn));
    try {
      return await work();
    } finally {
      // the place passes to the next waiter, or becomes free
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    }
  };
}
