import { minorDigits, formatMinor } from '../minor-units';
import { BadOrderExport } from './bad-order-export';
import type { Block } from './block';
import { FAULTS, placeOf } from './faults';
import { differenceOf, type Head } from './head';
import { packGoods, type OrderLine } from './order-line';
import type { Said } from './said';
import { quoted } from './said';

/** Counts of special cases in the merge of a Name's blocks. */
export interface Met {
  /** orders that the files contain more than once */
  repeated: number;
  /** orders that share their Name with an order of another Id */
  sharedNames: number;
  /** lines that match no single order of their Name */
  unclaimed: number;
}

/** Names a file among several. */
export type FileNames = (file: number) => string | null;

/**
 * Merges all blocks of one Name into orders. One order is one Id. Blocks without an Id belong to the Id of
 * their Name; if the Name has several, to the order with the same time and e-mail. An order that appears k
 * times has every line k times and counts once.
 * @throws BadOrderExport when two heads of one order differ, or a part of one is missing
 */
export function mergeName(blocks: readonly Block[], met: Met, fileName: FileNames): Block[] {
  const ids = [...new Set(blocks.flatMap(idsIn))].sort((a, b) => a - b);
  const groups = ids.length < 2 ? [whole(blocks, ids[0] ?? null)] : apart(blocks, ids, met);
  if (ids.length > 1) met.sharedNames += ids.length;
  return groups.map((group) => merged(group, met, fileName));
}

/** One order's heads, each with its place, and all lines. */
interface Group {
  name: string;
  id: number | null;
  heads: { head: Head; file: number; line: number }[];
  lines: OrderLine[];
  first: { file: number; line: number };
}

function idsIn({ id, lines }: Block): number[] {
  const claimed = lines.flatMap(({ claim }) => (claim?.id == null ? [] : [claim.id]));
  return id === null ? claimed : [id, ...claimed];
}

function whole(blocks: readonly Block[], id: number | null): Group {
  const group = emptyGroup(id, earliest(blocks));
  for (const { head, file, line, lines } of blocks) {
    if (head !== null) group.heads.push({ head, file, line });
    // One by one, because 130,000 lines as arguments overflow the stack.
    for (const one of lines) group.lines.push(one);
  }
  return group;
}

function apart(blocks: readonly Block[], ids: readonly number[], met: Met): Group[] {
  const groups = new Map(emptyGroups(blocks, ids).map((group) => [group.id, group]));
  const all = [...groups.values()];
  const of = (id: number | null): Group | undefined => groups.get(id);
  for (const { id, head, file, line } of blocks)
    if (head !== null && id !== null) of(id)?.heads.push({ head, file, line });
  const alike = byTime(all);
  for (const { id, head, file, line, lines } of blocks) {
    // A head without an Id repeats the first order with the same fields.
    const own = head === null ? undefined : (of(id) ?? twinOf(head, alike(head.created)) ?? all[0]);
    if (head !== null && id === null) own?.heads.push({ head, file, line });
    for (const { goods, claim } of lines) {
      const owner =
        claim === null
          ? own
          : claim.id === null
            ? (ownerOf(claim, alike(claim.created), met) ?? all[0])
            : of(claim.id);
      owner?.lines.push({ goods, claim });
    }
  }
  return all;
}

/** Indexes orders by time, because a whole file may have one Name; without a time it gives all. */
function byTime(groups: readonly Group[]): (created: number | null) => readonly Group[] {
  const found = new Map<number, Group[]>();
  for (const group of groups)
    for (const created of new Set(group.heads.map(({ head }) => head.created))) {
      const own = found.get(created);
      if (own === undefined) found.set(created, [group]);
      else own.push(group);
    }
  return (created) => (created === null ? groups : (found.get(created) ?? []));
}

function twinOf(head: Head, groups: readonly Group[]): Group | undefined {
  return groups.find(({ heads }) => heads.some((one) => differenceOf(one.head, head) === null));
}

/** The only order that a line's row matches. */
function ownerOf(
  { created, email }: NonNullable<OrderLine['claim']>,
  groups: readonly Group[],
  met: Met,
): Group | undefined {
  const alike = groups.filter(({ heads }) =>
    heads.some(
      ({ head }) =>
        (created === null || head.created === created) && (email === null || head.email === email),
    ),
  );
  if (alike.length !== 1) met.unclaimed += 1;
  return alike[0];
}

/** A group for each Id, placed at its first block. */
function emptyGroups(blocks: readonly Block[], ids: readonly number[]): Group[] {
  const byId = Map.groupBy(blocks, ({ id }) => id);
  const without = earliest(byId.get(null) ?? []);
  return ids.map((id) => {
    const own = earliest([...(byId.get(id) ?? []), ...(without === undefined ? [] : [without])]);
    return emptyGroup(id, own ?? earliest(blocks));
  });
}

function emptyGroup(id: number | null, first: Block | undefined): Group {
  const { file = 0, line = 1, name = '' } = first ?? {};
  return { name, id, heads: [], lines: [], first: { file, line } };
}

function earliest(blocks: readonly Block[]): Block | undefined {
  const [first, ...others] = blocks;
  return (
    first && others.reduce((a, b) => ((a.file - b.file || a.line - b.line) <= 0 ? a : b), first)
  );
}

function merged(group: Group, met: Met, fileName: FileNames): Block {
  const { name, id, heads, lines, first } = group;
  const [one, ...others] = heads;
  if (one === undefined) return { name, id, ...first, head: null, lines };
  for (const other of others) refuseDifference(group, one, other, fileName);
  if (others.length > 0) met.repeated += 1;
  // Takes the alphabetically last value, so that the order of files does not matter.
  const last = (field: 'tags' | 'country'): string | null =>
    heads
      .map(({ head }) => head[field] ?? '')
      .sort()
      .at(-1) || null;
  const head = { ...one.head, tags: last('tags'), country: last('country') };
  return { name, id, ...first, head, lines: once(group, lines, heads.length, fileName) };
}

function refuseDifference(
  { name, id }: Group,
  one: Group['heads'][number],
  other: Group['heads'][number],
  fileName: FileNames,
): void {
  const difference = differenceOf(one.head, other.head);
  if (difference === null) return;
  const { field, column } = difference;
  const order = id === null ? name : `${name} (Id ${id})`;
  const values = valuesOf(field, other.head, one.head);
  throw new BadOrderExport({
    line: other.line,
    column,
    ...FAULTS.notTheSame(order, column, values, placeOf(one.line, fileName(one.file))),
  }).inFile(fileName(other.file));
}

/** Both values for a message; null for personal data. */
function valuesOf(field: keyof Head, found: Head, before: Head): Said | null {
  if (field === 'email' || field === 'phone') return null;
  const [a, b] = [found, before].map((head) => shown(field, head));
  return { en: `${a} instead of ${b}`, ja: `${b}ではなく${a}` };
}

const MONEY = new Set<keyof Head>([
  'subtotal',
  'shipping',
  'taxes',
  'total',
  'discount',
  'refunded',
]);

function shown(field: keyof Head, head: Head): string {
  const value = head[field];
  if (value === null) return '""';
  if (field === 'created' || field === 'cancelled')
    return quoted(new Date(Number(value)).toISOString());
  if (field === 'accepts') return value === 1 ? '"yes"' : '"no"';
  if (MONEY.has(field)) return quoted(formatMinor(Number(value), minorDigits(head.currency)));
  return quoted(String(value));
}

/** The lines of an order that appears `times` times, each once. */
function once(
  group: Group,
  lines: readonly OrderLine[],
  times: number,
  fileName: FileNames,
): OrderLine[] {
  if (times === 1) return [...lines];
  const counts = new Map<string, { line: OrderLine; count: number }>();
  for (const line of lines) {
    const key = packGoods(line.goods);
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { line, count: 1 });
    else known.count += 1;
  }
  const left: OrderLine[] = [];
  for (const { line, count } of counts.values()) {
    if (count % times !== 0) throw notWhole(group, times, fileName);
    for (let n = 0; n < count / times; n += 1) left.push(line);
  }
  return left;
}

function notWhole({ name, first }: Group, times: number, fileName: FileNames): BadOrderExport {
  return new BadOrderExport({
    line: first.line,
    column: null,
    ...FAULTS.notWhole(name, times),
  }).inFile(fileName(first.file));
}
