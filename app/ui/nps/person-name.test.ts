import { expect, it } from 'vitest';
import { personName } from './person-name';

it.each([
  ['敏子', '真壁', '真壁 敏子'],
  ['とし子', 'Makabe', 'Makabe とし子'],
  ['ハナコ', 'ヤマダ', 'ヤマダ ハナコ'],
  ['민수', '김', '김 민수'],
  ['Hanako', 'Yamada', 'Hanako Yamada'],
  ['Zoë', null, 'Zoë'],
  [null, '真壁', '真壁'],
])('%s, of the family %s, is called %s', (first, last, name) => {
  expect(personName({ first, last })).toBe(name);
});

it('is unknown without a name', () => {
  expect(personName(null)).toBeNull();
});
