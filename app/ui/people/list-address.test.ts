import { describe, expect, it } from 'vitest';
import { keepingShopify, listAddress, nextListOrder, readAsked, readOrder } from './list-address';

const asked = (query: string) => readAsked(new URLSearchParams(query));

describe('the address of a list', () => {
  it('has what differs from the first page of everybody', () => {
    expect(listAddress({ who: [] })).toBe('/app/customers');
    const who = [[{ field: 'n' as const, from: 2, to: null }]];
    const order = { by: 'last' as const, down: false };
    const address = listAddress({ who, order, place: { side: 'before', cursor: '2026-01-01~7' } });
    expect(address).toBe('/app/customers?who=v1+n.2..&sort=last&before=2026-01-01%7E7');
    expect(asked(address.split('?')[1] ?? '')).toEqual({
      ...{ who, order, draft: null },
      place: { side: 'before', cursor: '2026-01-01~7' },
    });
  });

  it('opens the form of a condition', () => {
    const draft = { group: 0, at: null, field: 'n' };
    expect(listAddress({ who: [], draft })).toBe('/app/customers?group=0&field=n');
    expect(asked('group=0&field=n').draft).toEqual(draft);
    expect(asked('group=0&field=toString').draft).toEqual({ ...draft, field: null });
    expect(asked('group=x&field=n').draft).toBeNull();
  });

  it('sorts by its own order where it names another', () => {
    const first = { by: 'revenue', down: true };
    for (const text of [null, '', '-', 'name', '-toString']) expect(readOrder(text)).toEqual(first);
    expect(readOrder('-n')).toEqual({ by: 'n', down: true });
    expect(nextListOrder({ by: 'n', down: true }, 'n')).toEqual({ by: 'n', down: false });
    expect(nextListOrder({ by: 'n', down: false }, 'last')).toEqual({ by: 'last', down: true });
  });

  it('keeps what Shopify has put into it, and nothing of the form that led to it', () => {
    const present = new URLSearchParams('who=v1+n.1&set=1&is=a&is=b&host=x&shop=y&asOf=2026-01-01');
    expect(keepingShopify('/app/customers?who=v1+n.2', present)).toBe(
      '/app/customers?who=v1+n.2&host=x&shop=y',
    );
  });
});
