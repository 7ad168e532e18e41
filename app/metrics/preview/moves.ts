/** Customers who are in one group now and would be in another, or the same. */
export interface Shift<G> {
  from: G;
  to: G;
  customers: number;
}

/** What a change would do to groups of which every customer is in exactly one. */
export interface Moves<G extends string> {
  /** customers in each group, in the groups' order */
  groups: { group: G; before: number; after: number }[];
  /** customers who would be in another group, most customers first */
  moves: Shift<G>[];
  /** of those, into a later group and into an earlier one */
  up: number;
  down: number;
}

/** @param groups all of them, lowest first @param shifts of all customers, also those who stay */
export function movesOf<G extends string>(
  groups: readonly G[],
  shifts: readonly Shift<G>[],
): Moves<G> {
  const moves = groups
    .flatMap((from) => groups.map((to) => ({ from, to })))
    .filter(({ from, to }) => from !== to)
    .map(({ from, to }) => ({
      ...{ from, to },
      customers: sum(shifts.filter((one) => one.from === from && one.to === to)),
    }))
    .filter(({ customers }) => customers > 0)
    .sort((one, other) => other.customers - one.customers);
  const place = (group: G) => groups.indexOf(group);
  return {
    groups: groups.map((group) => ({
      group,
      before: sum(shifts.filter(({ from }) => from === group)),
      after: sum(shifts.filter(({ to }) => to === group)),
    })),
    moves,
    up: sum(moves.filter(({ from, to }) => place(to) > place(from))),
    down: sum(moves.filter(({ from, to }) => place(to) < place(from))),
  };
}

const sum = (all: readonly { customers: number }[]) =>
  all.reduce((total, { customers }) => total + customers, 0);
