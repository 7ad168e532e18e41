import { LONG } from '../../queue/catalog';

/**
 * Which jobs a worker must not fetch: those whose lane is in use, and long ones while only one slot is
 * left, so that the imports of three shops do not delay a fourth shop's changed order for minutes.
 */
export interface Slots {
  /** Flags of jobs that must not start now; called before each fetch. */
  forbiddenFlags(): string[];
  /** Lanes in use, as far as this process knows. */
  busyLanes(): string[];
  /** A slot fetches, with the flags given last. */
  fetching(slot: string): void;
  /** A slot's fetch brought a job, or none. */
  fetched(slot: string, job?: { id: string; long: boolean }): void;
  /** A fetched job has ended. */
  ended(jobId: string): void;
  /** Takes a lane for a job; false where another job holds it, here or in another process. */
  enter(lane: string): Promise<boolean>;
  leave(lane: string): void;
}

/** Milliseconds for which a lane that another process holds is not tried again. */
const ELSEWHERE_MS = 1_000;

interface LaneLocks {
  takeLane(lane: string): Promise<boolean>;
  releaseLane(lane: string): void;
}

/**
 * @param concurrency jobs at once
 * @param reserves whether one slot is kept for jobs that are not long; false where all jobs are long
 */
export function slots(concurrency: number, reserves: boolean, locks: LaneLocks): Slots {
  const mostLong = reserves && concurrency > 1 ? concurrency - 1 : concurrency;
  const here = new Set<string>();
  const elsewhere = new Map<string, number>();
  const long = new Set<string>();
  /** whether a fetch may bring a long job: fetches about to start, and slots that fetch now */
  const given: boolean[] = [];
  const looking = new Map<string, boolean>();
  const mayGetLong = () => [...given, ...looking.values()].filter(Boolean).length;
  const busy = () => {
    const at = performance.now();
    for (const [lane, until] of elsewhere) if (until <= at) elsewhere.delete(lane);
    return [...here, ...elsewhere.keys()];
  };
  return {
    busyLanes: busy,
    forbiddenFlags() {
      const mayBeLong = long.size + mayGetLong() < mostLong;
      given.push(mayBeLong);
      return [...busy(), ...(mayBeLong ? [] : [LONG])];
    },
    fetching: (slot) => void looking.set(slot, given.shift() ?? true),
    fetched(slot, job) {
      looking.delete(slot);
      if (job?.long) long.add(job.id);
    },
    ended: (jobId) => void long.delete(jobId),
    async enter(lane) {
      if (here.has(lane)) return false;
      here.add(lane);
      const taken = await locks.takeLane(lane).catch((error: unknown) => {
        here.delete(lane);
        throw error;
      });
      if (taken) return true;
      elsewhere.set(lane, performance.now() + ELSEWHERE_MS);
      here.delete(lane);
      return false;
    },
    leave(lane) {
      here.delete(lane);
      locks.releaseLane(lane);
    },
  };
}
