import { describe, expect, it } from 'vitest';
import { moved, nearest } from './reader';

const points = [0, 40, 60, 100].map((x) => ({ x, y: x, name: '', text: '' }));

describe('a chart’s reader', () => {
  it.each([
    [-5, 0],
    [19, 0],
    [21, 1],
    [50, 1],
    [51, 2],
    [99, 3],
    [130, 3],
  ])('finds the point nearest to %d', (x, index) => {
    expect(nearest(points, x)).toBe(index);
  });

  it('moves by keys and stops at both ends', () => {
    expect(moved('ArrowLeft', 2, 3, false)).toBe(1);
    expect(moved('ArrowDown', 0, 3, false)).toBe(0);
    expect(moved('ArrowRight', 2, 3, false)).toBe(3);
    expect(moved('ArrowUp', 3, 3, false)).toBe(3);
    expect(moved('PageUp', 1, 30, false)).toBe(11);
    expect(moved('PageDown', 1, 30, false)).toBe(0);
    expect(moved('Home', 2, 3, false)).toBe(0);
    expect(moved('End', 1, 3, false)).toBe(3);
    expect(moved('Tab', 1, 3, false)).toBeNull();
  });

  it('begins at the first point to the right, at the last one to the left', () => {
    expect(moved('ArrowRight', 3, 3, true)).toBe(0);
    expect(moved('ArrowLeft', 3, 3, true)).toBe(3);
  });
});
