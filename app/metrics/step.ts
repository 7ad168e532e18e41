import type { z } from 'zod';
import { raw, sql, type Sql, type Tx } from '../store/db.server';
import type { Scope } from './scope';

/** What a step runs with. */
export interface Run {
  /** the step's own connection */
  tx: Tx;
  scope: Scope;
  /** first day that Shopify lets the app read; null where it lets the app read all */
  windowStart: string | null;
}

/**
 * One step of a snapshot. It gets the results of the steps that it needs. A step that makes a temporary
 * table returns the table's name for SQL, so that only steps that need the maker can read the table.
 */
export interface Step<R = unknown> {
  name: string;
  /** the connection that it queries; `none`: it queries nothing, and waits only for its needs */
  on: 'first' | 'second' | 'none';
  needs: Needs;
  /** the temporary table that it makes; null: none */
  makes: string | null;
  /** @param resultOf the result of a step that it needs */
  run(run: Run, resultOf: (step: Step) => unknown): Promise<R>;
}

type Needs = Readonly<Record<string, Step>>;
type Given<N extends Needs> = { [K in keyof N]: N[K] extends Step<infer R> ? R : never };

interface Spec<N extends Needs, R> {
  name: string;
  on: Step['on'];
  needs: N;
  makes?: string;
  run(run: Run, given: Given<N>): R | Promise<R>;
}

/** A step whose result other steps need and the snapshot leaves out. */
export function step<N extends Needs, R>(spec: Spec<N, R>): Step<R> {
  return {
    name: spec.name,
    on: spec.on,
    needs: spec.needs,
    makes: spec.makes ?? null,
    run: async (run, resultOf) => {
      const given = Object.entries(spec.needs).map(([key, need]) => [key, resultOf(need)]);
      return await spec.run(run, Object.fromEntries(given) as Given<N>);
    },
  };
}

/** Makes a temporary table, dropped at commit. @returns its name for SQL */
export async function createTable(tx: Tx, name: string, rows: Sql): Promise<Sql> {
  await tx.query(sql`create temp table ${raw(name)} on commit drop as ${rows}`);
  return raw(name);
}

/**
 * The same for a table that later statements join: the planner takes one without statistics for far too large or
 * small. A tenth of the usual sample tells it as much: of 400,000 wide rows the usual one takes a quarter of a second.
 */
export async function createAnalyzedTable(tx: Tx, name: string, rows: Sql): Promise<Sql> {
  const table = await createTable(tx, name, rows);
  await tx.query(sql`set local default_statistics_target = 10`);
  await tx.query(sql`analyze ${table}`);
  await tx.query(sql`set local default_statistics_target to default`);
  return table;
}

type Shape = Record<string, z.ZodType>;
type Numbers<S extends Shape> = { [K in keyof S]: z.output<S[K]> };

/** A step whose result is a part of the snapshot. */
export interface Slice<S extends Shape = Shape, P extends Part | null = Part | null> extends Step<
  Numbers<S>
> {
  /** the object of the snapshot that has the numbers; null: the snapshot itself */
  part: P;
  /** the schema of each of its keys */
  numbers: S;
  /**
   * their values in a snapshot older than the numbers; null: unknown
   * (`readable`)
   */
  before: Numbers<S> | null;
}

type Part = 'ltv' | 'nps';

/** A number of the snapshot, or a few that are computed together: key, meaning, kind, schema and computation. */
export function slice<N extends Needs, S extends Shape, P extends Part | null = null>(
  spec: Spec<N, Numbers<S>> & { part?: P; numbers: S; before?: Numbers<S> },
): Slice<S, P> {
  return {
    ...step(spec),
    part: (spec.part ?? null) as P,
    numbers: spec.numbers,
    before: spec.before ?? null,
  };
}
