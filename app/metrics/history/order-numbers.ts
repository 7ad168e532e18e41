/**
 * The first order number: the least of the earliest orders' names (`#1001`, `EN1001-JP`), where most
 * numbers are the previous one plus one. Null otherwise: orders imported from elsewhere keep their own
 * numbers. Pure.
 * @param names oldest first
 */
export function numbersStart(names: readonly string[]): number | null {
  const numbers = names.flatMap((name) => {
    const digits = LAST_NUMBER.exec(name)?.[1];
    return digits === undefined ? [] : [Number(digits)];
  });
  const rising = numbers.filter((number, at) => number === (numbers[at - 1] ?? NaN) + 1);
  return numbers.length > 1 && rising.length * 2 > numbers.length - 1 ? Math.min(...numbers) : null;
}

const LAST_NUMBER = /(\d{1,15})\D*$/;
