import { useFetcher } from '@remix-run/react';
import { useEffect } from 'react';
import { useView, viewLink } from '../frame/view-address';

/** The reply of the door of counts. */
interface ListCounts {
  counts: Record<string, number> | null;
}

/**
 * How many customers each kept list has, and those of every shop: read after the page, which does not wait for a pass over
 * all customers.
 * @param computedAt of the page's numbers: newer ones are counted again
 * @param lists how many there are
 * @returns by key; null until they are counted
 */
export function useCounts(computedAt: string | null, lists: number): Record<string, number> | null {
  const { load, data } = useFetcher<ListCounts>();
  const { asOf } = useView();
  useEffect(() => {
    if (lists > 0) load(viewLink('/app/customers/counts', { asOf, compare: 'month', filter: {} }));
  }, [load, asOf, computedAt, lists]);
  return data?.counts ?? null;
}
