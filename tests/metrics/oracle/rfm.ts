import { dayText } from './calendar';
import { groupOf, type Group } from './ranks';
import type { Buyer } from './purchases';
import { compare, ratio, toNumber, type Ratio } from './ratio';

export interface RfmScores {
  r: number;
  f: number;
  m: number;
}

/** Score of each value: 5 x share of the values that are not better, rounded up. */
function scoresOf(values: readonly Ratio[]): (value: Ratio) => number {
  const sorted = values.toSorted(compare);
  return (value) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const candidate = sorted[middle];
      if (candidate !== undefined && compare(candidate, value) <= 0) low = middle + 1;
      else high = middle;
    }
    return Math.ceil((5 * low) / sorted.length);
  };
}

/** Recency by last purchase day, frequency by purchases, money by revenue to date. */
export function rfmScores(buyers: readonly Buyer[]): (buyer: Buyer) => RfmScores {
  const recency = scoresOf(buyers.map((buyer) => ratio(buyer.lastDay)));
  const frequency = scoresOf(buyers.map((buyer) => ratio(buyer.purchases.length)));
  const money = scoresOf(buyers.map((buyer) => buyer.revenue));
  return (buyer) => ({
    r: recency(ratio(buyer.lastDay)),
    f: frequency(ratio(buyer.purchases.length)),
    m: money(buyer.revenue),
  });
}

/** The least value that earns each score, 1 first: last purchase day, purchases, revenue. */
export function rfmLeast(buyers: readonly Buyer[]): {
  recency: string[];
  frequency: number[];
  money: number[];
} {
  const scores = rfmScores(buyers);
  const scored = buyers.map((buyer) => ({ buyer, ...scores(buyer) }));
  const least = <T>(
    score: keyof RfmScores,
    value: (buyer: Buyer) => T,
    order: (a: T, b: T) => number,
  ): T[] =>
    [1, 2, 3, 4, 5].flatMap((wanted) => {
      const values = scored.filter((one) => one[score] >= wanted).map(({ buyer }) => value(buyer));
      const [first] = values;
      return first === undefined
        ? []
        : [values.reduce((smallest, one) => (order(one, smallest) < 0 ? one : smallest), first)];
    });
  const byNumber = (a: number, b: number) => a - b;
  return {
    recency: least('r', (buyer) => buyer.lastDay, byNumber).map(dayText),
    frequency: least('f', (buyer) => buyer.purchases.length, byNumber),
    money: least('m', (buyer) => buyer.revenue, compare).map(toNumber),
  };
}

/** Cells with customers, worst scores first. */
export function rfmCells(buyers: readonly Buyer[]): (RfmScores & Group)[] {
  const scores = rfmScores(buyers);
  const cells = new Map<string, { scores: RfmScores; members: Buyer[] }>();
  for (const buyer of buyers) {
    const own = scores(buyer);
    const key = `${String(own.r)}${String(own.f)}${String(own.m)}`;
    const cell = cells.get(key) ?? { scores: own, members: [] };
    cell.members.push(buyer);
    cells.set(key, cell);
  }
  return [...cells.keys()].sort().flatMap((key) => {
    const cell = cells.get(key);
    return cell === undefined ? [] : [{ ...cell.scores, ...groupOf(cell.members) }];
  });
}
