import { useState } from 'react';

/** Which rows of a page of the list are chosen, by the customers' numbers. */
export interface Chosen {
  ids: ReadonlySet<string>;
  /** adds or removes some */
  set: (ids: readonly string[], isChosen: boolean) => void;
}

/** Chosen rows of one page of the list: another page, order or list has none of them. @param page what is shown */
export function useChosen(page: string): Chosen {
  const [known, setKnown] = useState({ page, ids: new Set<string>() });
  const ids = known.page === page ? known.ids : new Set<string>();
  return {
    ids,
    set: (some, isChosen) => {
      const next = new Set(ids);
      for (const id of some)
        if (isChosen) next.add(id);
        else next.delete(id);
      setKnown({ page, ids: next });
    },
  };
}
