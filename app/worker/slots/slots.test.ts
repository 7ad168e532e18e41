import { expect, it } from 'vitest';
import { LONG } from '../../queue/catalog';
import { slots } from './slots';

const locks = { takeLane: () => Promise.resolve(true), releaseLane: () => undefined };

/** A slot looks for a job, and finds a long one where it may. */
function look(of: ReturnType<typeof slots>, slot: string): boolean {
  const mayBeLong = !of.forbidden().includes(LONG);
  of.looks(slot);
  of.found(slot, mayBeLong ? { id: slot, long: true } : undefined);
  return mayBeLong;
}

it('one slot is kept for jobs that are not long', () => {
  const three = slots(3, true, locks);
  expect(['a', 'b', 'c'].map((slot) => look(three, slot))).toEqual([true, true, false]);
  three.ended('a');
  expect(look(three, 'c')).toBe(true);
});

it('also where all slots look at once', () => {
  const three = slots(3, true, locks);
  const asked = [1, 2, 3].map(() => three.forbidden().includes(LONG));
  for (const slot of ['a', 'b', 'c']) three.looks(slot);
  expect(asked).toEqual([false, false, true]);
  // the two found none: both may look for one again
  for (const slot of ['a', 'b', 'c']) three.found(slot);
  expect(['a', 'b', 'c'].map((slot) => look(three, slot))).toEqual([true, true, false]);
});

it('none is kept by a worker with one slot, or of long jobs alone', () => {
  expect(look(slots(1, true, locks), 'a')).toBe(true);
  const slow = slots(2, false, locks);
  expect(['a', 'b'].map((slot) => look(slow, slot))).toEqual([true, true]);
});

it('a lane is passed over while a job of it runs, and its lock cannot be asked for twice', async () => {
  const of = slots(3, true, locks);
  const entered = of.enter('reread:1');
  expect(of.forbidden()).toContain('reread:1');
  expect(await of.enter('reread:1')).toBe(false);
  expect(await entered).toBe(true);
  of.leave('reread:1');
  expect(of.forbidden()).not.toContain('reread:1');
  expect(await of.enter('reread:1')).toBe(true);
});

it('a lane that another process has is passed over for a while', async () => {
  const of = slots(3, true, { ...locks, takeLane: () => Promise.resolve(false) });
  expect(await of.enter('import:1')).toBe(false);
  expect(of.forbidden()).toContain('import:1');
});

it('a lane whose lock could not be asked for is free again', async () => {
  const of = slots(3, true, { ...locks, takeLane: () => Promise.reject(new Error('no')) });
  await expect(of.enter('import:1')).rejects.toThrow('no');
  expect(of.forbidden()).not.toContain('import:1');
});
