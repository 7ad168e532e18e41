/** Prints a line for each finished step; with OMEGA_TIMING=1 also its duration and its time. */
export interface Steps {
  say(line: string): void;
  /** prints the name when the work is done, and returns its result */
  run<T>(name: string, work: () => Promise<T>): Promise<T>;
}

export function steps(say: (line: string) => void): Steps {
  const begin = performance.now();
  const timing = process.env.OMEGA_TIMING === '1';
  return {
    say,
    run: async (name, work) => {
      const from = performance.now();
      const result = await work();
      const now = performance.now();
      const times = timing ? ` (${seconds(now - from)}, at ${seconds(now - begin)})` : '';
      say(`${name}: ready${times}`);
      return result;
    },
  };
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
