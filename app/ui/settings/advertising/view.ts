import type { AcquisitionFacts } from '../../../metrics/costs/advertising.server';

import type { FileFault } from '../../../settings/entered/file';
import type { ImportPreview } from '../../../settings/entered/spend-import';
import type { SpendOf } from '../../../settings/entered/spend-grid';

/** What both pages of advertising know of the shop. */
export interface SpendView extends SpendOf {
  /** of the shop's settings; the form sends it back */
  version: number;
  timezone: string;
  /** all amounts by cell */
  spend: Record<string, number>;
  /** null before the shop's first numbers */
  facts: AcquisitionFacts | null;
  /** the facts are by earlier settings, and are being counted again */
  recounting: boolean;
}

export interface GridView extends SpendView {
  /** the shown months, the oldest first */
  months: string[];
  /** how many months "more" shows; null: all that there may be are shown */
  more: number | null;
}

/** Cells that someone else has changed meanwhile: the first of them, and how many there are. */
export interface Meanwhile {
  first: { month: string; channel: string; amount: number | null }[];
  cells: number;
}

/** The door's reply to the grid's form. A refused one has the entered texts, for a browser whose script has not run. */
export type GridAnswer =
  | { saved: true }
  | { refused: 'faults' | 'channels' | 'months'; entered: Record<string, string> }
  | { meanwhile: Meanwhile; version: number; entered: Record<string, string> };

/** The door's reply to a file. */
export type ImportAnswer =
  | { applied: number; wrongLines: number }
  | { fault: FileFault }
  | { preview: ImportPreview; problem?: 'channels' | 'months' | { meanwhile: Meanwhile } };
