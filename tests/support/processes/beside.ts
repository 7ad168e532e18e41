import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';

const LOOK_MS = 50;
/** Work unfinished by then never finishes: a deadlock, or a job that no worker takes. */
const PATIENCE_MS = 300_000;

/** The app's database, read from beside the app as the server's own role. */
export class Beside {
  private constructor(readonly pool: pg.Pool) {}

  static open(url: string): Beside {
    const pool = new pg.Pool({ connectionString: url, max: 3 });
    pool.on('error', () => undefined);
    return new Beside(pool);
  }

  async rows<T extends z.ZodType>(
    row: T,
    statement: string,
    values: unknown[] = [],
  ): Promise<z.output<T>[]> {
    const { rows } = await this.pool.query<Record<string, unknown>>(statement, values);
    return z.array(row).parse(rows);
  }

  /**
   * Polls until there is a result.
   * @throws Error with the name of the awaited state
   */
  async until<T>(what: string, look: () => Promise<T | null>): Promise<T> {
    for (const latest = Date.now() + PATIENCE_MS; Date.now() < latest; await wait(LOOK_MS)) {
      const seen = await look();
      if (seen !== null) return seen;
    }
    throw new Error(`${what}: not reached in ${String(PATIENCE_MS / 1000)} seconds`);
  }

  /** The shop's id, as soon as the app has registered it. */
  async shopId(domain: string): Promise<number> {
    const id = z.object({ id: z.number().int() });
    return await this.until(`the app knows ${domain}`, async () => {
      const [found] = await this.rows(id, 'select id from shops where domain = $1', [domain]);
      return found?.id ?? null;
    });
  }

  /** Puts a job into the app's queue. */
  async ask(name: string, payload: Record<string, unknown>): Promise<void> {
    await this.pool.query(`select graphile_worker.add_job(identifier => $1, payload => $2::json)`, [
      name,
      JSON.stringify(payload),
    ]);
  }

  /**
   * Begins an audit, as the app's hourly job does at its time.
   * @param at Shopify's time, if a test has moved it: the audit ignores changes there after its
   *   beginning
   */
  async beginAudit(shopId: number, kind: 'ids' | 'costs', at = new Date()): Promise<void> {
    await this.pool.query(
      `with begun as (
         insert into audits (shop_id, kind, why, state, started_at)
         values ($1, $2, 'due', 'running', $4) returning shop_id, id)
       insert into audit_parts (shop_id, audit_id, part, state)
       select shop_id, id, part, 'waiting' from begun, unnest($3::text[]) part`,
      [shopId, kind, kind === 'ids' ? ['customers', 'orders'] : ['costs'], at],
    );
    await this.ask('audit.step', { shopId, kind });
  }

  /**
   * Waits until no work is left. Delayed work (a retry, a refresh) is due at once: nothing else depends
   * on its delay.
   */
  async idle(what: string): Promise<void> {
    const left = z.object({ name: z.string(), error: z.string().nullable() });
    let seen: string[] = [];
    await this.until(what, async () => {
      await this.pool.query(
        // a transaction of the app that holds one of them may want another: it must not wait for this one
        `update graphile_worker._private_jobs set run_at = now() where id in (
           select id from graphile_worker._private_jobs
           where run_at > now() and locked_at is null and attempts < max_attempts for update skip locked)`,
      );
      await this.pool.query(
        `update snapshot_refreshes set next_at = '-infinity' where next_at > now()`,
      );
      const jobs = await this.rows(
        left,
        `select task_identifier as name, last_error as error
         from graphile_worker.jobs where attempts < max_attempts`,
      );
      seen = jobs.map(({ name, error }) => `${name} ${error?.split('\n')[0] ?? ''}`.trim());
      return jobs.length === 0 ? true : null;
    }).catch((error: unknown) => {
      throw new Error(`${String(error)} (left: ${seen.slice(0, 5).join(', ')})`);
    });
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
