import { LEVERS, type Changes } from '../../../metrics/formulas/what-if';

/** Six elements with their numbers. */
const MOST_WORDS = 2 * LEVERS.length;
const PERCENT = /^-?\d{1,3}(?:\.\d{1,4})?$/;

/**
 * Parses the moved elements in an address: `frequency_10_duration_-5` is a frequency 10 % higher and a duration 5 % shorter.
 * What is malformed moves nothing.
 */
export function parseChanges(text: string): Changes {
  const parts = text.split('_').slice(0, MOST_WORDS);
  return Object.fromEntries(
    LEVERS.flatMap((lever) => {
      const at = parts.findIndex((part, index) => index % 2 === 0 && part === lever);
      const percent = at === -1 ? undefined : parts[at + 1];
      return percent === undefined || !PERCENT.test(percent)
        ? []
        : [[lever, Number(percent) / 100] as const];
    }),
  );
}

/** The text that `parseChanges` reads. */
export function changesText(changes: Changes): string {
  return LEVERS.flatMap((lever) => {
    const percent = Number((100 * (changes[lever] ?? 0)).toFixed(4));
    return percent === 0 ? [] : [lever, String(percent)];
  }).join('_');
}
