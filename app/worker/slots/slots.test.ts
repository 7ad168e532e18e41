import { expect, it } from 'vitest';
import { LONG } from '../../queue/catalog';
import { slots } from './slots';

const locks = { takeLane: () => Promise.resolve(true), releaseLane: () => undefined };

/** A slot fetches, and gets a long job where it may. */
function fetchJob(of: ReturnType<typeof slots>, slot: string): boolean {
  const mayBeLong = !of.forbiddenFlags().includes(LONG);
  of.fetching(slot);
  of.fetched(slot, mayBeLong ? { id: slot, long: true } : undefined);
  return mayBeLong;
}

it('keeps one slot for jobs that are not long', () => {
  const three = slots(3, true, locks);
  expect(['a', 'b', 'c'].map((slot) => fetchJob(three, slot))).toEqual([true, true, false]);
  three.ended('a');
  expect(fetchJob(three, 'c')).toBe(true);
});

it('keeps it where all slots fetch at once, too', () => {
  const three = slots(3, true, locks);
  const asked = [1, 2, 3].map(() => three.forbiddenFlags().includes(LONG));
  for (const slot of ['a', 'b', 'c']) three.fetching(slot);
  expect(asked).toEqual([false, false, true]);
  // two fetches brought no job: both slots may fetch a long one again
  for (const slot of ['a', 'b', 'c']) three.fetched(slot);
  expect(['a', 'b', 'c'].map((slot) => fetchJob(three, slot))).toEqual([true, true, false]);
});

it('keeps none in a worker with one slot, or with long jobs only', () => {
  expect(fetchJob(slots(1, true, locks), 'a')).toBe(true);
  const slow = slots(2, false, locks);
  expect(['a', 'b'].map((slot) => fetchJob(slow, slot))).toEqual([true, true]);
});

it('forbids a lane while a job of it runs, and refuses to enter it twice', async () => {
  const of = slots(3, true, locks);
  const entered = of.enter('reread:1');
  expect(of.forbiddenFlags()).toContain('reread:1');
  expect(await of.enter('reread:1')).toBe(false);
  expect(await entered).toBe(true);
  of.leave('reread:1');
  expect(of.forbiddenFlags()).not.toContain('reread:1');
  expect(await of.enter('reread:1')).toBe(true);
});

it('forbids a lane that another process holds for a while', async () => {
  const of = slots(3, true, { ...locks, takeLane: () => Promise.resolve(false) });
  expect(await of.enter('import:1')).toBe(false);
  expect(of.forbiddenFlags()).toContain('import:1');
});

it('frees a lane whose lock could not be taken', async () => {
  const of = slots(3, true, { ...locks, takeLane: () => Promise.reject(new Error('no')) });
  await expect(of.enter('import:1')).rejects.toThrow('no');
  expect(of.forbiddenFlags()).not.toContain('import:1');
});
