import { describe, expect, it } from 'vitest';
import { formatter } from '../../app/i18n/format';
import { shownDifference, shownFigure, type Unit } from '../../app/metrics/compare/figures';

/** A figure as a page writes it, read back as a number of its smallest unit. */
function written(value: number, unit: Unit, currency: string): number {
  const format = formatter('en', currency, 'UTC');
  const text = {
    money: () => format.money(value),
    rate: () => format.percent(value),
    count: () => format.number(value),
    score: () => value.toFixed(1),
  }[unit]();
  return Number(text.replace(/[^\d.-]/g, ''));
}

/** Whole numbers from a seed: the same ones in every run. */
function numbers(seed: number) {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const UNITS: [Unit, string][] = [
  ['money', 'JPY'],
  ['money', 'USD'],
  ['money', 'KWD'],
  ['rate', 'JPY'],
  ['score', 'JPY'],
  ['count', 'JPY'],
];

describe('shown figures', () => {
  it.each(UNITS)('of %s in %s: earlier + difference = later, as written', (unit, currency) => {
    const next = numbers(7);
    const decimals = { money: { JPY: 0, KWD: 3 }[currency] ?? 2, rate: 1, score: 1, count: 0 }[
      unit
    ];
    const whole = (value: number) => Math.round(written(value, unit, currency) * 10 ** decimals);
    for (let round = 0; round < 500; round += 1) {
      const scale = { money: 10 ** (next() * 9 - 2), rate: 1, score: 200, count: 1e6 }[unit];
      const [later, earlier] = [next(), next()].map((one) =>
        shownFigure(one * scale - (unit === 'score' ? 100 : 0), unit, currency),
      ) as [number, number];
      const difference = shownDifference(later, earlier, unit, currency);
      expect(whole(earlier) + whole(difference)).toBe(whole(later));
    }
  });

  it('are the figures that a page writes, also at halves', () => {
    for (const value of [1.005, 0.125, 2.675, 1234.5, 0.5, 1.5, 999.995])
      for (const [unit, currency] of UNITS.slice(0, 3))
        expect(written(shownFigure(value, unit, currency), unit, currency)).toBe(
          written(value, unit, currency),
        );
    for (const value of [0.0005, 0.0125, 0.07145, 0.42085, 0.9995, 0, 1])
      expect(written(shownFigure(value, 'rate', 'JPY'), 'rate', 'JPY')).toBe(
        written(value, 'rate', 'JPY'),
      );
  });

  it('have no minus 0', () => {
    expect(Object.is(shownFigure(-0.01, 'score', 'JPY'), 0)).toBe(true);
    expect(shownDifference(2.1, 2.1, 'score', 'JPY')).toBe(0);
  });
});
