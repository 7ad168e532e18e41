import type { CostPreview } from '../../../metrics/costs/preview.server';
import type { CostImportPreview } from '../../../settings/entered/goods/import';
import type { FileFault } from '../../../settings/entered/file';
import type { Meanwhile } from './view';

export interface CostImportView {
  /** of the shop's settings; the form sends it back */
  version: number;
  currency: string;
  timezone: string;
}

/** A read file: what it would change, and the numbers with it; null before the shop's first ones. */
export interface ReadFile {
  preview: CostImportPreview;
  effect: CostPreview | null;
}

/** The door's reply to a file. `wrongLines`: of unknown goods, too. */
export type CostImportAnswer =
  | { applied: number; wrongLines: number }
  | { fault: FileFault }
  | (ReadFile & { problem?: 'unknown' | 'tooMany' | { meanwhile: Meanwhile } });
