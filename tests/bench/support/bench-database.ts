import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { z } from 'zod';
import { CommandTrouble } from '../../commands/trouble';
import type { BenchWorker } from './bench-worker';

/** Polling interval: a fraction of the measured times, and little work for the database. */
const LOOK_MS = 20;

/** The benchmark's own connection, beside the worker's. */
export class BenchDatabase {
  private constructor(private readonly client: pg.Client) {}

  static async open(url: string): Promise<BenchDatabase> {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    await client.connect();
    return new BenchDatabase(client);
  }

  async run(statement: string, values: unknown[] = []): Promise<void> {
    await this.client.query(statement, values);
  }

  /** The one row of a query, parsed; null when there is none. */
  async find<T extends z.ZodType>(
    row: T,
    statement: string,
    values: unknown[] = [],
  ): Promise<z.output<T> | null> {
    const { rows } = await this.client.query<Record<string, unknown>>(statement, values);
    return rows[0] === undefined ? null : row.parse(rows[0]);
  }

  /** The one row of a query that always returns one. */
  async one<T extends z.ZodType>(
    row: T,
    statement: string,
    values: unknown[] = [],
  ): Promise<z.output<T>> {
    const found = await this.find(row, statement, values);
    if (found === null) throw new Error('the query gave no row');
    return found;
  }

  async close(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }
}

/**
 * Polls until `look` returns a value.
 * @throws CommandTrouble when the worker ends meanwhile
 */
export async function until<T>(worker: BenchWorker, look: () => Promise<T | null>): Promise<T> {
  const seen = async (): Promise<T> => {
    for (;;) {
      const found = await look();
      if (found !== null) return found;
      await wait(LOOK_MS);
    }
  };
  return await Promise.race([seen(), worker.died]);
}

/** @throws CommandTrouble with both values when they differ: a figure of wrong work is worthless */
export function mustBe(what: string, found: number, expected: number): void {
  if (found !== expected)
    throw new CommandTrouble(
      `The work that was measured is wrong: ${what} is ${found}, expected ${expected}.`,
    );
}
