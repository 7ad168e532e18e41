import { useFetcher } from '@remix-run/react';
import { useEffect } from 'react';
import type { ListWorth } from '../../metrics/people/tab-counts.server';
import { useView, viewLink } from '../frame/view-address';

/**
 * How many customers each kept list has, and those of every shop: read after the page, which does not wait for a pass over
 * all customers.
 * @param computedAt of the page's numbers: newer ones are counted again
 * @param lists how many there are
 * @returns by key; null until they are counted
 */
export function useCounts(computedAt: string | null, lists: number): Record<string, number> | null {
  return useReply<number>('/app/customers/counts', computedAt, lists);
}

/** The same for the kept lists alone, with what their customers are worth. */
export function useWorth(
  computedAt: string | null,
  lists: number,
): Record<string, ListWorth> | null {
  return useReply<ListWorth>('/app/customers/counts?worth=yes', computedAt, lists);
}

function useReply<T>(
  door: string,
  computedAt: string | null,
  lists: number,
): Record<string, T> | null {
  const { load, data } = useFetcher<{ counts: Record<string, T> | null }>();
  const { asOf } = useView();
  useEffect(() => {
    if (lists > 0) load(viewLink(door, { asOf, compare: 'month', filter: {} }));
  }, [load, door, asOf, computedAt, lists]);
  const counts = data?.counts;
  return counts === undefined || counts === null ? null : (counts as Record<string, T>);
}
