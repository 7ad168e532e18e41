import type { ProductRole } from '../../terms/product-roles';

/** What a change of roles did to one product. */
interface RoleChanged {
  product: string;
  /** null: Shopify has deleted the product */
  title: string | null;
  before: ProductRole | null;
  after: ProductRole | null;
}

/** One row of the change history. */
export interface ChangeRow {
  version: number;
  part: string;
  name: string;
  before: unknown;
  after: unknown;
  /** ISO */
  at: string;
  /** this release knows the setting */
  known: boolean;
  /** of a change of products' roles: the first products, and how many there are */
  roles: { first: RoleChanged[]; products: number } | null;
  /** of a change of advertising spend, whose values stay with the door */
  spend: SpendChanged | null;
  /** of a change of unit costs, whose values stay with the door */
  costs: CostsChanged | null;
}

/** What a change of advertising spend did: its first cells, how many there are, and their sums. */
export interface SpendChanged {
  first: { month: string; channel: string; before: number | null; after: number | null }[];
  cells: number;
  before: number;
  after: number;
}

/** What a change of unit costs did: the first of them, how many there are, and of how many products. */
export interface CostsChanged {
  first: {
    product: string;
    /** null: Shopify has deleted the product */
    title: string | null;
    /** null: every variant */
    variant: string | null;
    /** null: always */
    from: string | null;
    before: number | null;
    after: number | null;
  }[];
  costs: number;
  products: number;
}

export interface HistoryView {
  changes: ChangeRow[];
  /** more are kept than these */
  isCut: boolean;
  currency: string;
  timezone: string;
}

/** The setting that a reply of the door is about. */
type OfSetting = Pick<ChangeRow, 'version' | 'part' | 'name' | 'before'>;

/** The door's reply to an undo. `changed`: it asks first, because the setting has `value` now. */
export type UndoAnswer =
  | { undone: Pick<ChangeRow, 'part' | 'name'> }
  | { changed: OfSetting & { value: unknown } }
  | { problem: 'gone' | 'unfit' };
