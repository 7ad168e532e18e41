import type { ComponentType } from 'react';

/** A part of a page that no page needs before a click. */
export interface LaterPart<Props> {
  /** null until it has been loaded; on the server for good, but where the server draws it */
  loaded: ComponentType<Props> | null;
  /** @returns null where there was no connection for it */
  load: () => Promise<ComponentType<Props> | null>;
}

/**
 * A part whose script comes later. Chromium never tries a script again whose import failed: without a connection none is
 * tried.
 * @param bring imports it
 */
export function laterPart<Props>(bring: () => Promise<ComponentType<Props>>): LaterPart<Props> {
  const part: LaterPart<Props> = {
    loaded: null,
    load: async () => {
      if (part.loaded !== null || !navigator.onLine) return part.loaded;
      try {
        part.loaded = await bring();
      } catch {
        // the caller tells the merchant
      }
      return part.loaded;
    },
  };
  return part;
}
