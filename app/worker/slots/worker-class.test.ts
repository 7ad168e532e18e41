import { expect, it } from 'vitest';
import { BadEnvironment } from '../../env.server';
import { jobsOf } from './worker-class';

it('sorts every job into quick or slow', () => {
  const [quick, slow] = [jobsOf('quick'), jobsOf('slow')];
  expect(quick).toContain('orders.reread');
  expect(quick).toContain('snapshot.refresh');
  expect(slow).toContain('import.step');
  expect([...quick, ...slow].sort()).toEqual(jobsOf('all').sort());
});

it('adds up classes and names', () => {
  expect(jobsOf('snapshot.refresh, import.step')).toEqual(['import.step', 'snapshot.refresh']);
  expect(jobsOf('slow,orders.reread')).toContain('orders.reread');
});

it.each(['', 'quickly', 'all,import', 'toString'])('%j is no job and no class', (said) => {
  expect(() => jobsOf(said)).toThrow(BadEnvironment);
  expect(() => jobsOf(said)).toThrow(/WORKER_JOBS is wrong: .*Expected all, quick, slow, or names/);
});
