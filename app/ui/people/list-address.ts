import type { PeopleField, Who } from '../../terms/people';
import { isField, readWho, writeWho } from '../../who-address';

/** What the list can be sorted by. */
export const PEOPLE_SORTS = [
  'revenue',
  'n',
  'last',
  'first',
  'expected',
  'score',
  'margin',
] as const;
export type PeopleSort = (typeof PEOPLE_SORTS)[number];

/** How the list is ordered, and where its page begins. */
export interface ListOrder {
  by: PeopleSort;
  down: boolean;
}

/** The most who matter first. */
const FIRST_ORDER: ListOrder = { by: 'revenue', down: true };

export const LIST = '/app/customers';

/** `-revenue`: the largest first. */
const writeOrder = ({ by, down }: ListOrder): string => `${down ? '-' : ''}${by}`;

/** An order in an address; the list's own for another text. */
export function readOrder(text: string | null): ListOrder {
  const down = text?.startsWith('-') ?? false;
  const by = PEOPLE_SORTS.find((sort) => sort === (down ? text?.slice(1) : text));
  return by === undefined ? FIRST_ORDER : { by, down };
}

/** The order that a column's head leads to: the largest first, then the smallest. */
export const nextListOrder = (order: ListOrder, by: PeopleSort): ListOrder => ({
  by,
  down: order.by === by ? !order.down : true,
});

/** The parameters of a form that edits a condition. */
export interface DraftAddress {
  /** index of the group; the number of groups: a new one */
  group: number;
  /** index of the condition within it; null: a new one */
  at: number | null;
  /** null: none chosen yet */
  field: string | null;
}

/** Where a page of the list stands: before or after a customer. */
interface ListPlace {
  side: 'before' | 'after';
  cursor: string;
}

interface ListAddress {
  who: Who;
  order?: ListOrder;
  /** null: the first page */
  place?: ListPlace | null;
  draft?: DraftAddress;
}

/** The parameters of a list's address, beside those of its view. */
export function listParameters({ who, order, place, draft }: ListAddress): [string, string][] {
  const text = writeWho(who);
  const sort = writeOrder(order ?? FIRST_ORDER);
  const parts: [string, string | null | undefined][] = [
    ['who', text === '' ? null : text],
    ['sort', sort === writeOrder(FIRST_ORDER) ? null : sort],
    [place?.side ?? 'after', place?.cursor],
    ['group', draft && String(draft.group)],
    ['at', draft?.at === null ? null : draft && String(draft.at)],
    ['field', draft?.field],
  ];
  return parts.flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [[name, value]],
  );
}

/** The address of a list of customers; links of the app add the day of the page. */
export function listAddress(address: ListAddress): string {
  const parameters = listParameters(address);
  return parameters.length === 0 ? LIST : `${LIST}?${new URLSearchParams(parameters).toString()}`;
}

/** What an address of the list asks for. */
export interface Asked {
  /** null: its words cannot be read */
  who: Who | null;
  order: ListOrder;
  place: ListPlace | null;
  draft: (Omit<DraftAddress, 'field'> & { field: PeopleField | null }) | null;
}

export function readAsked(query: URLSearchParams): Asked {
  const side = (['before', 'after'] as const).find((name) => query.has(name));
  const cursor = side && query.get(side);
  return {
    who: readWho(query.get('who') ?? ''),
    order: readOrder(query.get('sort')),
    place: side && cursor ? { side, cursor } : null,
    draft: readDraft(query),
  };
}

function readDraft(query: URLSearchParams): Asked['draft'] {
  const group = indexIn(query.get('group'));
  if (group === null) return null;
  const field = query.get('field') ?? '';
  return { group, at: indexIn(query.get('at')), field: isField(field) ? field : null };
}

/** Two digits are more than a list has groups or conditions. */
const indexIn = (text: string | null): number | null =>
  text !== null && /^\d{1,2}$/.test(text) ? Number(text) : null;

/** The parameters that a form or a link of the page has, in no address that it leads to. */
const OF_THE_PAGE = [
  ...['who', 'sort', 'before', 'after', 'group', 'at', 'field', 'view'],
  ...['set', 'is', 'other', 'from', 'to', 'day', 'none', 'not', '_data'],
  ...['asOf', 'compare', 'product', 'discount', 'source', 'plan'],
];

/** An address of the page with what Shopify has put into the present one, which a redirect must keep. */
export function keepingShopify(target: string, present: URLSearchParams): string {
  const url = new URL(target, 'http://app.invalid');
  for (const [name, value] of present)
    if (!OF_THE_PAGE.includes(name)) url.searchParams.set(name, value);
  return `${url.pathname}${url.search}`;
}
