import type { CostPreview } from '../../metrics/costs/preview.server';
import type { CostFault, CostField } from '../../settings/entered/costs';

type Texts = Record<CostField, string>;
type Faults = Partial<Record<CostField, CostFault>>;

export interface CostsView {
  /** of the shop's settings; the form sends it back */
  version: number;
  /** the settings as the fields show them */
  texts: Texts;
  /** the numbers now, and with what is entered; null before the first numbers */
  preview: CostPreview | null;
  /** of what is entered; known before the first numbers, too, where the number of customers is entered */
  retentionPerYear: number | null;
  /** of what is entered; no preview has a number for it */
  faults: Faults;
  currency: string;
  timezone: string;
}

/** The door's reply to the form. A refused one has the entered texts, for a browser whose script has not run. */
export type CostsAnswer =
  | { saved: true }
  | { faults: Faults; entered: Texts }
  | { meanwhile: { name: string; value: unknown }[]; version: number; entered: Texts };
