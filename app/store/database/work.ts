import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Who waits for the database. Each kind has connections and patience of its own, so that one that is slow
 * takes nothing from the others.
 */
export const KINDS = ['buyer', 'webhook', 'page', 'job'] as const;
export type Kind = (typeof KINDS)[number];

interface Patience {
  /** milliseconds for a free connection, and for a place among those of the shop */
  connectionMs: number;
  /** a statement; PostgreSQL ends a longer one */
  statementMs: number;
  /** for a lock that another transaction holds */
  lockMs: number;
  /** a transaction that asks nothing; PostgreSQL ends its connection */
  idleMs: number;
}

const MINUTE = 60_000;

export const PATIENCE: Record<Kind, Patience> = {
  // the browser of a buyer gives up after 10 s; the functions of the survey set their own lock_timeout of 2 s
  buyer: { connectionMs: 3_000, statementMs: 4_000, lockMs: 2_000, idleMs: 10_000 },
  // Shopify gives up after 5 s and sends the delivery again: a connection and a statement fit into them;
  // those of a shop whose own share is taken may be late, and come again
  webhook: { connectionMs: 2_000, statementMs: 2_500, lockMs: 2_000, idleMs: 10_000 },
  page: { connectionMs: 10_000, statementMs: 20_000, lockMs: 5_000, idleMs: MINUTE },
  // a book of ten million orders takes minutes; an import's merge says for itself that it may take longer
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

/** Says what this process works as where nothing else is said; the web process shows pages. */
export function usuallyWorkingAs(kind: Kind): void {
  usual = kind;
}

export const kindOfWork = (): Kind => current.getStore() ?? usual;
