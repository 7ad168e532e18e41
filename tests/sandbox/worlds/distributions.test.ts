import { expect, test } from 'vitest';
import { Random } from './distributions';

const many = <T>(draw: () => T): T[] => Array.from({ length: 20_000 }, draw);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

test('the same seed gives the same numbers, another seed others', () => {
  const first = (seed: string): number[] => {
    const random = new Random(seed);
    return Array.from({ length: 5 }, () => random.next());
  };
  expect(first('tea')).toEqual(first('tea'));
  expect(first('tea')).not.toEqual(first('tee'));
});

test('draws have the expected means', () => {
  const random = new Random('means');
  expect(mean(many(() => random.next()))).toBeCloseTo(0.5, 1);
  expect(mean(many(() => random.whole(1, 6)))).toBeCloseTo(3.5, 1);
  expect(mean(many(() => random.normal()))).toBeCloseTo(0, 1);
  expect(mean(many(() => random.poisson(3)))).toBeCloseTo(3, 1);
  expect(mean(many(() => (random.chance(0.25) ? 1 : 0)))).toBeCloseTo(0.25, 1);
  const sorted = many(() => random.logNormal(40, 0.5)).sort((a, b) => a - b);
  expect((sorted[10_000] ?? 0) / 40).toBeCloseTo(1, 1);
});

test('heavier items are picked more often, those without weight never', () => {
  const random = new Random('weights');
  const picked = many(() => random.weighted([0, 1, 3], (weight) => weight));
  expect(picked).not.toContain(0);
  expect(picked.filter((item) => item === 3).length / picked.length).toBeCloseTo(0.75, 1);
  expect(() => random.pick([])).toThrow('nothing to pick from');
  expect(() => random.weighted([1], () => 0)).toThrow('nothing to pick from');
});
