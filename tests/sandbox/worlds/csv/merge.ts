import { minorDigits, formatMinor } from '../minor-units';
import { BadOrderExport } from './bad-order-export';
import type { Block } from './block';
import { FAULTS, placeOf } from './faults';
import { differenceOf, type Head } from './head';
import { packGoods, type OrderLine } from './order-line';
import type { Said } from './said';
import { quoted } from './said';

/** What was met while blocks of one Name were made orders. */
export interface Met {
  /** orders that stood in the files more than once */
  repeated: number;
  /** orders that share their Name with an order of another Id */
  sharedNames: number;
  /** lines that do not say which of the orders of their Name they belong to */
  unclaimed: number;
}

/** Names a file where several are read. */
export type FileNames = (file: number) => string | null;

/**
 * Makes orders of all blocks that carry one Name. One order is one Id; blocks without an Id belong to the Id of
 * their Name, and to the order whose time and e-mail they repeat where the Name has several. An order that stands
 * there k times has every line k times and counts once.
 * @throws BadOrderExport where two statements of one order differ, or a part of one is missing
 */
export function mergeName(blocks: readonly Block[], met: Met, fileName: FileNames): Block[] {
  const ids = [...new Set(blocks.flatMap(idsIn))].sort((a, b) => a - b);
  const groups = ids.length < 2 ? [whole(blocks, ids[0] ?? null)] : apart(blocks, ids, met);
  if (ids.length > 1) met.sharedNames += ids.length;
  return groups.map((group) => merged(group, met, fileName));
}

/** One order's statements: each block's head with its place, and all lines. */
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
  const group = emptyGroup(blocks, id);
  for (const { head, file, line, lines } of blocks) {
    if (head !== null) group.heads.push({ head, file, line });
    group.lines.push(...lines);
  }
  return group;
}

function apart(blocks: readonly Block[], ids: readonly number[], met: Met): Group[] {
  const groups = ids.map((id) => emptyGroup(blocks, id));
  const of = (id: number | null): Group | undefined => groups.find((group) => group.id === id);
  for (const { id, head, file, line } of blocks)
    if (head !== null && id !== null) of(id)?.heads.push({ head, file, line });
  for (const { id, head, file, line, lines } of blocks) {
    // A head without an Id is one more statement of the first order that says the same.
    const own = head === null ? undefined : (of(id) ?? twinOf(head, groups) ?? groups[0]);
    if (head !== null && id === null) own?.heads.push({ head, file, line });
    for (const one of lines) {
      const owner = one.claim === null ? own : ownerOf(one.claim, groups, met);
      owner?.lines.push(one);
    }
  }
  return groups;
}

function twinOf(head: Head, groups: readonly Group[]): Group | undefined {
  return groups.find(({ heads }) => heads.some((one) => differenceOf(one.head, head) === null));
}

function ownerOf(
  { id, created, email }: NonNullable<OrderLine['claim']>,
  groups: readonly Group[],
  met: Met,
): Group | undefined {
  if (id !== null) return groups.find((group) => group.id === id);
  const alike = groups.filter(({ heads }) =>
    heads.some(
      ({ head }) =>
        (created === null || head.created === created) && (email === null || head.email === email),
    ),
  );
  if (alike.length !== 1) met.unclaimed += 1;
  return alike[0] ?? groups[0];
}

function emptyGroup(blocks: readonly Block[], id: number | null): Group {
  const own = blocks.filter((block) => id === null || block.id === id || block.id === null);
  const [first] = (own.length > 0 ? own : [...blocks]).sort(
    (a, b) => a.file - b.file || a.line - b.line,
  );
  const { file = 0, line = 1, name = '' } = first ?? {};
  return { name, id, heads: [], lines: [], first: { file, line } };
}

function merged(group: Group, met: Met, fileName: FileNames): Block {
  const { name, id, heads, lines, first } = group;
  const [one, ...others] = heads;
  if (one === undefined) return { name, id, ...first, head: null, lines };
  for (const other of others) refuseDifference(group, one, other, fileName);
  if (others.length > 0) met.repeated += 1;
  const tags = heads.map(({ head }) => head.tags ?? '').sort();
  const head = { ...one.head, tags: tags.at(-1) || null };
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

/** Both values as a person reads them; null where they say who somebody is. */
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

/** The lines of an order that stands there `times` times, each once. */
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
