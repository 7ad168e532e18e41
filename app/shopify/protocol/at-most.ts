/** Lets so many do something at once; who comes later waits for his turn. */
export function atMost(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = most;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free--;
    else await new Promise<void>((turn) => waiting.push(turn));
    try {
      return await work();
    } finally {
      // the next one takes this place, or nobody does
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    }
  };
}
