import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Kinds of work on the database. Each has its own connections and timeouts, so that a slow kind takes
 * nothing from the others.
 */
export const KINDS = ['buyer', 'webhook', 'page', 'job'] as const;
export type Kind = (typeof KINDS)[number];

interface Patience {
  /** milliseconds to wait for a free connection, and for a place in the shop's share */
  connectionMs: number;
  /** for a statement; PostgreSQL ends a longer one */
  statementMs: number;
  /** for a lock that another transaction holds */
  lockMs: number;
  /** for an idle transaction; PostgreSQL then ends its connection */
  idleMs: number;
}

const MINUTE = 60_000;

export const PATIENCE: Record<Kind, Patience> = {
  // a buyer's browser gives up after 10 s; the functions of the survey set their own lock_timeout of 2 s
  buyer: { connectionMs: 3_000, statementMs: 4_000, lockMs: 2_000, idleMs: 10_000 },
  // Shopify times out after 5 s and retries: a connection and a statement fit into that;
  // deliveries of a shop whose share is in use may be late, and Shopify retries them
  webhook: { connectionMs: 2_000, statementMs: 2_500, lockMs: 2_000, idleMs: 10_000 },
  page: { connectionMs: 10_000, statementMs: 20_000, lockMs: 5_000, idleMs: MINUTE },
  // a book of ten million orders takes minutes; an import's merge sets a longer limit itself
  job: {
    connectionMs: MINUTE,
    statementMs: 30 * MINUTE,
    lockMs: 2 * MINUTE,
    idleMs: 10 * MINUTE,
  },
};

const current = new AsyncLocalStorage<Kind>();

/** Runs `work` as work of that kind: its statements use the kind's connections. */
export async function workingAs<T>(kind: Kind, work: () => Promise<T>): Promise<T> {
  return await current.run(kind, work);
}

let usual: Kind = 'job';

/** Sets the process's default kind of work; the web process shows pages. */
export function usuallyWorkingAs(kind: Kind): void {
  usual = kind;
}

export const kindOfWork = (): Kind => current.getStore() ?? usual;
