import { expect, it } from 'vitest';
import { itemAfter } from '../../app/ui/menu/menu-keys';

const items = ['Download', 'LTV', ' lapse window', '離脱'];
const after = (key: string, at: number) => itemAfter(key, at, items);

it('arrows go round a menu, Home and End to its ends', () => {
  expect([after('ArrowDown', -1), after('ArrowDown', 0), after('ArrowDown', 3)]).toEqual([0, 1, 0]);
  expect([after('ArrowUp', -1), after('ArrowUp', 0), after('ArrowUp', 3)]).toEqual([3, 3, 2]);
  expect([after('Home', 2), after('End', 2)]).toEqual([0, 3]);
});

it('a letter goes to the next item that begins with it', () => {
  expect([after('l', 0), after('L', 1), after('l', 2), after('離', 0)]).toEqual([1, 2, 1, 3]);
  expect([after('x', 0), after(' ', 0), after('Enter', 0), after('Escape', 0)]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

it('an empty menu has nowhere to go', () => {
  expect(itemAfter('ArrowDown', -1, [])).toBeNull();
});
