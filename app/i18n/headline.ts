import type { Language } from './language';

/** How a headline writes amounts: in which unit, and to which part of it. Figures that are compared share one. */
export interface HeadlineStep {
  /** what people count in: 10,000 for 万; 1 where every digit is said */
  unit: number;
  /** 万, K; empty for 1 */
  name: string;
  decimals: number;
}

/** Below 100万 every digit is said: an LTV of ¥12,345 that rises by ¥30 would else stand still. */
export const HEADLINE_FROM = 1_000_000;

/** From small to large, with the most decimals of each: 1.23万, but 3.2億. */
const UNITS: Record<Language, readonly (readonly [unit: number, name: string, most: number])[]> = {
  ja: [
    [1e4, '万', 2],
    [1e8, '億', 1],
    [1e12, '兆', 1],
  ],
  en: [
    [1e3, 'K', 2],
    [1e6, 'M', 2],
    [1e9, 'B', 2],
    [1e12, 'T', 2],
  ],
};

/**
 * The step of a headline whose largest figure is `size`: three digits of it (1.23万, 12.3万, 123万), all four of 2,272万.
 * @param size in major units, not negative
 * @param whole the decimals of a currency's amounts
 * @param from the least size that is shortened
 */
export function stepFor(
  size: number,
  language: Language,
  whole: number,
  from: number,
): HeadlineStep {
  const units = UNITS[language];
  const asItIs = { unit: 1, name: '', decimals: whole };
  if (shownIn(asItIs, size) < from) return asItIs;
  const steps = units.map(([unit, name, most]) => {
    const count = size / unit;
    // 9.996万 is 10万
    const decimals = Math.min(most, count < 9.995 ? 2 : count < 99.95 ? 1 : 0);
    return { unit, name, decimals };
  });
  // 9,999.6万 is 1億
  const fits = (step: HeadlineStep, at: number) =>
    shownIn(step, size) < (steps[at + 1]?.unit ?? Infinity);
  return steps.find(fits) ?? asItIs;
}

/** An amount rounded as a headline of this step shows it, in major units; halves away from 0, as Intl does. */
export function shownIn({ unit, decimals }: HeadlineStep, amount: number): number {
  const least = 10 ** decimals;
  return (Math.sign(amount) * Math.round((Math.abs(amount) * least) / unit) * unit) / least + 0;
}
