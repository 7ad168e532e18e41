/** What applying a file changes: amounts by key, null where it is removed, and how many of which kind. */
interface FilePlan {
  changes: Record<string, number | null>;
  added: number;
  changed: number;
  same: number;
  removed: number;
}

/**
 * Compares the amounts of a file with those that the shop has.
 * @param removes which of those that the file does not have are removed; null: none
 */
export function planAmounts(
  amounts: ReadonlyMap<string, number>,
  known: ReadonlyMap<string, number>,
  removes: ((key: string) => boolean) | null,
): FilePlan {
  const changes = new Map<string, number | null>();
  const plan = { added: 0, changed: 0, same: 0, removed: 0 };
  for (const [key, amount] of amounts) {
    const before = known.get(key);
    if (before === amount) plan.same += 1;
    else {
      changes.set(key, amount);
      if (before === undefined) plan.added += 1;
      else plan.changed += 1;
    }
  }
  if (removes !== null)
    for (const key of known.keys())
      if (!amounts.has(key) && removes(key)) {
        changes.set(key, null);
        plan.removed += 1;
      }
  return { changes: Object.fromEntries(changes), ...plan };
}
