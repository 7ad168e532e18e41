import { laterPart } from '../frame/later-part';
import type { OpenSheetProps } from './open-sheet';

/** The sheet of a number. The server draws it; a browser that opens its address has it before it draws (`entry.client`). */
export const sheetPart = laterPart<OpenSheetProps>(
  async () => (await import('./open-sheet')).OpenSheet,
);

if (import.meta.env.SSR) sheetPart.loaded = (await import('./open-sheet')).OpenSheet;
