import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { kindOf, kinds } from '../../app/metrics/kinds';
import type { Scope } from '../../app/metrics/scope';
import { composed } from '../../app/metrics/slices';
import { STEPS } from '../../app/metrics/snapshot';
import { checkSteps, runSteps } from '../../app/metrics/run-steps';
import { slice, step, type Step } from '../../app/metrics/step';
import { raw, type Tx } from '../../app/store/db.server';
import { sources } from '../support/sources';

const RUN = { scope: { asOf: '2024-03-01' } as Scope, windowStart: null };

/** A step that sends its own name to its connection. */
function asking(
  name: string,
  on: 'first' | 'second',
  needs: Record<string, Step> = {},
  makes?: string,
): Step {
  const run = async ({ tx }: { tx: Tx }) => {
    await tx.query(raw(name));
    return name;
  };
  return step({ name, on, needs, run, ...(makes === undefined ? {} : { makes }) });
}

/** A connection that records its statements, and replies once `ready`. */
function connection(asked: string[], ready: () => Promise<void> = async () => {}): Tx {
  const query: Tx['query'] = async ({ sql }) => {
    asked.push(`${sql} begins`);
    await ready();
    asked.push(`${sql} ends`);
    return { rows: [], rowCount: 0 };
  };
  return { query } as Tx;
}

describe('the steps of a snapshot', () => {
  const cell = asking('cell', 'first', {}, 'cell');

  it('read only tables of earlier steps', () => {
    const reader = asking('reader', 'first', { cell });
    expect(() => checkSteps([cell, reader])).not.toThrow();
    expect(() => checkSteps([reader, cell])).toThrow('needs cell, which is not listed before');
    expect(() => checkSteps([reader])).toThrow('needs cell');
    expect(() => checkSteps(STEPS)).not.toThrow();
    for (const [at, own] of STEPS.entries())
      if (own.makes !== null) expect(() => checkSteps(STEPS.toSpliced(at, 1))).toThrow(own.name);
  });

  it('read no table of the other connection, and create none twice', () => {
    const aside = asking('aside', 'second', { cell });
    expect(() => checkSteps([cell, aside])).toThrow('reads cell on another connection');
    const again = asking('again', 'first', {}, 'cell');
    expect(() => checkSteps([cell, again])).toThrow('two steps make the table cell');
  });

  it('name a temporary table only in the step that creates it', () => {
    const tables = STEPS.flatMap(({ makes }) => makes ?? []);
    expect(tables.length).toBeGreaterThan(3);
    const named = new RegExp(`\\b(from|join|table|analyze)\\s+(${tables.join('|')})\\b(?! on)`);
    const found = sources
      .filter(({ file }) => file.startsWith('metrics/'))
      .filter(({ source }) => named.test(source.text.replaceAll(/^\s*(\*|\/\/|\/\*\*).*$/gm, '')));
    expect(found.map(({ file }) => file)).toEqual([]);
  });

  it('run one after the other on one connection, whatever the other one waits for', async () => {
    const asked: string[] = [];
    const [one, two, three] = ['one', 'two', 'three'].map((name) => asking(name, 'first'));
    const steps = [one, two, three].flatMap((own) => own ?? []);
    const tx = connection(asked);
    const results = await runSteps(steps, { first: tx, second: tx }, RUN);
    expect(asked.join(', ')).toBe(
      'one begins, one ends, two begins, two ends, three begins, three ends',
    );
    expect([...results.values()]).toEqual(['one', 'two', 'three']);
  });

  it('run on both connections at once, and wait for the tables that they need', async () => {
    const asked: string[] = [];
    const { promise: bothAsked, resolve } = Promise.withResolvers<undefined>();
    const ready = async () => {
      if (asked.includes('long begins') && asked.includes('beside begins')) resolve(undefined);
      await bothAsked;
    };
    const long = asking('long', 'first');
    const sum = step({ name: 'sum', on: 'none', needs: { long }, run: (_, given) => given.long });
    const beside = asking('beside', 'second');
    const after = asking('after', 'second', { sum });
    const first = connection(asked, ready);
    await runSteps([long, sum, beside, after], { first, second: connection(asked, ready) }, RUN);
    expect(asked.indexOf('after begins')).toBeGreaterThan(asked.indexOf('long ends'));
  });

  it('end with the first failure, and run no further step', async () => {
    const asked: string[] = [];
    const fails = step({
      name: 'fails',
      on: 'first',
      needs: {},
      run: () => Promise.reject(new Error('no table')),
    });
    const behind = asking('behind', 'first');
    const tx = connection(asked);
    await expect(runSteps([fails, behind], { first: tx, second: tx }, RUN)).rejects.toThrow(
      'no table',
    );
    expect(asked).toEqual([]);
  });
});

describe('a snapshot of slices', () => {
  const count = (name: string, part?: 'nps', before?: { n: number }) =>
    slice({
      name,
      on: 'none',
      needs: {},
      numbers: { n: kinds.count },
      run: () => ({ n: 1 }),
      ...(part === undefined ? {} : { part }),
      ...(before === undefined ? {} : { before }),
    });

  it('has each key once', () => {
    expect(() => composed([count('one'), count('other')])).toThrow('other repeats the key n');
    expect(() => composed([count('one'), count('other', 'nps')])).not.toThrow();
  });

  it('takes an older snapshot’s new number from its slice', () => {
    expect(composed([count('one', undefined, { n: 0 })]).parse({})).toEqual({ n: 0 });
    expect(composed([count('one')]).safeParse({}).success).toBe(false);
  });

  it('takes the form of a new part from its slices', () => {
    expect(composed([count('one', 'nps', { n: 0 })]).parse({})).toEqual({ nps: { n: 0 } });
    expect(composed([count('one', 'nps')]).safeParse({}).success).toBe(false);
  });

  it('knows the kind of each number', () => {
    expect(kindOf(kinds.money)).toBe('money');
    expect(kindOf(kinds.rate.nullable().default(null))).toBe('rate');
    expect(kindOf(z.string())).toBeNull();
  });
});
