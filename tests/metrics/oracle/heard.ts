/** A customer's first purchase. */
interface First {
  customer: string;
  /** YYYY-MM-DD */
  day: string;
}

interface Given {
  order: string;
  customer: string;
  choice: string;
  at: Date;
}

/** How newcomers heard of the shop: a second reading of README.md section 2, one customer after another. */
export function oracleHeard(
  firsts: readonly First[],
  given: readonly Given[],
  { asOf, timezone }: { asOf: string; timezone: string },
) {
  const dayOf = (at: Date) => new Intl.DateTimeFormat('sv-SE', { timeZone: timezone }).format(at);
  const from = new Date(Date.parse(asOf) - 365 * 86_400_000).toISOString().slice(0, 10);
  const newcomers = firsts.filter(({ day }) => day >= from && day < asOf);
  const counts: [choice: string, customers: number][] = [];
  let unanswered = 0;
  for (const { customer } of newcomers) {
    const [first] = given
      .filter((one) => one.customer === customer && dayOf(one.at) < asOf)
      .sort(
        (a, b) => a.at.getTime() - b.at.getTime() || (BigInt(a.order) < BigInt(b.order) ? -1 : 1),
      );
    if (first === undefined) {
      unanswered += 1;
      continue;
    }
    const known = counts.find(([choice]) => choice === first.choice);
    if (known === undefined) counts.push([first.choice, 1]);
    else known[1] += 1;
  }
  return {
    newcomers: newcomers.length,
    answers: counts
      .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      .map(([choice, customers]) => ({ choice, customers })),
    unanswered,
  };
}
