import type { Previews } from '../../../metrics/preview/drafts/draft.server';
import type { Waiting } from '../../../metrics/preview/drafts/kept-preview.server';
import type {
  DefinitionFault,
  DefinitionField,
  Entered,
} from '../../../settings/entered/definitions';

export interface DefinitionsView {
  /** of the shop's settings; the form sends it back */
  version: number;
  /** the settings as the fields show them */
  texts: Entered;
  /** the health line's amounts where none is entered; null: the currency has none */
  healthAmount: number | null;
  currency: string;
  timezone: string;
}

/** What saving would do. */
type DefinitionsPreview = Previews['definitions'] | 'counting' | Waiting;

/** The reply to a form that was only tried. */
export interface Tried {
  /** null: nothing that was entered could be counted */
  preview: DefinitionsPreview | null;
  faults: Partial<Record<DefinitionField, DefinitionFault>>;
  entered: Entered;
}

/** The door's reply to the form. A refused one has the entered texts, for a browser whose script has not run. */
export type DefinitionsAnswer =
  | { saved: true }
  | Tried
  | { faults: Partial<Record<DefinitionField, DefinitionFault>>; entered: Entered }
  | {
      meanwhile: { part: string; name: string; value: unknown }[];
      version: number;
      entered: Entered;
    };
